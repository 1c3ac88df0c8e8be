package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import kpwatch.observation.Address;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.PeerId;
import kpwatch.observation.Subject;

/**
 * Reads looks at the routes: live peers, shares, and each prefix's way from one sure state to the
 * next.
 */
final class RouteFold {
  private final Board board;
  private final Thresholds.Routes limits;

  RouteFold(Board board) {
    this.board = board;
    this.limits = board.limits.routes();
  }

  /**
   * Takes the answers of one look, which were asked together; returns those that turned out to show
   * nothing.
   */
  List<Observation.Missing> take(List<Observation> answers) {
    List<Observation.Route> watched = new ArrayList<>();
    List<Observation.Missing> missing = new ArrayList<>();
    boolean withControl = false;
    for (Observation answer : answers) {
      if (answer instanceof Observation.Peers peers) {
        board.peers = board.peers.with(peers);
      } else if (answer instanceof Observation.Validation validation) {
        validated(validation);
      } else if (answer instanceof Observation.Route route) {
        if (board.network.controlPrefixes().contains(route.prefix())) {
          board.peers = board.peers.with(route, limits.rowAge());
          withControl = true;
        } else if (board.prefixes.containsKey(route.prefix())) {
          watched.add(route);
        }
      }
    }
    if (withControl || !watched.isEmpty()) {
      judge(watched, withControl, missing);
    }
    return missing;
  }

  private void judge(
      List<Observation.Route> watched, boolean withControl, List<Observation.Missing> missing) {
    Map<PeerId, Asn> live = board.peers.at(board.now, limits.controlAge());
    Optional<String> fault = LivePeers.fault(live, board.memory, limits);
    if (withControl && fault.isEmpty() && board.quiet()) {
      board.remember(new Sample(Memory.LIVE_PEERS, board.now, live.size()));
    }
    for (Observation.Route route : watched) {
      PrefixTrack track = track(route);
      Optional<RouteReading> reading =
          fault.isPresent()
              ? Optional.empty()
              : RouteReading.of(route, live.keySet(), limits.rowAge());
      if (fault.isPresent() || reading.isEmpty()) {
        missing.add(
            nothing(route, Cause.CONTROL_FAILED, fault.orElse("no live peer could be judged")));
      } else if (track.queryTime().filter(last -> !route.queryTime().isAfter(last)).isPresent()) {
        missing.add(
            nothing(route, Cause.STALE, "no newer than the last look: " + route.queryTime()));
      } else {
        board.routesPlane = board.routesPlane.proven(route.at());
        board.put(looked(track, reading.get(), route.queryTime(), withControl));
      }
    }
  }

  private PrefixTrack track(Observation.Route route) {
    return board.prefixes.getOrDefault(
        route.prefix(), PrefixTrack.unseen(route.prefix(), board.now));
  }

  private static Observation.Missing nothing(Observation.Route route, Cause cause, String detail) {
    return new Observation.Missing(route.at(), route.subject(), cause, detail);
  }

  private PrefixTrack looked(
      PrefixTrack track, RouteReading look, Instant query, boolean withControl) {
    PrefixState shows = shows(track, look);
    boolean firstEver = track.sure() == PrefixState.UNKNOWN && shows == PrefixState.UP;
    if (firstEver) {
      Turn at = new Turn(shows, look.at(), Optional.empty(), Optional.empty());
      return remembered(track.turned(look, query, at), look);
    }
    if (shows == track.sure()) {
      return remembered(track.agreeing(look, query), look);
    }
    Turn turn =
        track
            .turn()
            .filter(t -> t.to() == shows || bothLost(t.to(), shows))
            .map(t -> new Turn(shows, t.first(), t.lastOld(), t.judged()))
            .orElse(new Turn(shows, look.at(), track.agreed(), Optional.empty()));
    boolean held = withControl || controlledSince(turn.first());
    Turn judged = held && turn.judged().isEmpty() ? judged(turn, look.at()) : turn;
    return held && confirmed(judged, look)
        ? track.turned(look, query, judged)
        : track.turning(look, query, judged);
  }

