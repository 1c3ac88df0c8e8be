package kpwatch.dispatch;

import java.time.Duration;

/**
 * How deliveries are carried.
 *
 * @param sweep longest time between two looks at what is due
 * @param firstWait before the second attempt at a delivery; doubles with each further one
 * @param longestWait what it doubles up to
 * @param most deliveries taken at once, at least 1
 * @param finish how long a stop waits for the delivery under way
 */
public record Pace(
    Duration sweep, Duration firstWait, Duration longestWait, int most, Duration finish) {
  public static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          50,
          Duration.ofSeconds(10));

  public Pace {
    if (most < 1) {
      throw new IllegalArgumentException("nothing would be taken: " + most);
    }
    if (firstWait.isZero() || firstWait.isNegative() || firstWait.compareTo(longestWait) > 0) {
      throw new IllegalArgumentException("not a wait: " + firstWait + " up to " + longestWait);
    }
  }

  /**
   * The wait after a failed attempt.
   *
   * @param attempts how many had failed before it
   */
  Duration waitAfter(int attempts) {
    Duration wait = firstWait;
    for (int i = 0; i < attempts && wait.compareTo(longestWait) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(longestWait) < 0 ? wait : longestWait;
  }
}
