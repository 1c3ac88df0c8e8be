package kpwatch.ripestat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * A resolver that is waited for only so long. OkHttp looks names up on the caller's thread, where
 * neither its limits nor an interrupt reach: a resolver that answers after a minute holds a call
 * for a minute (seen with 5.5.1). Whoever asks for the same name meanwhile waits for the same
 * answer, so that a resolver that hangs costs one thread, and another only once a minute.
 * Thread-safe.
 */
final class BoundedDns implements Dns {
  private static final Duration GIVEN_UP = Duration.ofMinutes(1);

  private final Dns resolver;
  private final Duration limit;
  private final Map<String, Question> underWay = new ConcurrentHashMap<>();

  BoundedDns(Dns resolver, Duration limit) {
    this.resolver = resolver;
    this.limit = limit;
  }

  private record Question(FutureTask<List<InetAddress>> answer, long since) {
    boolean open() {
      return !answer.isDone() && System.nanoTime() - since < GIVEN_UP.toNanos();
    }
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    Question question = underWay.compute(host, (h, q) -> q != null && q.open() ? q : ask(h));
    try {
      return question.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failed(host + " was not resolved within " + limit.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted while " + host + " was resolved", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError memory) {
        throw memory;
      }
      throw failed(host + " could not be resolved: " + e.getCause(), e);
    }
  }

  private Question ask(String host) {
    FutureTask<List<InetAddress>> answer = new FutureTask<>(() -> resolver.lookup(host));
    Thread thread = new Thread(answer, "kpwatch-resolve");
    thread.setDaemon(true);
    thread.start();
    return new Question(answer, System.nanoTime());
  }

  private static UnknownHostException failed(String why, Exception cause) {
    UnknownHostException failure = new UnknownHostException(why);
    failure.initCause(cause);
    return failure;
  }
}
