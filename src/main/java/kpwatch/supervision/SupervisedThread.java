package kpwatch.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A long-lived daemon thread. It says how soon it will be back, and is late if it is not. The same
 * handle stays valid when the thread behind it is started again.
 */
public final class SupervisedThread {
  /** First pause before a new start; doubled up to {@link #LONGEST_PAUSE}. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Short enough that a thread which died is back within ten seconds. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** After such a time without a death the next pause is a short one again. */
  private static final Duration WELL = Duration.ofMinutes(1);

  private final String name;
  private final Duration patience;
  private final Consumer<SupervisedThread> loop;
  private final Supervisor supervisor;
  private final LongSupplier nanos;
  private Optional<Thread> thread = Optional.empty();
  private Duration pause = Duration.ZERO;
  private long began;
  private volatile long deadline;
  private volatile boolean finished;
  private volatile boolean toEnd;
  private volatile String death = "";

  SupervisedThread(
      String name,
      Duration patience,
      Consumer<SupervisedThread> loop,
      Supervisor supervisor,
      LongSupplier nanos) {
    this.name = name;
    this.patience = patience;
    this.loop = loop;
    this.supervisor = supervisor;
    this.nanos = nanos;
  }

  public String name() {
    return name;
  }

  /** The loop will call this again, or end, within that time; later it counts as stuck. */
  public void expect(Duration within) {
    death = "";
    deadline = nanos.getAsLong() + within.toNanos();
  }

  /** Whether the loop has not ended yet. */
  public synchronized boolean isAlive() {
    return thread.filter(Thread::isAlive).isPresent();
  }

  /** Asks it to end. */
  public synchronized void interrupt() {
    toEnd = true;
    thread.ifPresent(Thread::interrupt);
  }

  /** Waits for the end, at most that long. */
  public void join(Duration most) throws InterruptedException {
    Optional<Thread> present;
    synchronized (this) {
      present = thread;
    }
    if (present.isPresent()) {
      present.get().join(Math.max(1, most.toMillis()));
    }
  }

  synchronized void start() {
    began = nanos.getAsLong();
    deadline = began + pause.plus(patience).toNanos();
    Thread next = new Thread(this::run, name);
    next.setDaemon(true);
    next.setUncaughtExceptionHandler(this::died);
    thread = Optional.of(next);
    next.start();
  }

  synchronized void startIfDead() {
    boolean dead = !finished && !isAlive();
    if (dead && !supervisor.closed()) {
      start();
    }
  }

  boolean finished() {
    return finished && !isAlive();
  }

  /** Empty while the thread lives and is not late. */
  Optional<String> trouble() {
    if (finished) {
      return Optional.empty();
    }
    if (!death.isEmpty()) {
      return Optional.of(name + " died (" + death + ") and is started again");
    }
    if (!isAlive()) {
      return Optional.of(name + " is dead");
    }
    long late = nanos.getAsLong() - deadline;
    return late > 0
        ? Optional.of(name + " is stuck for " + TimeUnit.NANOSECONDS.toSeconds(late) + " s")
        : Optional.empty();
  }

  private void run() {
    try {
      rest();
    } catch (InterruptedException e) {
      finished = true; // asked to stop while it waited for its new start
      return;
    }
    loop.accept(this);
    if (Thread.interrupted() && !toEnd && !supervisor.closed()) {
      // a library left the flag behind, and the loop took it for the wish that it ends
      throw new IllegalStateException("interrupted, though nobody asked it to end");
    }
    finished = true;
  }

  private void rest() throws InterruptedException {
    Duration wait;
    synchronized (this) {
      wait = pause;
    }
    if (!wait.isZero()) {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }
  }

  private void died(Thread dead, Throwable thrown) {
    death = thrown.getClass().getSimpleName();
    supervisor.died(this, thrown);
    synchronized (this) {
      boolean well = nanos.getAsLong() - began > WELL.toNanos();
      Duration twice = pause.multipliedBy(2);
      pause =
          well || pause.isZero()
              ? PAUSE
              : twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
      if (!supervisor.closed()) {
        start();
      }
    }
  }
}
