package kpwatch.probe;

import java.io.IOException;
import kpwatch.observation.Observation.Cause;

/**
 * We did not ask, for a reason of our own: it becomes a {@code Missing}. An {@link IOException} so
 * that it travels through OkHttp's connecting.
 */
final class NotAskedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Cause why;

  NotAskedException(Cause why, String detail) {
    super(detail);
    this.why = why;
  }

  NotAskedException(Cause why, String detail, Throwable cause) {
    super(detail + ": " + cause.getMessage(), cause);
    this.why = why;
  }

  /** Restores the thread's flag. */
  static NotAskedException interrupted() {
    Thread.currentThread().interrupt();
    return new NotAskedException(Cause.UNREACHABLE, "interrupted");
  }

  Cause why() {
    return why;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
