package kpwatch.telegram;

/**
 * Counts how often the same trouble came, so that a log tells of the first, second, fourth and
 * eighth time and not of each. Thread-safe.
 */
final class Repetitions {
  private long count;

  /** Counts one more; true if it is worth a line. */
  synchronized boolean notable() {
    count++;
    return Long.bitCount(count) == 1;
  }

  synchronized long count() {
    return count;
  }

  /** The trouble is over: begins to count anew and gives how often it had come. */
  synchronized long over() {
    long before = count;
    count = 0;
    return before;
  }
}
