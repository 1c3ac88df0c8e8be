package kpwatch.incident;

import java.time.Instant;
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
    Set<Prefix> compared = watched.stream().map(Route::prefix).collect(Collectors.toSet());
    Map<Prefix, LiveRoutes.Live> next = new TreeMap<>(board.live.prefixes());
    next.replaceAll((prefix, live) -> compared.contains(prefix) ? live : live.silent(stream.at()));
    if (!same(stream)) {
      claims.take(watched, parts(stream), false);
    }
    if (judge(stream, watched, next)) {
      board.routesPlane = board.routesPlane.proven(stream.at());
    } else {
      next.replaceAll((prefix, live) -> live.silent(stream.at()));
    }
    board.live =
        new LiveRoutes(Optional.of(stream.at()), stream.overdue(), compared, board.peers, next);
  }

  /** Whether it could be judged; a sign of life is as good as what it was last judged to be. */
  private boolean judge(
      Observation.Streamed stream, List<Route> watched, Map<Prefix, LiveRoutes.Live> next) {
    if (same(stream)) {
      watched.forEach(route -> show(route, next, before(route, next).known(route)));
      return true;
    }
    Map<PeerId, Asn> peers = peers(stream);
    if (LivePeers.fault(peers, board.memory, limits).isPresent()) {
      return false;
    }
    covers.heard(covering(stream), peers.keySet());
    for (Route route : watched) {
      Optional<Instant> stood = board.prefix(route.prefix()).stood();
      show(route, next, RouteReading.of(route, peers.keySet(), board.network, limits, stood));
    }
    return true;
  }

  /** Whether nothing came that could change a reading; else all are read anew. */
  private boolean same(Observation.Streamed stream) {
    return board.live.heard().isPresent()
        && board.live.by() == board.peers
        && board.claims.isEmpty()
        && stream.routes().stream()
            .allMatch(r -> board.live.of(r.prefix()).flatMap(l -> l.known(r)).isPresent());
  }

  private static LiveRoutes.Live before(Route route, Map<Prefix, LiveRoutes.Live> all) {
    return all.getOrDefault(route.prefix(), LiveRoutes.Live.unheard(route.at()));
  }

  private void show(Route route, Map<Prefix, LiveRoutes.Live> all, Optional<RouteReading> reading) {
    LiveRoutes.Live before = before(route, all);
    PrefixTrack track = board.prefix(route.prefix());
    all.put(
        route.prefix(),
        reading
            .map(r -> before.with(route, r, shares.shows(track, r)))
            .orElse(before.silent(route.at())));
  }

  /**
   * The live peers by the controls of late; where these fail to come, by the last ones, as long as
   * the stream has told since then who went.
   */
  private Map<PeerId, Asn> peers(Observation.Streamed stream) {
    Map<PeerId, Asn> lately = board.peers.at(board.now, limits.controlAge());
    return lately.isEmpty() ? stream.since().map(board.peers::after).orElse(lately) : lately;
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
