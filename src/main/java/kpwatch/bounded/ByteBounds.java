package kpwatch.bounded;

import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * How much one answer over HTTP may bring. {@link #on} sets an OkHttp client up so that the bounds
 * hold for each exchange by itself, also on connections that are kept open for the next one.
 *
 * <p>Whatever passes a bound is an {@code IOException} with a {@link ByteLimitException} in its
 * causes. So is, without that one, any exception at runtime that OkHttp meets in an answer (a
 * negative Content-Length, for instance). Both may come from the call or from reading the body.
 *
 * @param wire bytes as they travel: TLS, status line, headers, chunk lines, trailers, body
 * @param unread of those, bytes that came since the reader last got a part of the body; OkHttp
 *     itself takes at most 256 KiB of headers, so less than 300 KiB may refuse legal answers
 * @param body bytes of the body as the reader gets them: without chunk lines, after decompression
 */
public record ByteBounds(long wire, long unread, long body) {
  public ByteBounds {
    if (wire < 1 || unread < 1 || body < 1) {
      throw new IllegalArgumentException("a bound below one byte");
    }
  }

  /**
   * The same builder, bounded: with a socket factory and interceptors of ours. HTTP/1.1 only, since
   * HTTP/2 mixes exchanges and unfolds its headers. Not for websockets: there no exchange ends. Use
   * {@link BoundedSockets} for them.
   */
  public OkHttpClient.Builder on(OkHttpClient.Builder builder) {
    var sockets = new BoundedSockets(() -> new ByteCount(wire, unread));
    var exchanges = new BoundedExchange(sockets, body);
    return builder
        .socketFactory(sockets)
        .protocols(List.of(Protocol.HTTP_1_1))
        .addInterceptor(exchanges::around)
        .addNetworkInterceptor(exchanges::within);
  }

  /**
   * One answer with a body of at most {@code most} bytes that throws nothing but {@code
   * IOException}, for a client that has bounded sockets and is not set up by {@link #on}.
   */
  public static Response answer(Response response, long most) {
    return BoundedBody.of(response, most, () -> {});
  }
}
