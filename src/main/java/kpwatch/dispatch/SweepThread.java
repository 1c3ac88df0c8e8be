package kpwatch.dispatch;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that carries on with what is due: when woken, when it is time, and once per sweep. */
final class SweepThread {
  private static final Logger LOG = LoggerFactory.getLogger(SweepThread.class);

  private final Supplier<Duration> work;
  private final Pace pace;
  private final Semaphore calls = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;
  private boolean failing;

  /**
   * @param work gives how long until it is to be done again; zero, once it is closing: never
   */
  SweepThread(String name, Supplier<Duration> work, Pace pace) {
    this.work = work;
    this.pace = pace;
    this.thread = new Thread(this::run, "dispatch-" + name);
    // the program must be able to end when its main thread died
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void wake() {
    calls.release();
  }

  void stop() {
    closing = true;
    wake();
  }

  boolean closing() {
    return closing;
  }

  void close(Duration finish) {
    stop();
    if (!thread.isAlive()) {
      return;
    }
    try {
      thread.join(Math.max(1, finish.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("a delivery is still under way at the stop; it may arrive twice");
      thread.interrupt();
    }
  }

  private void run() {
    try {
      Duration wait = runOnce();
      while (!closing || !wait.isZero()) {
        if (calls.tryAcquire(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS)) {
          calls.drainPermits();
        }
        wait = runOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The outermost loop: a failure is logged when it begins and when it is over. */
  private Duration runOnce() {
    try {
      Duration wait = work.get();
      if (failing) {
        LOG.info("deliveries go on");
        failing = false;
      }
      return wait;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.error("deliveries stopped; trying again every {}", pace.sweep(), e);
        failing = true;
      }
      return pace.sweep();
    }
  }
}
