package kpwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;

/**
 * From observations to states and incidents: a fold over {@link State}. Pure; the same state,
 * observations and time give the same step.
 */
public final class Detector {
  private final Network network;
  private final Thresholds limits;

  public Detector(Network network, Thresholds limits) {
    this.network = network;
    this.limits = limits;
  }

  /**
   * Everything the detector knows; only the tracks and the samples behind the memory are stored.
   */
  public record State(Tracks tracks, Memory memory, LivePeers peers, LiveRoutes live) {
    /** With nothing but the tracks known. */
    public static State of(Tracks tracks) {
      return new State(tracks, Memory.EMPTY, LivePeers.NONE, LiveRoutes.NONE);
    }
  }

  /**
   * @param missing observations that turned out to show nothing, with the reason
   * @param samples what entered the memory
   */
  public record Step(
      State state,
      List<Transition> transitions,
      List<IncidentChange> changes,
      List<Observation.Missing> missing,
      List<Sample> samples,
      Signals signals) {}

  /**
   * One step.
   *
   * @param looks the answers of each look that has been completed; answers that were asked together
   *     stay together
   */
  public Step advance(State before, List<List<Observation>> looks, Instant now) {
    Board board =
        new Board(
            network, limits, before.tracks(), before.memory(), before.peers(), before.live(), now);
    board.eventful = !looks.isEmpty();
    RouteFold routes = new RouteFold(board);
    ProbeFold probes = new ProbeFold(board);
    List<Observation.Missing> missing = new ArrayList<>();
    boolean looked = false;
    for (List<Observation> look : looks) {
      List<Observation.Probe> controls = new ArrayList<>();
      for (Observation seen : look) {
        if (seen instanceof Observation.Probe probe) {
          if (probe.subject().kind() == Subject.Kind.CONTROL) {
            controls.add(probe);
          } else {
            probes.take(probe).ifPresent(missing::add);
          }
        } else if (seen instanceof Observation.Name name) {
          probes.named(name).ifPresent(missing::add);
        }
        looked |= seen instanceof Observation.Route;
      }
      probes.controls(controls);
      missing.addAll(routes.take(look));
    }
    routes.settle();
    probes.settle();
    new LineFold(board).settle(looked);
    new IncidentFold(board).settle();
    Tracks tracks = board.tracks();
    State after = new State(tracks, board.memory, board.peers, board.live);
    return new Step(
        after,
        board.transitions,
        board.changes,
        missing,
        board.samples,
        new SignalRules(board, before.tracks(), before.live()).signals(tracks, looked));
  }

  /**
   * The same after a jump: what was measured without a gap is not any more, what was under way says
   * nothing, and nothing lies ahead.
   */
  public State resumed(State state, Jump jump) {
    Tracks t = jump.back() ? Rewound.to(jump.to(), state.tracks()) : state.tracks();
    SortedMap<String, LineTrack> lines = new TreeMap<>(t.lines());
    lines.replaceAll((name, line) -> line.resumed());
    Duration unwatched = jump.back() ? Duration.ZERO : jump.length();
    SortedMap<Subject, ProbeTrack> probes = new TreeMap<>(t.probes());
    probes.replaceAll((subject, probe) -> probe.resumed().excused(unwatched));
    Tracks back =
        new Tracks(
            t.started(),
            jump.to(),
            jump.back() ? t.away() : Optional.of(new Tracks.Away(jump.from(), jump.to())),
            t.prefixes(),
            lines,
            probes,
            t.where(),
            Optional.empty(),
            t.routesPlane(),
            t.probePlane(),
            t.monitor(),
            t.country(),
            t.countrySince(),
            t.open(),
            t.codes(),
            t.claims(),
            t.blackholed(),
            t.flips(),
            t.routesOnly(),
            t.controls());
    return new State(
        back, state.memory().rewound(jump.to()), state.peers().resumed(), LiveRoutes.NONE);
  }
}
