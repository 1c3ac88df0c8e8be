package kpwatch.subscription;

import java.time.Instant;

/**
 * Whether a channel can be posted to.
 *
 * @param reason why not, in words for its managers; empty while it can
 * @param since when it became so
 */
public record Standing(State state, String reason, Instant since) {
  /** The reason of a channel that is gone since its people wanted nothing more. */
  public static final String UNSUBSCRIBED = "unsubscribed";

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

  public static Standing unsubscribed(Instant now) {
    return new Standing(State.GONE, UNSUBSCRIBED, now);
  }

  public boolean isGone() {
    return state == State.GONE;
  }

  /** Gone by the wish of its people. */
  public boolean isUnsubscribed() {
    return isGone() && reason.equals(UNSUBSCRIBED);
  }

  public boolean isActive() {
    return state == State.ACTIVE;
  }
}