  /** A loss that goes on from REDUCED to GONE before it is confirmed is one loss. */
  private static boolean bothLost(PrefixState one, PrefixState other) {
    return lost(one) && lost(other);
  }

  private static boolean lost(PrefixState state) {
    return state == PrefixState.GONE || state == PrefixState.REDUCED;
  }

  private static Turn judged(Turn turn, Instant at) {
    return new Turn(turn.to(), turn.first(), turn.lastOld(), Optional.of(at));
  }

  private boolean controlledSince(Instant first) {
    return board.peers.controls().values().stream().anyMatch(c -> !c.at().isBefore(first));
  }

  private boolean confirmed(Turn turn, RouteReading look) {
    boolean twice =
        turn.judged().filter(at -> !look.at().isBefore(at.plus(limits.confirm()))).isPresent();
    boolean second = turn.judged().filter(at -> look.at().isAfter(at)).isPresent();
    return (twice && second) || (turn.to() == PrefixState.GONE && hostsAgree(turn));
  }

  /**
   * Whether at least half of the voting addresses failed since the last look that showed the route.
   */
  private boolean hostsAgree(Turn turn) {
    List<ProbeTrack> voters = board.voters();
    Instant since = turn.lastOld().orElse(turn.first());
    long failed =
        voters.stream()
            .filter(ProbeTrack::failing)
            .filter(t -> t.struggling().filter(c -> !c.onset().isBefore(since)).isPresent())
            .count();
    return board.probePlane.seeing() && !voters.isEmpty() && failed * 2 >= voters.size();
  }

  /** The state that one look shows, given where the prefix comes from. */
  private PrefixState shows(PrefixTrack track, RouteReading look) {
    double share = look.share();
    double usual = usual(track, share);
    boolean silence =
        board.probePlane.seeing() && !board.voters().isEmpty() && !board.answeredLately();
    if (share < limits.gone() || (silence && share < limits.goneInSilence())) {
      return PrefixState.GONE;
    }
    return switch (track.sure()) {
      case GONE ->
          share < limits.returned() * usual
              ? PrefixState.GONE
              : fullOrLess(share, limits.backUp() * usual);
      case REDUCED -> fullOrLess(share, limits.backUp() * usual);
      case UP, AGGREGATED, UNKNOWN -> fullOrLess(share, limits.up() * usual);
    };
  }

  private static PrefixState fullOrLess(double share, double limit) {
    return share >= limit ? PrefixState.UP : PrefixState.REDUCED;
  }

  /**
   * The baseline; before two looks have made one, a look with half of the peers is as good as any.
   */
  private double usual(PrefixTrack track, double share) {
    Samples past = board.memory.of(Subject.prefix(track.prefix()));
    OptionalDouble median = past.median();
    return past.size() >= 2 && median.isPresent()
        ? median.getAsDouble()
        : Math.max(share, limits.baselineFloor());
  }

  private PrefixTrack remembered(PrefixTrack track, RouteReading look) {
    if (track.sure() != PrefixState.UP) {
      return track;
    }
    if (board.quiet() && look.share() >= limits.baselineFloor()) {
      board.remember(new Sample(Subject.prefix(track.prefix()), look.at(), look.share()));
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
      boolean unknown = stale(track.reading().map(RouteReading::at)) || contradicted(track);
      board.put(track.shown(unknown ? PrefixState.UNKNOWN : track.sure(), board.now));
    }
  }

  private boolean stale(Optional<Instant> last) {
    return last.filter(at -> at.plus(limits.unknownAfter()).isAfter(board.now)).isEmpty();
  }

  /** Whether a voting target inside a lost prefix has answered since the loss and still does. */
  private boolean contradicted(PrefixTrack track) {
    if (track.sure() != PrefixState.GONE || track.change().isEmpty()) {
      return false;
    }
    Instant lost = track.change().get().onset();
    return board.voters().stream()
        .filter(t -> t.lastAnswer().filter(at -> at.isAfter(lost)).isPresent())
        .filter(t -> !t.failing() && t.silent().isEmpty())
        .anyMatch(t -> track.prefix().contains(Address.parse(t.subject().name())));
  }
}
