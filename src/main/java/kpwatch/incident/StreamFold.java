package kpwatch.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Around;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/** Reads what the stream of RIS Live has come to. It alone changes no state. */
final class StreamFold {
  private final Board board;
  private final Thresholds.Routes limits;
  private final ClaimFold claims;
  private final CoverFold covers;
  private final ShareRules shares;

  StreamFold(Board board, ClaimFold claims, CoverFold covers, ShareRules shares) {
    this.board = board;
    this.limits = board.limits.routes();
    this.claims = claims;
    this.covers = covers;
    this.shares = shares;
  }

  void take(Observation.Streamed stream) {
    if (!stream.live()) {
      board.live = board.live.silent(stream.at());
      return;
    }
    List<Route> watched =
        stream.routes().stream().filter(r -> board.prefixes.containsKey(r.prefix())).toList();
    claims.take(watched, parts(stream), false);
    Map<PeerId, Asn> peers = peers(stream);
    Set<Prefix> compared = watched.stream().map(Route::prefix).collect(Collectors.toSet());
    Map<Prefix, LiveRoutes.Live> next = new TreeMap<>(board.live.prefixes());
    next.replaceAll((prefix, live) -> compared.contains(prefix) ? live : live.silent(stream.at()));
    if (LivePeers.fault(peers, board.memory, limits).isEmpty()) {
      board.routesPlane = board.routesPlane.proven(stream.at());
      covers.heard(covering(stream), peers.keySet());
      watched.forEach(route -> read(route, peers, next));
    } else {
      next.replaceAll((prefix, live) -> live.silent(stream.at()));
    }
    board.live = new LiveRoutes(Optional.of(stream.at()), stream.overdue(), compared, next);
  }

  /**
   * The live peers by the controls of late; where these fail to come, by the last ones, as long as
   * the stream has told since then who went.
   */
  private Map<PeerId, Asn> peers(Observation.Streamed stream) {
    Map<PeerId, Asn> lately = board.peers.at(board.now, limits.controlAge());
    return lately.isEmpty() ? stream.since().map(board.peers::after).orElse(lately) : lately;
  }

  private void read(Route route, Map<PeerId, Asn> peers, Map<Prefix, LiveRoutes.Live> all) {
    PrefixTrack track = board.prefix(route.prefix());
    LiveRoutes.Live before = all.getOrDefault(route.prefix(), LiveRoutes.Live.unheard(route.at()));
    all.put(
        route.prefix(),
        RouteReading.of(route, peers.keySet(), board.network.origin(), limits, track.stood())
            .map(r -> before.with(r, shares.shows(track, r), route.queryTime()))
            .orElse(before.silent(route.at())));
  }

  /** What peers have inside the watched prefixes, as an answer for an address would show it. */
  private List<Around> parts(Observation.Streamed stream) {
    List<Around> parts = new ArrayList<>();
    for (Prefix prefix : board.prefixes.keySet()) {
      stream.routes().stream()
          .filter(r -> prefix.covers(r.prefix()) && !prefix.equals(r.prefix()))
          .map(r -> new Around(r.at(), prefix, r.prefix().address(), r.queryTime(), List.of(r)))
          .forEach(parts::add);
    }
    return parts;
  }

  private List<Route> covering(Observation.Streamed stream) {
    return stream.routes().stream()
        .filter(
            r ->
                board.prefixes.keySet().stream()
                    .anyMatch(p -> r.prefix().covers(p) && !p.equals(r.prefix())))
        .toList();
  }
}
