package kpwatch.probe;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import kpwatch.bounded.ByteCount;
import kpwatch.observation.Observation.Cause;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One GET on one fresh connection: no redirect, no second try, no cookie, no cache, no compression.
 * At most 64 KiB of a body are read, and no more than 128 KiB are taken from the connection, TLS
 * and headers included. The connection is closed afterwards. Old TLS versions and weak ciphers are
 * taken as far as the JDK's security settings let them.
 *
 * <p>OkHttp is asked for plain HTTP only: {@link ProbeSockets} make the connection and its TLS.
 */
final class HttpProbe implements Closeable {
  static final int MOST_BYTES = 64 * 1024;

  /** A handshake with its certificates takes a few KiB, headers of real sites less than one. */
  static final int MOST_OF_A_CONNECTION = 128 * 1024;

  private final ProbeConduct conduct;
  private final SSLSocketFactory tls = new AnyCertificate().sockets();
  private final OkHttpClient client;
  private volatile boolean closed;

  HttpProbe(ProbeConduct conduct) {
    this.conduct = conduct;
    this.client =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .fastFallback(false)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .addNetworkInterceptor(HttpProbe::withoutInvitation)
            .build();
  }

  /**
   * Ends within {@code left}. A status line is an answer whatever follows it: too much, too slow,
   * cut off, or nothing that OkHttp can read.
   *
   * @throws NotAskedException where we failed, not the address
   */
  Reply get(Hop hop, Duration left) throws NotAskedException {
    var steps = new Steps(new ByteCount(MOST_OF_A_CONNECTION));
    Call call = call(hop, left, steps);
    if (closed) {
      throw new NotAskedException(Cause.UNREACHABLE, "closed");
    }
    try {
      Response response = call.execute();
      Reply reply = answered(response, steps);
      finish(call, response);
      return reply;
    } catch (NotAskedException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return failed(e, steps);
    }
  }

  private static Reply answered(Response response, Steps steps) {
    String location = response.header("Location", "");
    int status = response.code();
    return new Reply(Reply.judge(status), status, steps.timing(), location == null ? "" : location);
  }

  private Reply failed(Throwable failure, Steps steps) throws NotAskedException {
    OptionalInt status = steps.wire().status();
    if (status.isPresent()) {
      return new Reply(Reply.judge(status.getAsInt()), status.getAsInt(), steps.timing());
    }
    if (closed) {
      throw new NotAskedException(Cause.UNREACHABLE, "closed", failure);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw NotAskedException.interrupted();
    }
    if (!steps.connected() && !(failure instanceof IOException)) {
      // Nobody was there yet who could have caused it.
      String fault = "the question could not be asked: " + failure.getClass().getSimpleName();
      throw new NotAskedException(Cause.UNUSABLE, fault);
    }
    return new Reply(steps.failed(failure), 0, steps.timing());
  }

  private Call call(Hop hop, Duration left, Steps steps) {
    Duration connect = conduct.limits().connect();
    Request request =
        new Request.Builder()
            .url(hop.url().newBuilder().scheme("http").port(80).build())
            .header("User-Agent", conduct.agent())
            .header("Accept-Encoding", "identity")
            .header("Connection", "close")
            .build();
    return client
        .newBuilder()
        .dns(host -> List.of(hop.target().getAddress()))
        .socketFactory(new ProbeSockets(hop, conduct, steps, tls))
        .connectTimeout(connect.compareTo(left) < 0 ? connect : left)
        .readTimeout(left)
        .writeTimeout(left)
        .callTimeout(left)
        .build()
        .newCall(request);
  }

  /** Reads some of the body and lets the connection go. Nothing in it changes the answer. */
  private static void finish(Call call, Response response) {
    try (response) {
      if (!readSome(response)) {
        // Otherwise closing would read on for a while to save the connection.
        call.cancel();
      }
    } catch (IOException | RuntimeException e) {
      // A broken or hostile body; its connection is of no use either.
      call.cancel();
    }
  }

  /** Whether the body ended within what we read. Leaves the body open. */
  private static boolean readSome(Response response) throws IOException {
    byte[] bytes = new byte[8 * 1024];
    InputStream body = response.body().byteStream();
    int total = 0;
    while (total < MOST_BYTES) {
      int count = body.read(bytes, 0, Math.min(bytes.length, MOST_BYTES - total));
      if (count < 0) {
        return true;
      }
      total += count;
    }
    return false;
  }

  /** OkHttp asks at once again after a 503 with {@code Retry-After: 0}; we do not. */
  private static Response withoutInvitation(Interceptor.Chain chain) throws IOException {
    return chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build();
  }

  /** Ends the GETs under way; later ones are not asked. */
  @Override
  public void close() {
    closed = true;
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
