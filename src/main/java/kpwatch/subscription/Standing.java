package kpwatch.subscription;

import java.time.Instant;

/**
 * Whether a channel can be posted to.
 *
 * @param reason why not, in words for its managers; empty while it can
 * @param since when it became so
 */
public record Standing(State state, String reason, Instant since) {
  /** What it depends on. */
  public enum State {
    ACTIVE,
    /** We may not post there now; what is due waits. */
    PAUSED,
    /** The channel or our place in it is gone; the wishes are kept in case it returns. */
    GONE
  }

  public static Standing active(Instant now) {
    return new Standing(State.ACTIVE, "", now);
  }

  public boolean isActive() {
    return state == State.ACTIVE;
  }
}
