package kpwatch.bounded;

import java.io.IOException;
import java.util.Optional;

/** The other side has sent more bytes than we take. The connection is of no use afterwards. */
public final class ByteLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  ByteLimitException(String message) {
    super(message);
  }

  /** This exception in a chain of causes: TLS and OkHttp put their own in front. */
  public static Optional<ByteLimitException> in(Throwable failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause()) {
      if (t instanceof ByteLimitException limit) {
        return Optional.of(limit);
      }
      depth++;
    }
    return Optional.empty();
  }
}
