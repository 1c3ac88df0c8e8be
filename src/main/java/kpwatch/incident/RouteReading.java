package kpwatch.incident;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.network.Network;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;

/**
 * What one valid look says of one route of the watched network.
 *
 * @param seeing live peers with a fresh row from the right origin or from one that is not known,
 *     {@code 0 <= seeing <= live}. An origin that is not known has replaced nothing: the prefix is
 *     there.
 * @param live live peers that could be judged; never 0
 * @param neighbours live peers by the neighbour through which they reach the prefix ("AS4837");
 *     "direct" without one. A row whose origin is not known counts for a carrier of the network
 *     only: next to what cannot be read stands no new neighbour.
 * @param stuck how many of those that see it show a row that has not changed since before its loss
 * @param foreign live peers that follow another origin; since each shows its best route only, they
 *     say nothing of this one and are not counted in {@code live}
 */
public record RouteReading(
    Instant at, int seeing, int live, Map<String, Integer> neighbours, int stuck, int foreign) {
  public RouteReading {
    if (seeing < 0 || live <= 0 || seeing > live) {
      throw new IllegalArgumentException("not a share: " + seeing + " of " + live);
    }
    neighbours = Map.copyOf(neighbours);
  }

  /** The same seen once more. */
  RouteReading again(Instant later) {
    return new RouteReading(later, seeing, live, neighbours, stuck, foreign);
  }

  /** Share of the live peers that see the prefix, 0 to 1. */
  public double share() {
    return (double) seeing / live;
  }

  /** The same without so many rows that may be left over from before the loss. */
  double renewed(int most) {
    return (double) (seeing - Math.min(stuck, most)) / live;
  }

  /** Share of the live peers that reach the prefix through a neighbour, 0 to 1. */
  public double through(Asn neighbour) {
    return (double) neighbours.getOrDefault(neighbour.toString(), 0) / live;
  }

  /**
   * Empty when too few live peers could be judged. A peer whose row is stale is unknown and leaves
   * both counts.
   *
   * @param before by the source's clock: rows that last changed before this are stuck; empty: none
   *     is
   */
  static Optional<RouteReading> of(
      Observation.Route route,
      Set<PeerId> live,
      Network network,
      Thresholds.Routes limits,
      Optional<Instant> before) {
    Instant oldest = LivePeers.oldest(route, limits.rowAge());
    Set<PeerId> seeing = new HashSet<>();
    Set<PeerId> unknown = new HashSet<>();
    Set<PeerId> foreign = new HashSet<>();
    Map<Optional<Asn>, Integer> neighbours = new HashMap<>();
    int stuck = 0;
    for (Observation.Row row : route.rows()) {
      if (!live.contains(row.peer())) {
        continue;
      }
      if (!LivePeers.fresh(row, oldest)) {
        unknown.add(row.peer());
      } else if (row.path().origin().filter(o -> !o.equals(network.origin())).isPresent()) {
        foreign.add(row.peer());
      } else if (seeing.add(row.peer())) {
        Optional<Asn> neighbour = row.path().neighbourOf(network.origin());
        if (row.path().origin().isPresent() || neighbour.flatMap(network::upstream).isPresent()) {
          neighbours.merge(neighbour, 1, Integer::sum);
        }
        stuck += before.filter(b -> row.updated().isBefore(b)).isPresent() ? 1 : 0;
      }
    }
    foreign.removeAll(seeing);
    unknown.addAll(foreign);
    unknown.removeAll(seeing);
    int judged = live.size() - unknown.size();
    return judged <= limits.gone() * live.size()
        ? Optional.empty()
        : Optional.of(
            new RouteReading(
                route.at(), seeing.size(), judged, named(neighbours), stuck, foreign.size()));
  }

  private static Map<String, Integer> named(Map<Optional<Asn>, Integer> neighbours) {
    Map<String, Integer> named = new TreeMap<>();
    neighbours.forEach((n, count) -> named.put(n.map(Asn::toString).orElse("direct"), count));
    return named;
  }
}
