package kpwatch.testkit.discord;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting on behalf of a fault, never beyond the end of the server. */
final class Pauses {
  private static final long LOOK_EVERY_MILLIS = 20;

  private volatile CountDownLatch over = new CountDownLatch(1);

  void begin() {
    over = new CountDownLatch(1);
  }

  void end() {
    over.countDown();
  }

  void pause(Duration time) {
    try {
      over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void until(CountDownLatch latch) {
    try {
      while (over.getCount() > 0 && !latch.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        // Not yet released, and the server still runs.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
