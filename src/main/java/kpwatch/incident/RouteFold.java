package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * Reads looks at the routes: live peers, shares, and each prefix's way from one sure state to the
 * next.
 */
final class RouteFold {
  private final Board board;
  private final Thresholds.Routes limits;
  private final ClaimFold claims;
  private final CoverFold covers;
  private final ShareRules shares;
  private final StreamFold stream;

  RouteFold(Board board) {
    this.board = board;
    this.limits = board.limits.routes();
    this.claims = new ClaimFold(board);
    this.covers = new CoverFold(board);
    this.shares = new ShareRules(board, covers);
    this.stream = new StreamFold(board, claims, covers, shares);
  }

  /**
   * Takes the answers of one look, which were asked together; returns those that turned out to show
   * nothing.
   */
  List<Observation.Missing> take(List<Observation> answers) {
    Map<Prefix, Observation.Route> watched = new LinkedHashMap<>();
    List<Observation.Route> blocks = new ArrayList<>();
    List<Observation.Around> arounds = new ArrayList<>();
    Set<Prefix> controls = new HashSet<>();
    for (Observation answer : answers) {
      if (answer instanceof Observation.Peers peers) {
        board.peers = board.peers.with(peers);
      } else if (answer instanceof Observation.Validation validation) {
        validated(validation);
      } else if (answer instanceof Observation.Around around) {
        arounds.add(around);
      } else if (answer instanceof Observation.Route route) {
        if (board.network.controlPrefixes().contains(route.prefix())) {
          board.peers = board.peers.with(route, limits.rowAge());
          controls.add(route.prefix());
        } else if (board.prefixes.containsKey(route.prefix())) {
          watched.put(route.prefix(), route);
        } else if (board.network.block().filter(route.prefix()::equals).isPresent()) {
          blocks.add(route);
        }
      }
    }
    arounds.stream()
        .flatMap(a -> a.found().stream())
        .filter(r -> board.prefixes.containsKey(r.prefix()))
        .forEach(r -> watched.putIfAbsent(r.prefix(), r));
    List<Observation.Missing> missing = new ArrayList<>();
    answers.stream()
        .filter(Observation.Streamed.class::isInstance)
        .map(Observation.Streamed.class::cast)
        .forEach(stream::take);
    if (!controls.isEmpty() || !watched.isEmpty() || !blocks.isEmpty() || !arounds.isEmpty()) {
      judge(watched.values(), blocks, arounds, controls, missing);
    }
    return missing;
  }

  private void judge(
      Collection<Observation.Route> watched,
      List<Observation.Route> blocks,
      List<Observation.Around> arounds,
      Set<Prefix> controls,
      List<Observation.Missing> missing) {
    boolean withControl = !controls.isEmpty();
    Map<PeerId, Asn> live =
        withControl ? board.peers.by(controls) : board.peers.at(board.now, limits.controlAge());
    Optional<String> fault = LivePeers.fault(live, board.memory, limits);
    if (withControl && fault.isEmpty() && board.usual()) {
      board.remember(new Sample(Memory.LIVE_PEERS, board.now, live.size()));
    }
    claims.take(watched, arounds, fault.isEmpty());
    if (fault.isEmpty()) {
      blocks.forEach(b -> board.routesPlane = board.routesPlane.proven(b.at()));
      arounds.forEach(a -> board.routesPlane = board.routesPlane.proven(a.at()));
      covers.take(blocks, arounds, live.keySet());
    }
    Map<Prefix, Look> looks = new LinkedHashMap<>();
    for (Observation.Route route : watched) {
      PrefixTrack track = board.prefix(route.prefix());
      Optional<RouteReading> reading =
          fault.isPresent()
              ? Optional.empty()
              : RouteReading.of(route, live.keySet(), board.network, limits, track.stood());
      if (fault.isEmpty()) {
        board.routesPlane = board.routesPlane.proven(route.at());
      }
      if (fault.isPresent() || reading.isEmpty()) {
        missing.add(
            nothing(
                route, Cause.CONTROL_FAILED, fault.orElse("too few live peers could be judged")));
      } else if (track.queryTime().filter(last -> !route.queryTime().isAfter(last)).isPresent()) {
        missing.add(
            nothing(route, Cause.STALE, "no newer than the last look: " + route.queryTime()));
      } else {
        looks.put(
            track.prefix(),
            new Look(reading.get(), route.queryTime(), shares.shows(track, reading.get())));
      }
    }
    long vanishing = board.prefixes.values().stream().filter(t -> vanishes(t, looks)).count();
    looks.forEach(
        (prefix, look) -> board.put(looked(board.prefix(prefix), look, withControl, vanishing)));
    conclude();
  }

