package kpwatch.probe;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * One GET on one fresh connection: no redirect, no second try, no cookie, no cache, no compression,
 * at most 64 KB read. The connection is closed afterwards. Old TLS versions and weak ciphers are
 * taken as far as the JDK's security settings let them.
 */
final class HttpProbe implements Closeable {
  static final int MOST_BYTES = 64 * 1024;

  private final ProbeConduct conduct;
  private final OkHttpClient client;
  private volatile boolean closed;

  HttpProbe(ProbeConduct conduct) {
    this.conduct = conduct;
    var anyCertificate = new AnyCertificate();
    this.client =
        new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(List.of(anyTls(), ConnectionSpec.CLEARTEXT))
            .sslSocketFactory(anyCertificate.sockets(), anyCertificate)
            .hostnameVerifier((host, session) -> true)
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .fastFallback(false)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .addNetworkInterceptor(HttpProbe::withoutInvitation)
            .build();
  }

  /**
   * Ends within {@code left}. A status line is an answer even where what follows is cut or slow.
   *
   * @throws NotAskedException where we failed, not the address
   */
  Reply get(Hop hop, Duration left) throws NotAskedException {
    var wire = new Wire();
    var steps = new Steps(wire);
    Call call = call(hop, left, wire, steps);
    if (closed) {
      throw new NotAskedException(Cause.UNREACHABLE, "closed");
    }
    try (Response response = call.execute()) {
      if (!readSome(response)) {
        // Otherwise closing would read on for a while to save the connection.
        call.cancel();
      }
      String location = response.header("Location", "");
      return new Reply(
          Reply.judge(response.code()),
          response.code(),
          steps.timing(),
          location == null ? "" : location);
    } catch (NotAskedException e) {
      throw e;
    } catch (IOException e) {
      return failed(e, steps);
    }
  }

  private Reply failed(IOException failure, Steps steps) throws NotAskedException {
    if (steps.status().isPresent()) {
      int status = steps.status().getAsInt();
      return new Reply(Reply.judge(status), status, steps.timing());
    }
    if (closed) {
      throw new NotAskedException(Cause.UNREACHABLE, "closed", failure);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw NotAskedException.interrupted();
    }
    return new Reply(Failure.answer(failure, steps.connected()), 0, steps.timing());
  }

  private Call call(Hop hop, Duration left, Wire wire, Steps steps) {
    Duration connect = conduct.limits().connect();
    Request request =
        new Request.Builder()
            .url(hop.url())
            .header("User-Agent", conduct.agent())
            .header("Accept-Encoding", "identity")
            .header("Connection", "close")
            .build();
    return client
        .newBuilder()
        .dns(host -> List.of(hop.target().getAddress()))
        .socketFactory(new CheckedSocket.Factory(hop.target(), conduct, wire))
        .connectTimeout(connect.compareTo(left) < 0 ? connect : left)
        .readTimeout(left)
        .writeTimeout(left)
        .callTimeout(left)
        .eventListener(steps)
        .build()
        .newCall(request);
  }

  /** Whether the body ended within what we read. Leaves the body open. */
  private static boolean readSome(Response response) {
    byte[] bytes = new byte[8 * 1024];
    InputStream body = response.body().byteStream();
    try {
      int total = 0;
      while (total < MOST_BYTES) {
        int count = body.read(bytes, 0, Math.min(bytes.length, MOST_BYTES - total));
        if (count < 0) {
          return true;
        }
        total += count;
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** OkHttp asks at once again after a 503 with {@code Retry-After: 0}; we do not. */
  private static Response withoutInvitation(Interceptor.Chain chain) throws IOException {
    return chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build();
  }

  private static ConnectionSpec anyTls() {
    return new ConnectionSpec.Builder(ConnectionSpec.COMPATIBLE_TLS)
        .allEnabledTlsVersions()
        .allEnabledCipherSuites()
        .build();
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
