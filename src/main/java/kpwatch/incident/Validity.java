package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;
import kpwatch.observation.Rpki;

/**
 * The RPKI state of a prefix.
 *
 * @param since first answer with this status
 * @param before the status before it, with its last answer; empty at first
 */
public record Validity(
    Rpki status, Instant since, Instant last, Optional<Rpki> before, Optional<Instant> beforeLast) {
  static Validity first(Rpki status, Instant at) {
    return new Validity(status, at, at, Optional.empty(), Optional.empty());
  }

  Validity with(Rpki now, Instant at) {
    return now == status
        ? new Validity(status, since, at, before, beforeLast)
        : new Validity(now, at, at, Optional.of(status), Optional.of(last));
  }
}