  /**
   * Losses that come together are called together, once what else may lead there has been looked
   * for at all of them.
   */
  private void conclude() {
    List<PrefixTrack> waiting =
        board.prefixes.values().stream()
            .filter(t -> t.turn().filter(u -> u.to() == PrefixState.GONE).isPresent())
            .toList();
    if (waiting.stream().allMatch(this::searched)) {
      waiting.forEach(t -> board.put(concluded(t)));
    }
  }

  private PrefixTrack concluded(PrefixTrack track) {
    Optional<Turn> turn = track.turn().filter(t -> t.judged().isPresent());
    Optional<RouteReading> last = track.reading();
    Optional<Instant> query = track.queryTime();
    return turn.isPresent()
            && last.isPresent()
            && query.isPresent()
            && !covers.covered(track)
            && confirmed(track, turn.get(), last.get())
        ? track.turned(last.get(), query.get(), turn.get())
        : track;
  }

  /** Whether its own route is lost, as far as the looks of this step and the past tell. */
  private static boolean vanishes(PrefixTrack track, Map<Prefix, Look> looks) {
    Look look = looks.get(track.prefix());
    return look == null ? track.vanishing() : look.shows().unseen();
  }

  /**
   * One valid look.
   *
   * @param shows the state that it alone shows, given where the prefix comes from
   */
  private record Look(RouteReading reading, Instant queryTime, PrefixState shows) {}

  private static Observation.Missing nothing(Observation.Route route, Cause cause, String detail) {
    return new Observation.Missing(route.at(), route.subject(), cause, detail);
  }

  private PrefixTrack looked(PrefixTrack track, Look look, boolean withControl, long vanishing) {
    RouteReading reading = look.reading();
    PrefixState shows = look.shows();
    boolean firstEver = track.sure() == PrefixState.UNKNOWN && shows == PrefixState.UP;
    if (firstEver) {
      Turn at = new Turn(shows, reading.at(), Optional.empty(), Optional.empty());
      return remembered(track.turned(reading, look.queryTime(), at), reading);
    }
    if (shows == track.sure()) {
      return remembered(track.agreeing(reading, look.queryTime()), reading);
    }
    Turn turn =
        track
            .turn()
            .filter(t -> t.to() == shows || (t.to().lost() && shows.lost()))
            .map(t -> new Turn(shows, t.first(), t.lastOld(), t.judged()))
            .orElseGet(() -> begun(track, shows, reading));
    boolean held = withControl || controlledSince(turn.first());
    Turn judged = held && turn.judged().isEmpty() ? judged(turn, reading.at()) : turn;
    boolean together = shows == PrefixState.GONE && vanishing > 1;
    boolean sure = held && !together && confirmed(track, judged, reading);
    return sure
        ? track.turned(reading, look.queryTime(), judged)
        : track.turning(reading, look.queryTime(), judged);
  }

  /**
   * A turn that a look is the first to show; the stream may have shown a loss earlier, and its
   * route later.
   */
  private Turn begun(PrefixTrack track, PrefixState shows, RouteReading reading) {
    Instant first =
        Optional.of(shows.lost())
            .filter(lost -> lost)
            .flatMap(lost -> board.live.lost(track.prefix()))
            .filter(at -> at.isBefore(reading.at()))
            .orElse(reading.at());
    Optional<Instant> old =
        Stream.concat(track.agreed().stream(), board.live.stood(track.prefix()).stream())
            .filter(at -> track.agreed().isPresent() && at.isBefore(first))
            .max(Comparator.naturalOrder());
    return new Turn(shows, first, old, Optional.empty());
  }

  private static Turn judged(Turn turn, Instant at) {
    return new Turn(turn.to(), turn.first(), turn.lastOld(), Optional.of(at));
  }

