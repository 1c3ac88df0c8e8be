package kpwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;

/**
 * A claim on watched addresses by an AS that has no right to them: the watched prefix itself, or a
 * part of it.
 *
 * @param prefix what is claimed
 * @param origin who claims it
 * @param wide since when enough peers show it, while they do; a claim that fewer show is a local
 *     matter
 * @param last the last look that shows it
 * @param peers how many peers showed it then
 */
public record ClaimTrack(
    Prefix prefix, Asn origin, Optional<Change> wide, Instant last, int peers) {
  /** The same claim is one thing: {@code 175.45.176.0/24 AS64500}. */
  static String key(Prefix prefix, Asn origin) {
    return prefix + " " + origin;
  }

  /** Whether enough peers have shown it for {@code hold}. */
  boolean standing(Duration hold) {
    return wide.filter(w -> !last.isBefore(w.onset().plus(hold))).isPresent();
  }
}
