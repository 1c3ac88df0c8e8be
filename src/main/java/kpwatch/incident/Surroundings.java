package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * What leads to a prefix apart from its own route, when last asked.
 *
 * @param cover a route of the right origin that covers it and that at least half of the peers see
 */
public record Surroundings(Instant asked, Optional<Cover> cover) {
  /** A covering route, which carries the prefix where its own route is not there. */
  public record Cover(kpwatch.observation.Prefix route, RouteReading reading) {}
}
