package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kpwatch.observation.Address;
import kpwatch.observation.Subject;

/**
 * Writes down what was seen in an incident while it happens, since the tracks only know their last
 * change.
 */
final class FindingsFold {
  private static final Set<PrefixState> LEFT =
      Set.of(PrefixState.GONE, PrefixState.REDUCED, PrefixState.AGGREGATED);

  private final Board board;

  FindingsFold(Board board) {
    this.board = board;
  }

  Findings with(Findings before, Instant onset) {
    List<Departure> departures = new ArrayList<>(before.departures());
    if (before.returned().isEmpty()) {
      board.prefixes.values().forEach(t -> left(t).ifPresent(d -> add(departures, d)));
    }
    board.lines.values().forEach(t -> left(t).ifPresent(d -> add(departures, d)));
    board.lines.values().forEach(t -> arrived(t).ifPresent(d -> add(departures, d)));
    board.probes.values().forEach(t -> left(t).forEach(d -> add(departures, d)));
    board.probes.values().forEach(t -> illSince(onset, t).ifPresent(d -> add(departures, d)));
    departures.sort(Comparator.comparing(Departure::first));
    boolean lost =
        before.of(Subject.Kind.PREFIX).stream()
            .anyMatch(d -> !d.how().equals(PrefixState.AGGREGATED.word()));
    return new Findings(
        departures,
        lost ? before.measured() : board.measured,
        lost ? before.lastTrouble() : lastTrouble(onset),
        before.returned().or(() -> lost ? returned() : Optional.empty()),
        invalid(before),
        lost ? before.voters() : voters(),
        claims(before),
        blackholed(before),
        contradicted(before, departures),
        outlasted(before),
        new RecoveryFold(board).with(before.recovery(), gone(departures)),
        before.located().or(() -> located(onset)),
        before.nearby().or(() -> nearby(onset)));
  }

  private static List<Departure> gone(List<Departure> departures) {
    return departures.stream()
        .filter(d -> d.is(Subject.Kind.PREFIX) && d.how().equals(PrefixState.GONE.word()))
        .toList();
  }

  /** Who answered although a later look still showed that its route is gone. */
  private Set<Subject> outlasted(Findings before) {
    Set<Subject> found = new TreeSet<>(before.outlasted());
    if (before.returned().isPresent()) {
      return found;
    }
    for (PrefixTrack track : board.prefixes.values()) {
      if (track.sure() == PrefixState.GONE && track.change().isPresent()) {
        Instant late = track.change().get().onset().plus(board.limits.probes().order());
        Instant stillGone = track.agreed().orElse(late);
        board.voters().stream()
            .filter(v -> track.prefix().contains(Address.parse(v.subject().name())))
            .filter(
                v ->
                    v.lastAnswer()
                        .filter(at -> at.isAfter(late) && at.isBefore(stillGone))
                        .isPresent())
            .map(ProbeTrack::subject)
            .forEach(found::add);
      }
    }
    return found;
  }

  /** Every kind of control answered in full since it began. */
  private Optional<Sighting> located(Instant onset) {
    boolean all =
        board.probePlane.seeing()
            && !board.controls.isEmpty()
            && board.controls.values().stream().allMatch(c -> c.whole() && !c.at().isBefore(onset));
    return all ? lastControl() : Optional.empty();
  }

  private Optional<Sighting> nearby(Instant onset) {
    boolean fails =
        board.probePlane.seeing()
            && ControlRound.nearSideFails(board.controls)
            && board.controls.values().stream().allMatch(c -> !c.at().isBefore(onset));
    return fails ? lastControl() : Optional.empty();
  }

  private Optional<Sighting> lastControl() {
    return board.controls.values().stream()
        .map(ControlRound::at)
        .max(Comparator.naturalOrder())
        .map(at -> new Sighting(Subject.PROBE_PLANE, at));
  }

  private List<Findings.Claim> claims(Findings before) {
    List<Findings.Claim> found = new ArrayList<>(before.claims());
    for (ClaimTrack claim : board.claims.values()) {
      boolean known =
          found.stream()
              .anyMatch(
                  c -> c.prefix().equals(claim.prefix()) && c.origin().equals(claim.origin()));
      if (!known && claim.standing(board.limits.claims().hold())) {
        claim
            .wide()
            .ifPresent(w -> found.add(new Findings.Claim(claim.prefix(), claim.origin(), w)));
      }
    }
    return found;
  }

