package kpwatch.app;

import java.time.Duration;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.testkit.Shortened;

/**
 * The night of June 2025 in an hour and a half. Everything returns at once: what comes back in
 * steps meets the visits in an order of chance.
 */
final class ShortJune {
  private ShortJune() {}

  /**
   * @param after from the return to the end
   */
  static Scenario with(Duration after) {
    return Shortened.of(
        ScenarioFile.read("kp-2025-06-07"),
        after,
        Duration.ofMinutes(35),
        Duration.ofMinutes(15),
        Duration.ofMinutes(15),
        Duration.ZERO);
  }
}
