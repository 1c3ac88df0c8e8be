package kpwatch.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kpwatch.supervision.SupervisedThread;
import kpwatch.supervision.Supervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that carries on with what is due: when woken, when it is time, and once per sweep. */
final class SweepThread {
  private static final Logger LOG = LoggerFactory.getLogger(SweepThread.class);

  /** One run only looks and claims, so it takes no longer unless it is stuck. */
  private static final Duration STUCK = Duration.ofMinutes(2);

  private final Supplier<Duration> work;
  private final Pace pace;
  private final Semaphore calls = new Semaphore(0);
  private final String name;
  private final Supervisor supervisor;
  private Optional<SupervisedThread> thread = Optional.empty();
  private volatile boolean closing;
  private boolean failing;

  /**
   * @param work gives how long until it is to be done again; zero, once it is closing: never
   */
  SweepThread(String platform, Supplier<Duration> work, Pace pace, Supervisor supervisor) {
    this.work = work;
    this.pace = pace;
    this.name = "dispatch-" + platform;
    this.supervisor = supervisor;
  }

  synchronized void start() {
    thread = Optional.of(supervisor.start(name, STUCK, this::run));
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
    thread.ifPresent(running -> end(running, finish));
  }

  private static void end(SupervisedThread thread, Duration finish) {
    try {
      thread.join(finish);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("a delivery is still under way at the stop; it may arrive twice");
      thread.interrupt();
    }
  }

  private void run(SupervisedThread self) {
    try {
      self.expect(STUCK);
      Duration wait = runOnce();
      while (!closing || !wait.isZero()) {
        if (calls.tryAcquire(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS)) {
          calls.drainPermits();
        }
        self.expect(pace.sweep().plus(STUCK));
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
      if (failing && !closing) {
        LOG.info("{}: deliveries go on", name);
        failing = false;
      }
      return wait;
    } catch (RuntimeException e) { // most often the disk, of which its store tells what to do
      if (!failing) {
        LOG.error(
            "{}: deliveries stopped, tried again every {} s: {}",
            name,
            pace.sweep().toSeconds(),
            e.getMessage());
        LOG.debug("why deliveries stopped", e);
        failing = true;
      }
      return pace.sweep();
    } catch (Throwable e) { // deliveries go on
      supervisor.failed(name + " run", e);
      return pace.sweep();
    }
  }
}
