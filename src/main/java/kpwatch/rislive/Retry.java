package kpwatch.rislive;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt, by how the last ones ended. The first pause is short,
 * the next are up to {@link Rhythm#late}; only a server that has turned us away {@link #MANY} times
 * in a row is left alone for longer. Each pause is drawn, so that the clients that one fault threw
 * out do not come back together.
 */
final class Retry {
  /** Attempts that never brought a stream, in a row. */
  static final int MANY = 10;

  /** How a connection ended. */
  enum Ending {
    /** It never opened. */
    REFUSED,
    /** Anything else that ended an open connection. */
    CUT
  }

  private final Rhythm rhythm;
  private final RandomGenerator random;
  private int troubles;
  private int refusals;

  Retry(Rhythm rhythm, RandomGenerator random) {
    this.rhythm = rhythm;
    this.random = random;
  }

  /**
   * The pause after a connection.
   *
   * @param lasted how long it was open; zero if it never was
   */
  Duration after(Ending ending, Duration lasted) {
    if (lasted.compareTo(rhythm.late()) > 0) {
      troubles = 0;
      refusals = 0;
    }
    troubles++;
    refusals = ending == Ending.CUT ? 0 : refusals + 1;
    if (refusals >= MANY) {
      return drawn(rhythm.tired().dividedBy(2), rhythm.tired());
    }
    Duration late = rhythm.late();
    return troubles == 1
        ? drawn(rhythm.soon(), late.multipliedBy(2).dividedBy(5))
        : drawn(late.dividedBy(2), late);
  }

  private Duration drawn(Duration least, Duration most) {
    long spread = Math.max(0, most.minus(least).toNanos());
    return least.plusNanos((long) (random.nextDouble() * spread));
  }
}
