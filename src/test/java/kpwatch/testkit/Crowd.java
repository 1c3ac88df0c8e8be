package kpwatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import kpwatch.observation.AsPath;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/** Made-up peers of RIPE's collectors, and what they answer. */
public final class Crowd {
  private static final Asn ORIGIN = new Asn(131_279);

  private final List<PeerId> peers = new ArrayList<>();
  private final List<Asn> networks = new ArrayList<>();
  private final Map<List<Asn>, List<AsPath>> paths = new ConcurrentHashMap<>();

  public Crowd(int size, int collectors, int networks) {
    IntStream.range(0, size)
        .forEach(
            i -> {
              String collector = String.format("RRC%02d", i % collectors);
              peers.add(new PeerId(collector, "192.0." + i / 250 + "." + (1 + i % 250)));
              this.networks.add(new Asn(1000 + i % networks));
            });
  }

  public int size() {
    return peers.size();
  }

  /** Every one of them gives the full table. */
  public Observation.Peers fullTable(Instant at) {
    return new Observation.Peers(at, new HashSet<>(peers));
  }

  /** An answer in which the first peers, as many as {@code through} sums up to, have the route. */
  public Observation.Route answer(Prefix prefix, Instant at, Map<Asn, Integer> through) {
    return answer(prefix, at, through, 0, Duration.ZERO);
  }

  /** The same, with {@code old} more rows that were last confirmed {@code age} ago. */
  public Observation.Route answer(
      Prefix prefix, Instant at, Map<Asn, Integer> through, int old, Duration age) {
    List<Row> rows = new ArrayList<>();
    through.forEach((neighbour, count) -> add(rows, count, ORIGIN, neighbour, at, at, false));
    add(rows, old, ORIGIN, new Asn(4837), at.minus(age), at.minus(age), false);
    return new Observation.Route(at, prefix, at, rows);
  }

  /** An answer of claims, each by the peers that follow it, as many as there are. */
  Observation.Route answer(Prefix prefix, Instant at, List<Country.Claim> claims) {
    List<Row> rows = new ArrayList<>();
    for (Country.Claim claim : claims) {
      Instant updated = claim.unchanged() ? Instant.EPOCH : at;
      add(rows, claim.peers(), claim.origin(), claim.neighbour(), at, updated, claim.blackholed());
    }
    return new Observation.Route(at, prefix, at, rows);
  }

  /** No more rows than there are peers. */
  private void add(
      List<Row> rows,
      int count,
      Asn origin,
      Asn neighbour,
      Instant latest,
      Instant updated,
      boolean blackholed) {
    List<AsPath> ways =
        paths.computeIfAbsent(List.of(neighbour, origin), n -> paths(neighbour, origin));
    for (int i = 0; i < count && rows.size() < peers.size(); i++) {
      int peer = rows.size();
      rows.add(new Row(peers.get(peer), ways.get(peer), latest, updated, blackholed));
    }
  }

  private List<AsPath> paths(Asn neighbour, Asn origin) {
    return networks.stream().map(n -> new AsPath(List.of(n, neighbour, origin))).toList();
  }
}
