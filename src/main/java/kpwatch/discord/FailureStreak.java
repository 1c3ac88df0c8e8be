package kpwatch.discord;

/**
 * How often the same thing went wrong in a row. It is worth a line of the log at the first, second,
 * fourth, eighth time and so on, so that nothing fills the log. Thread-safe.
 */
final class FailureStreak {
  private long times;

  /** Counts one more; true if it should be logged. */
  synchronized boolean again() {
    times++;
    return Long.bitCount(times) == 1;
  }

  synchronized long times() {
    return times;
  }

  /** It went well: begins to count anew. Returns how often it had gone wrong. */
  synchronized long over() {
    long before = times;
    times = 0;
    return before;
  }
}
