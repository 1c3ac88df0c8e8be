package kpwatch.supervision;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows every long-lived thread of the program. A thread that dies is started again; one that
 * cannot be started again ends the process, and so does a lack of memory, because a half-dead watch
 * is worse than none. Thread-safe.
 */
public final class Supervisor implements Closeable {
  /**
   * Exit code after an {@link OutOfMemoryError}. {@code -XX:+ExitOnOutOfMemoryError} uses the same
   * number; the code here also covers a start without that flag and a lack of native threads.
   */
  public static final int OUT_OF_MEMORY = 3;

  /** Exit code after the death of a thread that cannot be started again. */
  public static final int THREAD_LOST = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  /** A chain of causes may be a circle. */
  private static final int MOST_CAUSES = 20;

  private static final Duration CHECKS = Duration.ofSeconds(1);

  /** No check may take longer. */
  private static final Duration CHECKED = Duration.ofMinutes(1);

  private final IntConsumer halt;
  private final LongSupplier nanos;
  private final FailureLog failures;
  private final List<SupervisedThread> threads = new CopyOnWriteArrayList<>();
  private final List<Runnable> checks = new CopyOnWriteArrayList<>();
  private final List<Supplier<List<String>>> reports = new CopyOnWriteArrayList<>();
  private final Map<String, Runnable> libraryThreads = new ConcurrentHashMap<>();
  private final Semaphore closing = new Semaphore(0);
  private volatile boolean closed;

  /**
   * @param halt ends the process at once with an exit code
   * @param nanos a clock that nobody sets, in nanoseconds
   */
  public Supervisor(IntConsumer halt, LongSupplier nanos) {
    this.halt = halt;
    this.nanos = nanos;
    this.failures = new FailureLog(nanos);
  }

  /** The supervisor of the whole process. It also hears of every thread that a library lost. */
  public static Supervisor ofProcess() {
    Supervisor supervisor = new Supervisor(Runtime.getRuntime()::halt, System::nanoTime);
    Thread.setDefaultUncaughtExceptionHandler(supervisor::lost);
    return supervisor;
  }

  /** Begins to check once a second. To be called once. */
  public void start() {
    start("kpwatch-supervisor", CHECKED, this::checkUntilClosed);
  }

  /**
   * Starts a daemon thread. If its loop throws, the thread is started again within seconds; if the
   * loop returns, the thread is done.
   *
   * @param patience how long the loop may take until it first calls {@link
   *     SupervisedThread#expect}, after each start
   */
  public SupervisedThread start(String name, Duration patience, Consumer<SupervisedThread> loop) {
    SupervisedThread thread = new SupervisedThread(name, patience, loop, this, nanos);
    threads.removeIf(SupervisedThread::finished);
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** Numbered daemon threads for a pool. The pool replaces a thread that dies. */
  public ThreadFactory pool(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(this::lost);
      return thread;
    };
  }

  /**
   * Names a thread that a library owns.
   *
   * @param again starts such a thread anew, after one of that name has died
   */
  public void ofLibrary(String name, Runnable again) {
    libraryThreads.put(name, again);
  }

  /** Adds something to be done once a second on the supervisor's own thread. */
  public void check(Runnable check) {
    checks.add(check);
  }

  /**
   * One item failed and is left out: an update, an interaction, a look, a frame, a delivery, a run
   * of a task. Logs it, counts it for {@code /health}, and ends the process if memory has run out.
   *
   * @param item the kind of item, such as {@code Telegram update}
   */
  public void failed(String item, Throwable thrown) {
    if (endsByOutOfMemory(thrown)) {
      return;
    }
    if (closed) {
      LOG.debug("{} failed during the stop", item, thrown);
    } else if (failures.count(item, thrown)) {
      LOG.error("{} failed", item, thrown);
    }
  }

  /** Counts of failed items, by kind. */
  public List<ItemFailures> failures() {
    return failures.all();
  }

  /**
   * Adds what else may be stuck, such as a task or a look.
   *
   * @param report what is stuck now, in a few words each
   */
  public void troubles(Supplier<List<String>> report) {
    reports.add(report);
  }

  /** Each thread that is dead or late now, in a few words; empty: all live and work. */
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    threads.forEach(thread -> thread.trouble().ifPresent(troubles::add));
    reports.forEach(report -> troubles.addAll(report.get()));
    return troubles;
  }

  /** Ends the process: a thread is dead and cannot be started again. */
  public void end(String reason) {
    if (!closed) {
      LOG.error("kpwatch ends, because {}", reason);
      halt.accept(THREAD_LOST);
    }
  }

  /** Starts nothing again from now on. The threads themselves are stopped by their owners. */
  @Override
  public void close() {
    closed = true;
    closing.release();
  }

  boolean closed() {
    return closed;
  }

  /** A supervised thread died; its own handler calls this. */
  void died(SupervisedThread thread, Throwable thrown) {
    if (!endsByOutOfMemory(thrown) && !closed) {
      failures.count("thread " + thread.name(), thrown);
      LOG.error("thread {} died and is started again", thread.name(), thrown);
    }
  }

  private void lost(Thread thread, Throwable thrown) {
    if (endsByOutOfMemory(thrown) || closed) {
      return;
    }
    if (failures.count("thread " + family(thread.getName()), thrown)) {
      LOG.error("thread {} died", thread.getName(), thrown);
    }
    Runnable again = libraryThreads.get(thread.getName());
    if (again != null) {
      again.run();
    }
  }

  /** The name of a pool's thread without its number, so that a count does not grow without end. */
  private static String family(String name) {
    int end = name.length();
    while (end > 1 && !Character.isLetter(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }

  /** Whether memory has run out, perhaps wrapped by a library; no exception is none. */
  public static boolean isOutOfMemory(@Nullable Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** False, or the process ends. */
  private boolean endsByOutOfMemory(Throwable thrown) {
    boolean ends = isOutOfMemory(thrown);
    if (ends) {
      try {
        LOG.error(
            "memory has run out; kpwatch ends with exit code {}; give it more with -Xmx",
            OUT_OF_MEMORY);
      } finally {
        halt.accept(OUT_OF_MEMORY); // even where the line itself found no memory
      }
    }
    return ends;
  }

  private void checkUntilClosed(SupervisedThread self) {
    try {
      do {
        self.expect(CHECKED);
        checkOnce();
      } while (!closed && !closing.tryAcquire(CHECKS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts again what died without telling, then does what was registered. */
  void checkOnce() {
    threads.removeIf(SupervisedThread::finished);
    threads.forEach(SupervisedThread::startIfDead);
    for (Runnable check : checks) {
      try {
        check.run();
      } catch (Throwable e) { // one check never costs another
        failed("check of the threads", e);
      }
    }
  }
}
