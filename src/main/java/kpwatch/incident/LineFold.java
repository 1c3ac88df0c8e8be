package kpwatch.incident;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Asn;
import kpwatch.observation.Subject;

/**
 * Reads each line's share from the latest looks: whether it carries anything, and whether there is
 * a new one.
 */
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
            .flatMap(t -> t.carried().stream())
            .toList();
    if (!board.routesPlane.seeing()) {
      List.copyOf(board.lines.values())
          .forEach(l -> board.put(l.entering(LineState.UNKNOWN, l.change(), board.now)));
    } else if (looked && !readings.isEmpty()) {
      meet(readings);
      List.copyOf(board.lines.values()).forEach(l -> read(l, readings));
    }
  }

  /** Gives every neighbour a track that many peers use. */
  private void meet(List<RouteReading> readings) {
    for (RouteReading reading : readings) {
      for (String neighbour : reading.neighbours().keySet()) {
        if (neighbour.equals("direct")) {
          continue;
        }
        Asn asn = Asn.parse(neighbour);
        if (reading.through(asn) >= limits.usual()) {
          String line = board.network.line(asn);
          board.lines.computeIfAbsent(line, l -> LineTrack.unseen(l, asn, board.now));
        }
      }
    }
  }

  private void read(LineTrack line, List<RouteReading> readings) {
    Asn neighbour = line.neighbour();
    double share = readings.stream().mapToDouble(r -> r.through(neighbour)).average().orElse(0);
    double most = readings.stream().mapToDouble(r -> r.through(neighbour)).max().orElse(0);
    Instant at = readings.stream().map(RouteReading::at).max(Instant::compareTo).orElse(board.now);
    boolean seen = share >= limits.lost();
    Optional<Instant> lastSeen = seen ? lastShown(neighbour, readings) : line.lastSeen();
    boolean since = lastSeen.filter(s -> !at.isAfter(s)).isEmpty();
    Optional<Instant> absent =
        seen || !since ? Optional.empty() : Optional.of(line.absent().orElse(at));
    Optional<Change> arrived = arrived(line, most);
    LineTrack next =
        new LineTrack(
            line.line(),
            neighbour,
            line.state(),
            line.since(),
            share,
            lastSeen,
            absent,
            line.change(),
            arrived);
    boolean known = line.state() != LineState.NOT_SEEN && line.lastSeen().isPresent();
    if (most >= limits.carrying()) {
      board.put(carrying(next, at));
    } else if (passing(next)) {
      board.lines.remove(line.line());
    } else if (known && withTheRoutes()) {
      board.put(next.entering(LineState.NOT_SEEN, Optional.of(routesLost(at)), board.now));
    } else if (known && absent.isPresent() && alone(next)) {
      Change change = new Change(absent.get(), lastSeen);
      board.put(next.entering(LineState.NOT_SEEN, Optional.of(change), board.now));
    } else {
      board.put(next);
    }
  }

  private Optional<Instant> lastShown(Asn neighbour, List<RouteReading> readings) {
    return readings.stream()
        .filter(r -> r.through(neighbour) >= limits.lost())
        .map(RouteReading::at)
        .max(Instant::compareTo);
  }

  /**
   * Whether a neighbour has left that is not listed and that did not stay long enough to be known.
   */
  private boolean passing(LineTrack line) {
    return board.network.upstream(line.neighbour()).isEmpty() && !used(line);
  }

  /** Whether a good share of the peers have used it for long enough to know it. */
  private boolean used(LineTrack line) {
    Samples past = board.memory.of(Subject.line(line.line()));
    return past.size() >= limits.looks()
        && past.spans(limits.history())
        && past.median().orElse(0) >= limits.usual();
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

  private LineTrack carrying(LineTrack next, Instant at) {
    boolean settled = next.arrived().isEmpty() || board.old(next.arrived().map(Change::onset));
    if (board.usual() && settled && next.share() >= limits.lost()) {
      board.remember(new Sample(Subject.line(next.line()), at, next.share()));
    }
    Optional<Change> back =
        next.state() == LineState.NOT_SEEN
            ? Optional.of(new Change(at, next.absent().or(() -> next.change().map(Change::onset))))
            : next.change();
    return next.entering(LineState.CARRYING, back, board.now);
  }

  /**
   * A line is new that many peers use although, for as long as it takes to know a line, the routes
   * were seen and it was not. It stays new while it carries anything.
   */
  private Optional<Change> arrived(LineTrack line, double most) {
    if (line.arrived().isPresent()) {
      Instant told = line.arrived().get().onset().plus(limits.hold());
      double least = board.now.isBefore(told) ? limits.usual() : limits.carrying();
      return most >= least ? line.arrived() : Optional.empty();
    }
    return most >= limits.usual() && line.lastSeen().isEmpty() && watched()
        ? Optional.of(firstSight(line.neighbour()))
        : Optional.empty();
  }

  private boolean watched() {
    return board.prefixes.keySet().stream()
        .anyMatch(p -> board.memory.of(Subject.prefix(p)).spans(limits.history()));
  }

  /** The first look that shows it, and the look at the same prefix before. */
  private Change firstSight(Asn neighbour) {
    return board.prefixes.values().stream()
        .filter(t -> t.carried().filter(r -> r.through(neighbour) >= limits.lost()).isPresent())
        .map(
            t ->
                new Change(
                    t.carried().map(RouteReading::at).orElse(board.now), board.lookBefore(t)))
        .min(Comparator.comparing(Change::onset))
        .orElse(new Change(board.now, Optional.empty()));
  }

  /** Its absence goes with a confirmed loss of every route. */
  private boolean withTheRoutes() {
    return board.prefixes.values().stream().allMatch(t -> t.sure() == PrefixState.GONE);
  }

  /** Gone for the hold time while the prefixes stay up, after it had been used for long enough. */
  private boolean alone(LineTrack line) {
    boolean held =
        line.absent().filter(since -> !board.now.isBefore(since.plus(limits.hold()))).isPresent();
    boolean up =
        board.prefixes.values().stream()
            .allMatch(
                t ->
                    (t.sure() == PrefixState.UP || t.sure() == PrefixState.AGGREGATED)
                        && t.turn().isEmpty());
    return used(line) && held && up;
  }
}
