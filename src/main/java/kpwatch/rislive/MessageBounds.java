package kpwatch.rislive;

import java.io.IOException;
import java.util.Optional;
import kpwatch.bounded.BoundedSockets;
import kpwatch.bounded.ByteBounds;
import kpwatch.bounded.ByteCount;
import kpwatch.bounded.ByteLimitException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may bring. OkHttp keeps a message until it is whole, with its fragments and
 * unfolded, so the bound stands below it: at the bytes since the last whole message. Compression is
 * not asked for, and a server that compresses all the same is turned away. Thread-safe.
 */
final class MessageBounds {
  /** A message of the greatest length, in fragments, with pings between; a handshake takes less. */
  static final int MOST_BYTES = Link.LONGEST + (64 << 10);

  /** Bytes between two looks that were no message: OkHttp answers each ping, of two bytes even. */
  static final int MOST_IDLE_BYTES = 256 << 10;

  /** The longest head of a frame from a server (RFC 6455, 5.2). */
  private static final int FRAME_HEAD = 10;

  /** OkHttp reads so far ahead that a part of the next message is counted with the last. */
  private static final int READ_AHEAD = 16 << 10;

  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

  private final ByteCount count = new ByteCount(MOST_BYTES);
  private long idle;

  /** The same client for this one connection. */
  OkHttpClient on(OkHttpClient client) {
    return client
        .newBuilder()
        .socketFactory(new BoundedSockets(() -> count))
        .addInterceptor(MessageBounds::uncompressed)
        .build();
  }

  synchronized void whole(String text) {
    whole(Utf8.size(text));
  }

  /** A message of so many bytes is whole; the next begins. */
  synchronized void whole(long bytes) {
    idle = Math.max(-READ_AHEAD, idle + count.restart() - bytes - FRAME_HEAD);
  }

  /** Whether too much came since the last look that was no message. Looked at every so often. */
  synchronized boolean idles() {
    boolean much = idle > MOST_IDLE_BYTES;
    idle = 0;
    return much;
  }

  /**
   * Why the connection ended, where a bound was the reason.
   *
   * @param opened whether the handshake was complete
   */
  static Optional<String> reason(Throwable error, @Nullable Response response, boolean opened) {
    if (ByteLimitException.in(error).isPresent()) {
      String what = opened ? "a message" : "the answer to the handshake";
      return Optional.of(what + " was given up after " + MOST_BYTES + " bytes");
    }
    return response != null && response.header(EXTENSIONS) != null
        ? Optional.of("it compresses messages although it was not asked to")
        : Optional.empty();
  }

  private static Response uncompressed(Interceptor.Chain chain) throws IOException {
    try {
      Request request = chain.request().newBuilder().removeHeader(EXTENSIONS).build();
      Response response = ByteBounds.answer(chain.proceed(request), MOST_BYTES);
      // Without this header OkHttp takes the handshake for failed and closes the connection.
      return response.header(EXTENSIONS) == null
          ? response
          : response.newBuilder().removeHeader("Upgrade").build();
    } catch (RuntimeException e) {
      throw new IOException("the answer is not HTTP: " + e.getClass().getSimpleName(), e);
    }
  }
}
