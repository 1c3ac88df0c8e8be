package kpwatch.ripestat;

import java.io.IOException;
import kpwatch.observation.Observation.Cause;

/** A reply that gives no reading. Becomes a {@code Missing} before it leaves the package. */
final class NoReading extends IOException {
  private static final long serialVersionUID = 1L;

  private final Cause why;

  NoReading(Cause why, String detail) {
    super(detail);
    this.why = why;
  }

  Cause why() {
    return why;
  }

  String detail() {
    String detail = getMessage();
    return detail == null ? "" : detail;
  }
}
