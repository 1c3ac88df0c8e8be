package kpwatch.ripestat;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import kpwatch.bounded.ByteBounds;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * RIPEstat over HTTP. A call takes at most {@link #PATIENCE} from the first look-up of the name,
 * which may take half of it, to the last byte of the body, and at most four run at once: RIPEstat
 * allows eight per address (<a href="https://stat.ripe.net/docs/data_api">rules of use</a>, read
 * 2026-11-23). A caller beyond that waits for a place, at most as long as a call may take.
 * Redirects are not followed, nothing is tried twice. Safe for use by several threads at once.
 */
public final class HttpTransport implements Transport, Closeable {
  private static final int AT_ONCE = 4;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /**
   * Off the wire a body may be as large as it may be unfolded, with its headers and chunk lines.
   * What lies unread stays small, since four answers come at once and the heap has 64 MB.
   */
  private static final ByteBounds BOUNDS =
      new ByteBounds(LimitedBody.LIMIT + (1 << 20), 512 << 10, LimitedBody.LIMIT);

  /** How long one call may take at the polite pace. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpUrl base;
  private final String sourceapp;
  private final Headers headers;
  private final Duration limit;
  private final OkHttpClient client;
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private volatile boolean closed;

  /**
   * @param baseUrl {@code https://stat.ripe.net}; a path in it is kept
   * @param sourceapp the name under which RIPEstat counts our requests
   * @param userAgent who we are and how to reach us, in printable ASCII
   * @param limit how long one call may take
   * @throws IllegalArgumentException if the address is not HTTP or the agent not fit for a header
   */
  public HttpTransport(URI baseUrl, String sourceapp, String userAgent, Duration limit) {
    this(baseUrl, sourceapp, userAgent, limit, Dns.SYSTEM);
  }

  HttpTransport(URI baseUrl, String sourceapp, String userAgent, Duration limit, Dns resolver) {
    HttpUrl url = HttpUrl.get(baseUrl);
    if (url == null) {
      throw new IllegalArgumentException("not an HTTP address: " + baseUrl);
    }
    this.base = url;
    this.sourceapp = sourceapp;
    this.headers = Headers.of("User-Agent", userAgent, "Accept", "application/json");
    this.limit = limit;
    this.client =
        BOUNDS
            .on(new OkHttpClient.Builder())
            .dns(new BoundedDns(resolver, limit.dividedBy(2)))
            .connectTimeout(CONNECT)
            .readTimeout(limit)
            .writeTimeout(limit)
            .callTimeout(limit)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(HttpTransport::askOnce)
            // Calls come minutes apart. The server has closed a kept connection by then, OkHttp
            // does
            // not notice before it sends a GET, and without retries the look would be lost.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
  }

  @Override
  public Reply get(String call, Map<String, String> query) throws IOException {
    Request request = new Request.Builder().url(address(call, query)).headers(headers).build();
    Place place = new Place();
    try {
      return reply(client.newCall(request).execute(), place);
    } catch (RuntimeException | StackOverflowError e) {
      place.leave();
      throw new IOException("the answer is not HTTP: " + e.getClass().getSimpleName(), e);
    } catch (IOException e) {
      place.leave();
      throw e;
    }
  }

  private static Reply reply(Response response, Place place) {
    try {
      return new Reply(
          response.code(),
          response.header("Content-Type", ""),
          RetryAfter.of(response.headers(), response.receivedResponseAtMillis()),
          new Body(response.body().byteStream(), place));
    } catch (RuntimeException e) {
      response.close();
      throw e;
    }
  }

  /** Ends the calls under way and keeps no thread; later calls fail. */
  @Override
  public void close() {
    closed = true;
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private HttpUrl address(String call, Map<String, String> query) {
    HttpUrl.Builder address =
        base.newBuilder()
            .query(null)
            .fragment(null)
            .addPathSegment("data")
            .addPathSegment(call)
            .addPathSegment("data.json");
    query.forEach(address::addQueryParameter);
    return address.addQueryParameter("sourceapp", sourceapp).build();
  }

  /** OkHttp asks again at once after a 503 with {@code Retry-After: 0}, whatever it was told. */
  private static Response askOnce(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    return response.code() == 503
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  /** One of the places for calls under way; left once, however often it is said. */
  private final class Place {
    private final AtomicBoolean left = new AtomicBoolean();

    Place() throws IOException {
      try {
        if (!places.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new InterruptedIOException("all " + AT_ONCE + " places stayed taken");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for a place");
      }
      if (closed) {
        leave();
        throw new IOException("closed");
      }
    }

    void leave() {
      if (left.compareAndSet(false, true)) {
        places.release();
      }
    }
  }

  /** A body that leaves its place when it is closed. */
  private static final class Body extends FilterInputStream {
    private final Place place;

    Body(InputStream body, Place place) {
      super(body);
      this.place = place;
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        place.leave();
      }
    }
  }
}
