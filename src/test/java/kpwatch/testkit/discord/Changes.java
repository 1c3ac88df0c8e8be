package kpwatch.testkit.discord;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Lets a test wait, without sleeping, until something that it looks for has happened. */
final class Changes {
  private long count;

  synchronized void happened() {
    count++;
    notifyAll();
  }

  /** Looks after each change; false when {@code atMost} is over. */
  boolean await(BooleanSupplier looksRight, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      long before = count();
      if (looksRight.getAsBoolean()) {
        return true;
      }
      if (!awaitAfter(before, end)) {
        return looksRight.getAsBoolean();
      }
    }
  }

  private synchronized long count() {
    return count;
  }

  private synchronized boolean awaitAfter(long before, long end) {
    while (count == before) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
