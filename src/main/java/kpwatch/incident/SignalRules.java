package kpwatch.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/** Tells the plan what a step found that is to be looked at sooner, or less. */
final class SignalRules {
  private final Board board;
  private final Tracks before;
  private final LiveRoutes heardBefore;

  SignalRules(Board board, Tracks before, LiveRoutes heardBefore) {
    this.board = board;
    this.before = before;
    this.heardBefore = heardBefore;
  }

  Signals signals(Tracks after, boolean looked) {
    boolean sight = after.routesPlane().seeing() && !before.routesPlane().seeing();
    boolean outage = after.country() == CountryState.OUTAGE;
    boolean troubled = !after.open().isEmpty();
    if (!board.eventful) {
      return new Signals(
          sight,
          false,
          false,
          Set.of(),
          false,
          Set.of(),
          outage,
          troubled,
          Set.of(),
          false,
          Signals.Heard.NOTHING);
    }
    boolean differ =
        looked
            && after.prefixes().values().stream().anyMatch(t -> t.turn().isPresent() && fresh(t));
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
        sight,
        differ,
        (looked || heard()) && after.lines().values().stream().anyMatch(l -> dips(l, after)),
        failing,
        silent(after) && !silent(before),
        lessened,
        outage,
        troubled,
        unsearched(after),
        after.claims().values().stream()
            .anyMatch(c -> c.wide().isPresent() && !c.standing(board.limits.claims().hold())),
        stream(after));
  }

  private boolean heard() {
    return board.live != heardBefore && board.live.heard().isPresent();
  }

  /** What the stream has just shown otherwise than what is sure. */
  private Signals.Heard stream(Tracks after) {
    if (!heard()) {
      return Signals.Heard.NOTHING;
    }
    SortedMap<Prefix, Instant> differing = new TreeMap<>();
    Optional<Instant> agrees = Optional.empty();
    for (PrefixTrack track : after.prefixes().values()) {
      Optional<LiveRoutes.Live> live = board.live.of(track.prefix());
      Optional<PrefixState> showed = heardBefore.of(track.prefix()).map(LiveRoutes.Live::shows);
      PrefixState shows = live.map(LiveRoutes.Live::shows).orElse(PrefixState.UNKNOWN);
      boolean news = shows != PrefixState.UNKNOWN && showed.filter(shows::equals).isEmpty();
      if (news && track.sure() != PrefixState.UNKNOWN && shows != track.sure()) {
        live.flatMap(l -> l.from().or(() -> Optional.of(l.arrived())))
            .ifPresent(since -> differing.put(track.prefix(), since));
        agrees =
            agrees.or(() -> board.live.agrees(track.prefix(), board.limits.routes().confirm()));
      }
    }
    return new Signals.Heard(
        differing, agrees, !board.live.compared().containsAll(after.prefixes().keySet()));
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

  private boolean fresh(PrefixTrack track) {
    PrefixTrack old = before.prefixes().get(track.prefix());
    return old == null || !old.reading().equals(track.reading());
  }

  private static boolean silent(Tracks tracks) {
    List<ProbeTrack> servers = tracks.nameservers().stream().filter(ProbeTrack::votes).toList();
    return !servers.isEmpty() && servers.stream().allMatch(t -> t.silentRounds() > 0);
  }

  private boolean dips(LineTrack line, Tracks after) {
    boolean used =
        board.memory.of(Subject.line(line.line())).median().orElse(0)
            >= board.limits.lines().usual();
    return used
        && line.state() == LineState.CARRYING
        && after.prefixes().values().stream()
            .filter(t -> t.sure() == PrefixState.UP)
            .flatMap(t -> Stream.concat(t.reading().stream(), streamed(t)))
            .anyMatch(r -> r.through(line.neighbour()) < board.limits.lines().lost());
  }

  private Stream<RouteReading> streamed(PrefixTrack track) {
    return board.live.of(track.prefix()).flatMap(LiveRoutes.Live::reading).stream();
  }
}
