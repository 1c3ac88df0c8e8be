package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;
import kpwatch.observation.Asn;

/**
 * One line to abroad: a neighbour through which peers reach the watched prefixes.
 *
 * @param share of the live peers that use it, mean over all prefixes, 0 to 1
 * @param lastSeen the last look that showed it while the share was above the lost threshold
 * @param absent the first look below it, while it lasts
 * @param change when it was last lost or came back
 * @param arrived when it appeared, while it is new
 */
public record LineTrack(
    String line,
    Asn neighbour,
    LineState state,
    Instant since,
    double share,
    Optional<Instant> lastSeen,
    Optional<Instant> absent,
    Optional<Change> change,
    Optional<Change> arrived) {
  static LineTrack unseen(String line, Asn neighbour, Instant now) {
    return new LineTrack(
        line,
        neighbour,
        LineState.UNKNOWN,
        now,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** After a jump: how long it has been absent is counted anew. */
  LineTrack resumed() {
    return state == LineState.NOT_SEEN
        ? this
        : new LineTrack(
            line, neighbour, state, since, share, lastSeen, Optional.empty(), change, arrived);
  }

  LineTrack entering(LineState next, Optional<Change> by, Instant now) {
    Instant from = next == state ? since : now;
    return new LineTrack(line, neighbour, next, from, share, lastSeen, absent, by, arrived);
  }
}
