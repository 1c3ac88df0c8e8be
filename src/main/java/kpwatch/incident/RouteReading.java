package kpwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;

/**
 * What one valid look says of one prefix.
 *
 * @param seeing live peers with a fresh row, {@code 0 <= seeing <= live}
 * @param live live peers that could be judged; never 0
 * @param neighbours live peers by the neighbour through which they reach the prefix ("AS4837");
 *     "direct" without one
 */
public record RouteReading(Instant at, int seeing, int live, Map<String, Integer> neighbours) {
  public RouteReading {
    if (seeing < 0 || live <= 0 || seeing > live) {
      throw new IllegalArgumentException("not a share: " + seeing + " of " + live);
    }
    neighbours = Map.copyOf(neighbours);
  }

  /** Share of the live peers that see the prefix, 0 to 1. */
  public double share() {
    return (double) seeing / live;
  }

  /** Share of the live peers that reach the prefix through a neighbour, 0 to 1. */
  public double through(Asn neighbour) {
    return (double) neighbours.getOrDefault(neighbour.toString(), 0) / live;
  }

  /**
   * Empty when no live peer could be judged. A peer whose row is stale is unknown and leaves both
   * counts.
   */
  static Optional<RouteReading> of(Observation.Route route, Set<PeerId> live, Duration rowAge) {
    Set<PeerId> seeing = new HashSet<>();
    Set<PeerId> stale = new HashSet<>();
    Map<String, Integer> neighbours = new TreeMap<>();
    for (Observation.Row row : route.rows()) {
      if (!live.contains(row.peer())) {
        continue;
      }
      if (!LivePeers.fresh(row, route, rowAge)) {
        stale.add(row.peer());
        continue;
      }
      if (seeing.add(row.peer())) {
        neighbours.merge(
            row.path().neighbour().map(Asn::toString).orElse("direct"), 1, Integer::sum);
      }
    }
    stale.removeAll(seeing);
    int judged = live.size() - stale.size();
    return judged <= 0
        ? Optional.empty()
        : Optional.of(new RouteReading(route.at(), seeing.size(), judged, neighbours));
  }
}
