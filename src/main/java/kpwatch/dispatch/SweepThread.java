package kpwatch.dispatch;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that runs what is due: when woken, and else once per sweep. */
final class SweepThread {
  private static final Logger LOG = LoggerFactory.getLogger(SweepThread.class);

  private final Runnable work;
  private final Pace pace;
  private final Semaphore calls = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;
  private boolean failing;

  SweepThread(String name, Runnable work, Pace pace) {
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

  boolean closing() {
    return closing;
  }

  void close() {
    closing = true;
    wake();
    if (!thread.isAlive()) {
      return;
    }
    try {
      thread.join(pace.finish().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("a delivery is still under way after {}; it may arrive twice", pace.finish());
      thread.interrupt();
    }
  }

  private void run() {
    try {
      while (!closing) {
        runOnce();
        boolean woken = calls.tryAcquire(pace.sweep().toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
          calls.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The outermost loop: a failure is logged when it begins and when it is over. */
  private void runOnce() {
    try {
      work.run();
      if (failing) {
        LOG.info("deliveries go on");
        failing = false;
      }
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.error("deliveries stopped; trying again every {}", pace.sweep(), e);
        failing = true;
      }
    }
  }
}
