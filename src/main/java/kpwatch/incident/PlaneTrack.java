package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * One way to look, or the monitor as a whole.
 *
 * @param proven the last time it showed that it sees: a valid look, or a round of controls that
 *     answered
 * @param failed the last round of controls that failed; empty for the routes
 */
public record PlaneTrack(
    PlaneState state, Instant since, Optional<Instant> proven, Optional<Instant> failed) {
  static PlaneTrack unproven(Instant now) {
    return new PlaneTrack(PlaneState.BLIND, now, Optional.empty(), Optional.empty());
  }

  public boolean seeing() {
    return state == PlaneState.SEEING;
  }

  PlaneTrack entering(PlaneState next, Instant now) {
    return next == state ? this : new PlaneTrack(next, now, proven, failed);
  }

  /** Looks may come back in another order than they were made in. */
  PlaneTrack proven(Instant at) {
    Instant last = proven.filter(before -> before.isAfter(at)).orElse(at);
    return new PlaneTrack(state, since, Optional.of(last), failed);
  }

  PlaneTrack failed(Instant at) {
    return new PlaneTrack(state, since, proven, Optional.of(at));
  }
}
