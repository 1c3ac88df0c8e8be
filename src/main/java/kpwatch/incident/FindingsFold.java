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
  private final Board board;

  FindingsFold(Board board) {
    this.board = board;
  }

  Findings with(Findings before, Instant onset) {
    List<Departure> departures = new DepartureFold(board).with(before, onset);
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
