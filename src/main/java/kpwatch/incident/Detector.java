package kpwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;
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
  public record State(Tracks tracks, Memory memory, LivePeers peers) {}

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
    Board board = new Board(network, limits, before.tracks(), before.memory(), before.peers(), now);
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
    State after = new State(tracks, board.memory, board.peers);
    return new Step(
        after,
        board.transitions,
        board.changes,
        missing,
        board.samples,
        signals(before.tracks(), tracks, board, looked));
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
    return new State(back, state.memory().rewound(jump.to()), state.peers().resumed());
  }

  private Signals signals(Tracks before, Tracks after, Board board, boolean looked) {
    boolean outage = after.country() == CountryState.OUTAGE;
    boolean troubled = !after.open().isEmpty();
    if (!board.eventful) {
      return new Signals(
          false, false, Set.of(), false, Set.of(), outage, troubled, Set.of(), false);
    }
    boolean differ =
        looked
            && after.prefixes().values().stream()
                .anyMatch(t -> t.turn().isPresent() && fresh(t, before));
    Set<Subject> failing = new TreeSet<>();
    for (ProbeTrack track : after.voters()) {
      ProbeTrack old = before.probes().get(track.subject());
      if (track.silentRounds() > 0 && (old == null || old.silentRounds() == 0)) {
        failing.add(track.subject());
      }
    }
    Set<Prefix> lessened = new TreeSet<>();
    for (PrefixTrack track : after.prefixes().values()) {
      PrefixTrack old = before.prefixes().get(track.prefix());
      boolean turning = track.losing() && (old == null || !old.losing());
      boolean lost = old != null && old.sure() != track.sure() && track.sure() != PrefixState.UP;
      if (turning || lost) {
        lessened.add(track.prefix());
      }
    }
    return new Signals(
        differ,
        looked && after.lines().values().stream().anyMatch(l -> dips(l, after, board)),
        failing,
        silent(after) && !silent(before),
        lessened,
        outage,
        troubled,
        unsearched(after),
        after.claims().values().stream()
            .anyMatch(c -> c.wide().isPresent() && !c.standing(limits.claims().hold())));
  }

  /** One loss alone is called at once; from the second on a covering route is looked for first. */
  private static Set<Prefix> unsearched(Tracks tracks) {
    List<PrefixTrack> vanishing =
        tracks.prefixes().values().stream().filter(PrefixTrack::vanishing).toList();
    Set<Prefix> unsearched = new TreeSet<>();
    for (PrefixTrack track : vanishing) {
      if (track.unsearched() && vanishing.size() > 1) {
        unsearched.add(track.prefix());
      }
    }
    return unsearched;
  }

  private static boolean fresh(PrefixTrack track, Tracks before) {
    PrefixTrack old = before.prefixes().get(track.prefix());
    return old == null || !old.reading().equals(track.reading());
  }

  private static boolean silent(Tracks tracks) {
    List<ProbeTrack> servers = tracks.nameservers().stream().filter(ProbeTrack::votes).toList();
    return !servers.isEmpty() && servers.stream().allMatch(t -> t.silentRounds() > 0);
  }

  private boolean dips(LineTrack line, Tracks after, Board board) {
    boolean used =
        board.memory.of(Subject.line(line.line())).median().orElse(0) >= limits.lines().usual();
    return used
        && line.state() == LineState.CARRYING
        && after.prefixes().values().stream()
            .filter(t -> t.sure() == PrefixState.UP)
            .flatMap(t -> t.reading().stream())
            .anyMatch(r -> r.through(line.neighbour()) < limits.lines().lost());
  }
}
