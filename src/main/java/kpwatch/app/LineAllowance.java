package kpwatch.app;

import ch.qos.logback.classic.Level;

/**
 * How many lines of one kind may be written: a burst, then a few a minute. It counts what is left
 * out and keeps the last of it. For one thread at a time.
 */
final class LineAllowance {
  static final int BURST = 30;
  static final int PER_MINUTE = 6;

  private static final long EACH = 60_000 / PER_MINUTE;

  private long leftToWrite = BURST;
  private long refilled;
  private int leftOut;
  private String last = "";
  private Level level = Level.INFO;

  /**
   * @param now of the event, in milliseconds; a clock that goes back gives nothing and takes
   *     nothing
   */
  LineAllowance(long now) {
    refilled = now;
  }

  /** Whether a line may be written now, which counts it. */
  boolean take(long now) {
    long more = Math.max(0, (now - refilled) / EACH);
    leftToWrite = Math.min(BURST, leftToWrite + more);
    refilled = now < refilled ? now : refilled + more * EACH;
    if (leftToWrite == 0) {
      return false;
    }
    leftToWrite--;
    return true;
  }

  void leaveOut(Level of, String line) {
    leftOut++;
    level = of;
    last = line;
  }

  /** Lines that were left out since this was told last. */
  int leftOut() {
    return leftOut;
  }

  Level level() {
    return level;
  }

  String last() {
    return last;
  }

  void told() {
    leftOut = 0;
    last = "";
  }
}
