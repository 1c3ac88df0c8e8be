package kpwatch.telegram;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A way to let time pass. */
interface Pause {
  /** Waits. False if waiting was ended early, because the bot stops. */
  boolean last(Duration time);

  /** In real time, until it is ended. */
  final class Real implements Pause {
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public boolean last(Duration time) {
      try {
        return !ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    void end() {
      ended.countDown();
    }
  }
}