  /** Whether a control was asked since then that showed enough by itself. */
  private boolean controlledSince(Instant first) {
    return board.peers.controls().entrySet().stream()
        .filter(e -> !e.getValue().at().isBefore(first))
        .map(e -> board.peers.by(Set.of(e.getKey())))
        .anyMatch(live -> LivePeers.fault(live, board.memory, board.limits.routes()).isEmpty());
  }

  private boolean confirmed(PrefixTrack track, Turn turn, RouteReading look) {
    boolean streamed =
        board
            .live
            .agrees(track.prefix(), limits.confirm())
            .filter(at -> !look.at().isBefore(at))
            .isPresent();
    boolean twice =
        turn.judged().filter(at -> !look.at().isBefore(at.plus(limits.confirm()))).isPresent();
    boolean second = turn.judged().filter(at -> look.at().isAfter(at)).isPresent();
    return (twice && second)
        || (turn.to() == PrefixState.GONE && (streamed || hostsAgree(track, turn)));
  }

  /**
   * Whether a covering route has been looked for since the loss; it is not waited for without end.
   */
  private boolean searched(PrefixTrack track) {
    boolean late =
        track
            .turn()
            .flatMap(Turn::judged)
            .filter(at -> !board.now.isBefore(at.plus(limits.confirm().multipliedBy(2))))
            .isPresent();
    return late || !track.unsearched();
  }

  /**
   * Whether at least half of the voting addresses failed since the last look that showed the route.
   */
  private boolean hostsAgree(PrefixTrack track, Turn turn) {
    List<ProbeTrack> voters = board.voters();
    Instant since = track.agreed().orElse(turn.first());
    long failed =
        voters.stream()
            .filter(ProbeTrack::failing)
            .filter(t -> t.struggling().filter(c -> !c.onset().isBefore(since)).isPresent())
            .count();
    return board.probePlane.seeing() && !voters.isEmpty() && failed * 2 >= voters.size();
  }

  /** What is seen enters the usual while all is well, and once a change has lasted long enough. */
  private PrefixTrack remembered(PrefixTrack track, RouteReading look) {
    boolean well = track.sure() == PrefixState.UP && board.usual();
    boolean yielding =
        track.sure() == PrefixState.REDUCED && board.old(track.change().map(Change::onset));
    if ((well || yielding) && look.share() >= limits.baselineFloor() && look.foreign() == 0) {
      board.remember(new Sample(Subject.prefix(track.prefix()), look.at(), look.share()));
    }
    if (track.sure() != PrefixState.UP) {
      return track;
    }
    Set<String> carriers = new TreeSet<>();
    for (LineTrack line : board.lines.values()) {
      if (look.through(line.neighbour()) >= board.limits.lines().carrying()) {
        carriers.add(line.line());
      }
    }
    return track.carriedBy(carriers);
  }

  private void validated(Observation.Validation validation) {
    PrefixTrack track = board.prefixes.get(validation.prefix());
    if (track != null) {
      Validity known =
          track
              .validity()
              .map(v -> v.with(validation.status(), validation.at()))
              .orElse(Validity.first(validation.status(), validation.at()));
      board.put(track.with(known));
    }
  }

  /**
   * Brings what is shown in line with what is sure, what time has passed and what the hosts say.
   */
  void settle() {
    boolean blind = stale(board.routesPlane.proven());
    PlaneState plane = blind ? PlaneState.BLIND : PlaneState.SEEING;
    if (plane != board.routesPlane.state()) {
      board.moved(Subject.ROUTES_PLANE, board.routesPlane.state().word(), plane.word());
      board.routesPlane = board.routesPlane.entering(plane, board.now);
    }
    for (PrefixTrack track : List.copyOf(board.prefixes.values())) {
      boolean unheard = stale(board.live.heard()) || !board.live.shows(track);
      boolean unknown = (stale(track.looked()) && unheard) || board.contradicted(track);
      board.put(track.shown(unknown ? PrefixState.UNKNOWN : track.sure(), board.now));
    }
  }

  private boolean stale(Optional<Instant> last) {
    return last.filter(at -> at.plus(limits.unknownAfter()).isAfter(board.now)).isEmpty();
  }
}
