package kpwatch.rislive;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes a wish on at once, but many in a row no more often than every so often; the last one is
 * never lost. Thread-safe.
 */
final class Prompt implements Runnable {
  private final Runnable wish;
  private final Duration apart;
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicBoolean waiting = new AtomicBoolean();

  Prompt(Runnable wish, Duration apart) {
    this.wish = wish;
    this.apart = apart;
  }

  @Override
  public void run() {
    if (waiting.compareAndSet(false, true)) {
      long left = next.get() - System.nanoTime();
      if (left <= 0) {
        pass();
      } else {
        CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS, Runnable::run)
            .execute(this::pass);
      }
    }
  }

  private void pass() {
    next.set(System.nanoTime() + apart.toNanos());
    waiting.set(false);
    wish.run();
  }
}
