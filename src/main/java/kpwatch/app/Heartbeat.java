package kpwatch.app;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import kpwatch.command.Pulse;
import kpwatch.config.Secret;
import kpwatch.notify.Sign;
import kpwatch.supervision.Supervisor;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a URL while every part is well on which an alert depends, at most once a minute and on a
 * thread of its own; whoever is called there can tell people when the calls stop. The URL is
 * secret, so that what a failure says of it is not told. Redirects are followed, but not from HTTPS
 * to HTTP or back.
 */
final class Heartbeat implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration APART = Duration.ofMinutes(1);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Request request;
  private final OkHttpClient client;
  private final Pulse parts;
  private final InstantSource clock;
  private final ExecutorService thread;
  private final Supervisor supervisor;
  private final AtomicBoolean calling = new AtomicBoolean();
  private Instant last = Instant.EPOCH;
  private List<String> withheldFor = List.of();
  private int failures;

  /**
   * @param agent who we are, fit for a header
   * @param parts all of which must be well
   * @param patience how long one call may take
   * @param thread where calls are made; closed with this
   * @param supervisor counts calls that break
   * @throws IllegalArgumentException if the URL is not HTTP
   */
  Heartbeat(
      Secret url,
      String agent,
      Pulse parts,
      InstantSource clock,
      Duration patience,
      ExecutorService thread,
      Supervisor supervisor) {
    HttpUrl address = HttpUrl.parse(url.reveal());
    if (address == null) {
      throw new IllegalArgumentException("heartbeat.url is no address of HTTP");
    }
    this.request = new Request.Builder().url(address).header("User-Agent", agent).build();
    this.parts = parts;
    this.clock = clock;
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .callTimeout(patience)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(Heartbeat::askOnce)
            .build();
    this.thread = thread;
    this.supervisor = supervisor;
  }

  static Heartbeat on(
      Secret url, String agent, Pulse parts, InstantSource clock, Supervisor supervisor) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(supervisor.pool("kpwatch-heartbeat"));
    return new Heartbeat(url, agent, parts, clock, PATIENCE, thread, supervisor);
  }

  /** OkHttp asks again at once after a 503 with {@code Retry-After: 0}. */
  private static Response askOnce(Interceptor.Chain chain) throws IOException {
    return chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build();
  }

  /** Calls, if it is time and all is well. Does not wait for the answer. */
  void beat() {
    Instant now = clock.instant();
    boolean lately = !now.isBefore(last) && Duration.between(last, now).compareTo(APART) < 0;
    if (lately || calling.get()) {
      return;
    }
    List<String> ill =
        parts.signs(now).stream()
            .filter(sign -> sign.ill() && sign.harm() != Sign.Harm.LATER)
            .map(Sign::name)
            .toList();
    if (!ill.equals(withheldFor)) {
      LOG.info(
          ill.isEmpty() ? "the heartbeat goes on" : "the heartbeat is withheld: trouble with {}",
          String.join(", ", ill));
      withheldFor = ill;
    }
    if (ill.isEmpty()) {
      last = now;
      calling.set(true);
      try {
        thread.execute(this::call);
      } catch (RejectedExecutionException e) {
        LOG.debug("stopping: no heartbeat any more");
      }
    }
  }

  private void call() {
    try (Response response = client.newCall(request).execute()) {
      if (response.isSuccessful()) {
        worked();
      } else {
        failed("answered " + response.code());
      }
    } catch (IOException e) {
      failed("could not be called (" + e.getClass().getSimpleName() + ")");
    } catch (Throwable e) { // costs this call only
      supervisor.failed("heartbeat", e);
      failed("could not be called (" + e.getClass().getSimpleName() + ")");
    } finally {
      calling.set(false);
    }
  }

  private void worked() {
    if (failures > 0) {
      LOG.info("heartbeat.url answers again");
      failures = 0;
    }
  }

  /** Told at the first, second, fourth, eighth time and so on. */
  private void failed(String how) {
    failures++;
    if (Integer.bitCount(failures) == 1) {
      LOG.warn("heartbeat.url {}; so often in a row: {}", how, failures);
    }
  }

  /** Ends the call under way. */
  @Override
  public void close() {
    thread.shutdownNow();
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }
}
