package kpwatch.testkit.telegram;

import java.time.Duration;

/** The time between a start and a stop of the server; what waits ends with it. */
final class Epoch {
  private int number;

  synchronized int number() {
    return number;
  }

  synchronized void end() {
    number++;
    notifyAll();
  }

  /** Waits in real time; false if the epoch ended before. */
  synchronized boolean pause(int epoch, Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      if (number != epoch) {
        return false;
      }
      wait(left / 1_000_000 + 1);
    }
    return number == epoch;
  }
}
