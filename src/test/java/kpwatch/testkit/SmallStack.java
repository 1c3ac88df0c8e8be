package kpwatch.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Runs work on a thread with half the stack that the documentation starts the program with, and
 * compares what it costs on a text and on one of four times the length.
 */
public final class SmallStack {
  public static final int SHORT = 1024;
  public static final int LONG = 4096;

  private static final int STACK = 256 << 10;

  /** Four times the text may cost four times as much, and some more for a start. */
  private static final int MOST = 8;

  /** Below this many bytes or looks a comparison says nothing. */
  private static final long FREE = 32 << 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private SmallStack() {}

  /** What the work threw; empty: nothing. */
  public static Optional<Throwable> run(Runnable work) {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(null, work, "small-stack", STACK);
    thread.setUncaughtExceptionHandler((died, e) -> thrown.set(e));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Optional.ofNullable(thrown.get());
  }

  /**
   * Fails where the work overflows the stack, throws, or takes far more than four times the memory
   * on four times the text. Memory stands for the work of what takes a {@link String}: it is the
   * same on every machine.
   */
  public static void inProportion(String what, Consumer<String> work) {
    var small = HostileText.ofLength(SHORT);
    HostileText.ofLength(LONG)
        .forEach(
            (shape, text) -> {
              long[] bytes = new long[2];
              Optional<Throwable> thrown =
                  run(
                      () -> {
                        work.accept(text);
                        bytes[0] = bytes(() -> work.accept(small.get(shape)));
                        bytes[1] = bytes(() -> work.accept(text));
                      });
              compare(what + " over " + shape, thrown, bytes[0], bytes[1]);
            });
  }

  /** As {@link #inProportion}, for what takes any sequence: it counts looks at characters. */
  public static void inProportionOfLooks(String what, Consumer<CharSequence> work) {
    var small = HostileText.ofLength(SHORT);
    HostileText.ofLength(LONG)
        .forEach(
            (shape, text) -> {
              CountedText few = new CountedText(small.get(shape));
              CountedText many = new CountedText(text);
              Optional<Throwable> thrown =
                  run(
                      () -> {
                        work.accept(few);
                        work.accept(many);
                      });
              compare(what + " over " + shape, thrown, few.looks(), many.looks());
            });
  }

  private static void compare(String what, Optional<Throwable> thrown, long few, long many) {
    thrown.ifPresent(
        e -> {
          throw new AssertionError(what + " threw " + e, e);
        });
    if (many >= MOST * Math.max(few, FREE)) {
      throw new AssertionError(what + " cost " + few + ", on four times the text " + many);
    }
  }

  private static long bytes(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
