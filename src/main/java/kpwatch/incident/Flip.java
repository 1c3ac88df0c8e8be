package kpwatch.incident;

import java.time.Instant;

/** The country lost something or had it back. */
public record Flip(Instant at, Kind kind) {
  /** What came or went. */
  public enum Kind {
    ROUTES,
    SERVERS
  }
}
