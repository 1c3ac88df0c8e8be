package kpwatch.testkit.discord;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Lets a test wait, without sleeping, until something that it looks for has happened. */
final class Changes {
  /** Milliseconds between two looks without a change. */
  private static final long LOOK = 10;

  private long count;

  synchronized void happened() {
    count++;
    notifyAll();
  }

  /**
   * Looks after each change, and now and then besides, since what a bot makes of it shows
   * elsewhere; false when {@code atMost} is over.
   */
  boolean await(BooleanSupplier looksRight, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      long before = count();
      if (looksRight.getAsBoolean()) {
        return true;
      }
      if (System.nanoTime() >= end) {
        return false;
      }
      if (!awaitAfter(before, end)) {
        return looksRight.getAsBoolean();
      }
    }
  }

  private synchronized long count() {
    return count;
  }

  /** False only if interrupted. */
  private synchronized boolean awaitAfter(long before, long end) {
    try {
      if (count == before) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        wait(Math.max(1, Math.min(millis, LOOK)));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
