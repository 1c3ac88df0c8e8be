package kpwatch.incident;

import java.time.Instant;

/**
 * What the controls of one kind showed when they were last asked.
 *
 * @param answered how many of those {@code asked} answered
 * @param at when the round was complete
 */
public record ControlRound(int answered, int asked, Instant at) {
  public ControlRound {
    if (answered < 0 || answered > asked || asked < 1) {
      throw new IllegalArgumentException(answered + " of " + asked + " controls");
    }
  }
}
