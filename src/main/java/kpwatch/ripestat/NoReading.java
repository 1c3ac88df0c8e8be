package kpwatch.ripestat;

import java.io.IOException;
import kpwatch.bounded.ByteLimitException;
import kpwatch.observation.Observation.Cause;
import kpwatch.untrusted.UntrustedText;

/** A reply that gives no reading. Becomes a {@code Missing} before it leaves the package. */
final class NoReading extends IOException {
  private static final long serialVersionUID = 1L;

  private final Cause why;

  NoReading(Cause why, String detail) {
    super(detail);
    this.why = why;
  }

  /** For an answer that went beyond a bound of the connection. */
  static NoReading tooLarge(Throwable failure) {
    return new NoReading(
        Cause.TOO_LARGE,
        "the answer was given up: "
            + ByteLimitException.in(failure).map(UntrustedText::log).orElse("too many bytes came"));
  }

  /** For whatever else the reading of foreign bytes can throw. */
  static NoReading unreadable(Throwable failure) {
    return new NoReading(
        Cause.MALFORMED, "the answer cannot be read: " + failure.getClass().getSimpleName());
  }

  Cause why() {
    return why;
  }

  String detail() {
    String detail = getMessage();
    return detail == null ? "" : detail;
  }
}
