package kpwatch.bounded;

import java.io.IOException;
import java.util.Optional;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The interceptors of a bounded client. The outer one sees the body as the reader gets it, the
 * inner one knows the connection; a tag of the request carries the count from one to the other.
 */
final class BoundedExchange {
  private final BoundedSockets sockets;
  private final long most;

  /** The count of the connection that an exchange came to use. */
  private static final class Tag {
    private volatile Optional<ByteCount> count = Optional.empty();

    void taken() {
      count.ifPresent(ByteCount::taken);
    }
  }

  /**
   * @param most bytes of a body, after decompression
   */
  BoundedExchange(BoundedSockets sockets, long most) {
    this.sockets = sockets;
    this.most = most;
  }

  Response around(Interceptor.Chain chain) throws IOException {
    var tag = new Tag();
    Request request = chain.request().newBuilder().tag(Tag.class, tag).build();
    Response response;
    try {
      response = chain.proceed(request);
    } catch (RuntimeException e) {
      throw BoundedBody.unreadable(e);
    }
    return BoundedBody.of(response, most, tag::taken);
  }

  Response within(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Connection connection = chain.connection();
    Tag tag = request.tag(Tag.class);
    if (connection != null && tag != null) {
      tag.count = sockets.count(connection.socket());
      tag.count.ifPresent(ByteCount::restart);
    }
    return chain.proceed(request);
  }
}
