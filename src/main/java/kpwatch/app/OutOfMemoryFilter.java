package kpwatch.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.function.IntConsumer;
import kpwatch.supervision.Supervisor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Ends the process when anything is logged together with a lack of memory. Some libraries catch
 * every error, log it and go on with a part of their threads gone.
 */
public final class OutOfMemoryFilter extends TurboFilter {
  private final IntConsumer halt;

  /** Called by Logback, as {@code logback.xml} says. */
  public OutOfMemoryFilter() {
    this(Runtime.getRuntime()::halt);
  }

  OutOfMemoryFilter(IntConsumer halt) {
    this.halt = halt;
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    if (Supervisor.isOutOfMemory(thrown)) {
      halt.accept(Supervisor.OUT_OF_MEMORY);
    } else if (arguments != null && arguments.length > 0) {
      // SLF4J takes a last argument that is thrown for the cause
      Object last = arguments[arguments.length - 1];
      if (last instanceof Throwable cause && Supervisor.isOutOfMemory(cause)) {
        halt.accept(Supervisor.OUT_OF_MEMORY);
      }
    }
    return FilterReply.NEUTRAL;
  }
}
