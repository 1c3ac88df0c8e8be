package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.Subject;

/** Writes down the first time that each subject leaves its usual state, in each way. */
final class DepartureFold {
  private static final Set<PrefixState> LEFT =
      Set.of(PrefixState.GONE, PrefixState.REDUCED, PrefixState.AGGREGATED);

  private final Board board;

  DepartureFold(Board board) {
    this.board = board;
  }

  /** In the order of their first observation; no more prefixes once routes have come back. */
  List<Departure> with(Findings before, Instant onset) {
    List<Departure> departures = new ArrayList<>(before.departures());
    if (before.returned().isEmpty()) {
      board.prefixes.values().forEach(t -> left(t).ifPresent(d -> add(departures, d)));
    }
    board.lines.values().forEach(t -> left(t).ifPresent(d -> add(departures, d)));
    board.lines.values().forEach(t -> arrived(t).ifPresent(d -> add(departures, d)));
    board.probes.values().forEach(t -> left(t).forEach(d -> add(departures, d)));
    board.probes.values().forEach(t -> illSince(onset, t).ifPresent(d -> add(departures, d)));
    departures.sort(Comparator.comparing(Departure::first));
    return departures;
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
}
