package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Recovery.Revival;
import kpwatch.observation.Subject;

/** Writes down how hosts behave once the routes are back: criteria C1 and C2 rest on it. */
final class RecoveryFold {
  private final Board board;
  private final Thresholds.Recovery limits;

  RecoveryFold(Board board) {
    this.board = board;
    this.limits = board.limits.recovery();
  }

  /**
   * The recovery as it stands; none before the routes are back and after they are lost again. What
   * was seen to struggle is kept through a further loss.
   *
   * @param lost the prefixes that the incident saw leave
   */
  Optional<Recovery> with(Optional<Recovery> before, List<Departure> lost) {
    List<PrefixTrack> tracks =
        board.prefixes.values().stream()
            .filter(
                t -> lost.stream().anyMatch(d -> d.subject().equals(Subject.prefix(t.prefix()))))
            .toList();
    Optional<Instant> loss = lost.stream().map(Departure::first).max(Comparator.naturalOrder());
    List<Change> returns =
        tracks.stream()
            .filter(t -> t.sure() != PrefixState.GONE && t.sure() != PrefixState.UNKNOWN)
            .flatMap(t -> t.change().stream())
            .filter(c -> loss.filter(l -> c.onset().isAfter(l)).isPresent())
            .sorted(Comparator.comparing(Change::onset))
            .toList();
    if (returns.isEmpty() || returns.size() < tracks.size()) {
      return before.map(RecoveryFold::interrupted).filter(r -> !r.hosts().isEmpty());
    }
    Change first = returns.get(0);
    Instant last = returns.get(returns.size() - 1).onset();
    boolean ragged = tracks.stream().anyMatch(t -> t.sure() == PrefixState.REDUCED);
    List<Revival> known = before.map(Recovery::hosts).orElse(List.of());
    List<Revival> hosts = new ArrayList<>();
    for (ProbeTrack track : board.probes.values()) {
      if (track.votes()) {
        Revival so =
            known.stream()
                .filter(r -> r.subject().equals(track.subject()))
                .findFirst()
                .orElse(Revival.awaited(track.subject(), Optional.empty()));
        hosts.add(probed(track, so, first, last));
      }
    }
    return Optional.of(
        new Recovery(first, last, ragged || before.filter(Recovery::ragged).isPresent(), hosts));
  }

  private static Recovery interrupted(Recovery recovery) {
    List<Revival> kept =
        recovery.hosts().stream()
            .filter(r -> r.struggled().isPresent())
            .map(r -> Revival.awaited(r.subject(), r.struggled()))
            .toList();
    return new Recovery(recovery.first(), recovery.last(), recovery.ragged(), kept);
  }

  /** Adds what this step brought of one host. */
  private Revival probed(ProbeTrack track, Revival so, Change back, Instant last) {
    Optional<ProbeTrack> past = board.before(track.subject());
    boolean again = past.flatMap(ProbeTrack::silent).isPresent();
    boolean answered =
        track.lastAnswer().filter(at -> !at.isBefore(back.onset())).isPresent()
            && !track.lastAnswer().equals(past.flatMap(ProbeTrack::lastAnswer));
    boolean failed = track.silentRounds() > past.map(ProbeTrack::silentRounds).orElse(0);
    boolean silent = failed || (track.silent().isPresent() && !again);
    if (so.first().isEmpty() && !answered) {
      return so;
    }
    boolean slow = answered && track.state() == ProbeState.SLOW;
    Revival next =
        new Revival(
            so.subject(),
            so.first().or(track::lastAnswer),
            so.first().isPresent() ? so.clean() : !slow && !again,
            so.probes() + (answered || failed ? 1 : 0),
            so.attempts() + (answered || silent ? 1 : 0),
            so.lost() + (silent ? 1 : 0),
            so.slow() + (slow ? 1 : 0),
            so.struggled());
    boolean late = !board.now.isBefore(last.plus(limits.settles()));
    boolean shows = answered && (slow || again);
    return late && shows && next.struggled().isEmpty() && struggles(next)
        ? next.struggling(track.lastAnswer())
        : next;
  }

  private boolean struggles(Revival host) {
    boolean loses = host.lost() > 1 && host.lost() >= limits.lost() * host.attempts();
    return host.probes() >= limits.probes() && (loses || host.slow() * 2 >= host.probes());
  }
}
