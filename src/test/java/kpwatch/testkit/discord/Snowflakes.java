package kpwatch.testkit.discord;

import java.time.InstantSource;

/**
 * Ids that grow and carry their time. Source:
 * https://docs.discord.com/developers/reference#snowflakes
 */
final class Snowflakes {
  private static final long EPOCH_MILLIS = 1_420_070_400_000L;

  private final InstantSource clock;
  private final long worker;
  private long last;

  /**
   * @param worker 0 to 31; two generators with different workers never give the same id
   */
  Snowflakes(InstantSource clock, int worker) {
    this.clock = clock;
    this.worker = (long) worker << 17;
  }

  synchronized long next() {
    long millis = Math.max(clock.millis() - EPOCH_MILLIS, 1) << 22;
    last = Math.max(millis | worker, last + 1);
    return last;
  }
}