  private List<Findings.Blackholed> blackholed(Findings before) {
    List<Findings.Blackholed> found = new ArrayList<>(before.blackholed());
    board.blackholed.forEach(
        (prefix, since) -> {
          if (found.stream().noneMatch(b -> b.prefix().equals(prefix))) {
            found.add(new Findings.Blackholed(prefix, since));
          }
        });
    return found;
  }

  /** Servers answer where no route is seen, and none of them has been silent since the loss. */
  private Optional<Instant> contradicted(Findings before, List<Departure> departures) {
    boolean silenced =
        departures.stream()
            .anyMatch(d -> d.is(Subject.Kind.ADDRESS) && d.how().equals(ProbeState.FAILING.word()));
    boolean doubtful =
        board.routesPlane.seeing()
            && board.prefixes.values().stream().anyMatch(board::contradicted);
    Optional<Instant> since =
        before.contradicted().or(() -> doubtful ? Optional.of(board.now) : Optional.empty());
    return silenced ? Optional.empty() : since;
  }

  private static void add(List<Departure> departures, Departure departure) {
    boolean known =
        departures.stream()
            .anyMatch(
                d -> d.subject().equals(departure.subject()) && d.how().equals(departure.how()));
    if (!known) {
      departures.add(departure);
    }
  }

  private static Optional<Departure> left(PrefixTrack track) {
    return LEFT.contains(track.sure())
        ? track
            .change()
            .map(
                c ->
                    departure(
                        Subject.prefix(track.prefix()), track.sure().word(), c, track.carriers()))
        : Optional.empty();
  }

  private static Optional<Departure> left(LineTrack track) {
    return track.state() == LineState.NOT_SEEN
        ? track
            .change()
            .map(c -> departure(Subject.line(track.line()), track.state().word(), c, Set.of()))
        : Optional.empty();
  }

  private Optional<Departure> arrived(LineTrack track) {
    return track
        .arrived()
        .filter(c -> !board.now.isBefore(c.onset().plus(board.limits.lines().hold())))
        .map(c -> departure(Subject.line(track.line()), Departure.ARRIVED, c, Set.of()));
  }

  /** A service that fell ill in the incident; one that was before is no news of it. */
  private static Optional<Departure> illSince(Instant onset, ProbeTrack track) {
    return track.votes() && track.state() == ProbeState.ILL && !track.since().isBefore(onset)
        ? track
            .lastAnswer()
            .map(
                at ->
                    new Departure(
                        track.subject(), ProbeState.ILL.word(), at, Optional.empty(), Set.of()))
        : Optional.empty();
  }

  private static List<Departure> left(ProbeTrack track) {
    List<Departure> found = new ArrayList<>();
    if (track.votes() && track.state() == ProbeState.FAILING) {
      Optional<Instant> lastGood = track.lastAnswer();
      track
          .silentFrom()
          .ifPresent(
              f ->
                  found.add(
                      new Departure(
                          track.subject(), ProbeState.FAILING.word(), f, lastGood, Set.of())));
    }
    if (track.votes() && track.state() == ProbeState.SLOW) {
      track
          .struggling()
          .ifPresent(
              c -> found.add(departure(track.subject(), ProbeState.SLOW.word(), c, Set.of())));
    }
    return found;
  }

  private static Departure departure(
      Subject subject, String how, Change change, Set<String> lines) {
    return new Departure(subject, how, change.onset(), change.notBefore(), lines);
  }

  private Optional<Instant> lastTrouble(Instant onset) {
    return board.voters().stream()
        .flatMap(t -> t.recovered().stream())
        .filter(at -> at.isBefore(onset))
        .max(Comparator.naturalOrder());
  }

  private Set<Subject> voters() {
    return board.voters().stream().map(ProbeTrack::subject).collect(Collectors.toSet());
  }

  private Optional<Instant> returned() {
    return board.prefixes.values().stream()
        .filter(t -> t.sure() == PrefixState.UP)
        .flatMap(t -> t.change().stream())
        .map(Change::onset)
        .filter(at -> board.open.stream().anyMatch(i -> at.isAfter(i.onset())))
        .min(Comparator.naturalOrder());
  }

  private List<Findings.Invalid> invalid(Findings before) {
    List<Findings.Invalid> found = new ArrayList<>(before.invalid());
    for (PrefixTrack track : board.prefixes.values()) {
      boolean known = found.stream().anyMatch(i -> i.prefix().equals(track.prefix()));
      boolean lost = track.sure() == PrefixState.GONE || track.sure() == PrefixState.REDUCED;
      track
          .validity()
          .filter(v -> lost && !known && v.status().invalid())
          .ifPresent(
              v -> found.add(new Findings.Invalid(track.prefix(), v.beforeLast(), v.since())));
    }
    return found;
  }
}
