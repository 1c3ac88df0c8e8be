package kpwatch.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kpwatch.network.Network.Control;

/**
 * What the controls of one kind showed when they were last asked.
 *
 * @param answered how many of those {@code asked} answered
 * @param at when the last of them was heard of
 */
public record ControlRound(int answered, int asked, Instant at) {
  public ControlRound {
    if (answered < 0 || answered > asked || asked < 1) {
      throw new IllegalArgumentException(answered + " of " + asked + " controls");
    }
  }

  boolean whole() {
    return answered == asked;
  }

  /** Whether every control behind a carrier failed when last asked. */
  static boolean nearSideFails(Map<Control.Kind, ControlRound> controls) {
    List<ControlRound> near =
        controls.entrySet().stream()
            .filter(e -> e.getKey().near())
            .map(Map.Entry::getValue)
            .toList();
    return !near.isEmpty() && near.stream().allMatch(c -> c.answered() == 0);
  }
}
