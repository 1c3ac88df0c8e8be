package kpwatch.supervision;

/**
 * How often the same thing went wrong in a row. It is worth a line of the log at the first, second,
 * fourth, eighth time and so on, so that nothing fills the log. Thread-safe.
 */
public final class FailureStreak {
  private long times;

  /** Counts one more; true if it should be logged. */
  public synchronized boolean again() {
    times++;
    return Long.bitCount(times) == 1;
  }

  public synchronized long times() {
    return times;
  }

  /** It went well: begins to count anew. Returns how often it had gone wrong. */
  public synchronized long over() {
    long before = times;
    times = 0;
    return before;
  }
}
