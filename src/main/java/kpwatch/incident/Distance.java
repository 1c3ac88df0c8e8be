package kpwatch.incident;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How soon a target can answer at all: what answers sooner stands nearer than the country, and has
 * spoken in its place.
 *
 * <p>The rule is a third of the target's own fastest ever. Its neighbours, which are behind the
 * same line, keep that figure honest from both sides, by their medians, so that no single
 * measurement counts: below a third of their fastest handshakes nothing is believed, whatever a
 * forger has taught us of the target itself; and what takes a third of the time of their latest
 * pages is believed, even if all that we had measured of the target was a bad hour.
 */
final class Distance {
  private final Board board;

  Distance(Board board) {
    this.board = board;
  }

  /** Whether something nearer than the target has spoken in its place. */
  boolean tooFast(ProbeTrack track, Duration took) {
    return nearerThanItsNeighbours(track, took)
        || (track.votes()
            && track.fastestConnect().filter(f -> nearer(took, f)).isPresent()
            && median(track, ProbeTrack::took).filter(t -> !nearer(took, t)).isEmpty());
  }

  /** Whether it would be three times nearer than the other addresses of the country. */
  private boolean nearerThanItsNeighbours(ProbeTrack track, Duration took) {
    return median(track, ProbeTrack::fastestConnect).filter(f -> nearer(took, f)).isPresent();
  }

  private boolean nearer(Duration took, Duration than) {
    return took.toNanos() * board.limits.probes().nearer() < than.toNanos();
  }

  /** The lower median over the other voting addresses; empty where they are too few to tell. */
  private Optional<Duration> median(
      ProbeTrack track, Function<ProbeTrack, Optional<Duration>> figure) {
    List<Duration> figures =
        board.voters().stream()
            .filter(t -> !t.subject().equals(track.subject()))
            .flatMap(t -> figure.apply(t).stream())
            .sorted()
            .toList();
    return figures.size() < board.limits.probes().few()
        ? Optional.empty()
        : Optional.of(figures.get((figures.size() - 1) / 2));
  }
}
