package kpwatch.dispatch;

import java.time.Duration;

/**
 * How deliveries are carried.
 *
 * @param sweep longest time between two looks at what is due
 * @param firstWait before the second attempt at a delivery; doubles with each further one
 * @param longestWait what it doubles up to
 * @param most deliveries read at once, at least 1
 * @param atOnce calls under way at the same time, at least 1
 * @param finish how long a stop waits for the calls under way
 */
public record Pace(
    Duration sweep,
    Duration firstWait,
    Duration longestWait,
    int most,
    int atOnce,
    Duration finish) {
  public static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          500,
          32,
          Duration.ofSeconds(5));

  public Pace {
    if (most < 1 || atOnce < 1) {
      throw new IllegalArgumentException("nothing would be taken: " + most + ", " + atOnce);
    }
    if (firstWait.isZero() || firstWait.isNegative() || firstWait.compareTo(longestWait) > 0) {
      throw new IllegalArgumentException("not a wait: " + firstWait + " up to " + longestWait);
    }
  }

  /** The same with other bounds. */
  public Pace with(Duration longest, int calls) {
    return new Pace(sweep, firstWait, longest, most, calls, finish);
  }

  /**
   * The wait after a failed attempt, up to a quarter shorter, so that what failed together is not
   * tried again together.
   *
   * @param attempts how many had failed before it
   * @param number of the delivery
   */
  Duration waitAfter(int attempts, long number) {
    Duration wait = firstWait;
    for (int i = 0; i < attempts && wait.compareTo(longestWait) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    Duration most = wait.compareTo(longestWait) < 0 ? wait : longestWait;
    return most.minus(most.multipliedBy(spread(number * 31 + attempts)).dividedBy(1024));
  }

  /** 0 to 255, scattered. */
  private static long spread(long seed) {
    return ((seed * 0x9E3779B97F4A7C15L) >>> 56) & 255;
  }
}
