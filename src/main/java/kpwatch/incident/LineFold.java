package kpwatch.incident;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Subject;

/** Reads each line's share from the latest looks, and whether it carries anything. */
final class LineFold {
  private final Board board;
  private final Thresholds.Lines limits;

  LineFold(Board board) {
    this.board = board;
    this.limits = board.limits.lines();
  }

  /** Settles every line; {@code looked} says whether this step brought a valid look. */
  void settle(boolean looked) {
    List<RouteReading> readings =
        board.prefixes.values().stream()
            .filter(t -> t.state() != PrefixState.UNKNOWN)
            .flatMap(t -> t.reading().stream())
            .toList();
    for (LineTrack line : List.copyOf(board.lines.values())) {
      if (!board.routesPlane.seeing()) {
        board.put(line.entering(LineState.UNKNOWN, board.now));
      } else if (!readings.isEmpty()) {
        board.put(looked ? read(line, readings) : line);
      }
    }
  }

  private LineTrack read(LineTrack line, List<RouteReading> readings) {
    double share =
        readings.stream().mapToDouble(r -> r.through(line.neighbour())).average().orElse(0);
    double most = readings.stream().mapToDouble(r -> r.through(line.neighbour())).max().orElse(0);
    Instant at = readings.stream().map(RouteReading::at).max(Instant::compareTo).orElse(board.now);
    boolean seen = share >= limits.lost();
    Optional<Instant> lastSeen =
        readings.stream()
            .filter(r -> r.through(line.neighbour()) >= limits.lost())
            .map(RouteReading::at)
            .max(Instant::compareTo)
            .or(line::lastSeen);
    Optional<Instant> absent = seen ? Optional.empty() : Optional.of(line.absent().orElse(at));
    LineTrack next =
        new LineTrack(
            line.line(),
            line.neighbour(),
            line.state(),
            line.since(),
            share,
            lastSeen,
            absent,
            line.change());
    if (most >= limits.carrying()) {
      return carrying(next, line, at);
    }
    boolean known = line.state() != LineState.NOT_SEEN && line.lastSeen().isPresent();
    if (known && withTheRoutes()) {
      return lost(next, routesLost(at));
    }
    if (known && absent.isPresent() && alone(next)) {
      return lost(next, new Change(absent.get(), lastSeen));
    }
    return next;
  }

  private LineTrack lost(LineTrack line, Change change) {
    return new LineTrack(
        line.line(),
        line.neighbour(),
        LineState.NOT_SEEN,
        board.now,
        line.share(),
        line.lastSeen(),
        line.absent(),
        Optional.of(change));
  }

  /**
   * When the routes were lost that the line carried; what a few peers still keep is no sign of it.
   */
  private Change routesLost(Instant at) {
    return board.prefixes.values().stream()
        .flatMap(t -> t.change().stream())
        .max(Comparator.comparing(Change::onset))
        .orElse(new Change(at, Optional.empty()));
  }

  private LineTrack carrying(LineTrack next, LineTrack before, Instant at) {
    if (board.quiet() && next.share() >= limits.lost()) {
      board.remember(new Sample(Subject.line(next.line()), at, next.share()));
    }
    if (before.state() == LineState.CARRYING) {
      return next;
    }
    Optional<Change> back =
        before.state() == LineState.NOT_SEEN
            ? Optional.of(new Change(at, before.absent()))
            : next.change();
    return new LineTrack(
        next.line(),
        next.neighbour(),
        LineState.CARRYING,
        board.now,
        next.share(),
        next.lastSeen(),
        next.absent(),
        back);
  }

  /** Its absence goes with a confirmed loss of every route. */
  private boolean withTheRoutes() {
    return board.prefixes.values().stream().allMatch(t -> t.sure() == PrefixState.GONE);
  }

  /** Gone for the hold time while the prefixes stay up, after it had been used for long enough. */
  private boolean alone(LineTrack line) {
    Samples past = board.memory.of(Subject.line(line.line()));
    boolean used =
        past.reachesBackTo(board.now.minus(limits.history()))
            && past.median().orElse(0) >= limits.usual();
    boolean held =
        line.absent().filter(since -> !board.now.isBefore(since.plus(limits.hold()))).isPresent();
    boolean up =
        board.prefixes.values().stream()
            .allMatch(t -> t.sure() == PrefixState.UP && t.turn().isEmpty());
    return used && held && up;
  }
}
