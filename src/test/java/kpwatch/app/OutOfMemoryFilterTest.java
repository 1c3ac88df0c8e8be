package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import kpwatch.supervision.Supervisor;
import org.junit.jupiter.api.Test;

final class OutOfMemoryFilterTest {
  private final List<Integer> exits = new ArrayList<>();
  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("some.library");

  OutOfMemoryFilterTest() {
    OutOfMemoryFilter filter = new OutOfMemoryFilter(exits::add);
    filter.start();
    context.addTurboFilter(filter);
  }

  @Test
  void aLackOfMemoryThatALibraryOnlyLogsEndsTheProcess() {
    log.error("a listener failed", new OutOfMemoryError());
    log.debug("{} failed", "x", new ExecutionException(new OutOfMemoryError()));
    log.warn("{} failed", new OutOfMemoryError());
    log.error("{} {} {} failed", 1, 2, 3, new IllegalStateException(new OutOfMemoryError()));
    assertThat(exits).hasSize(4).containsOnly(Supervisor.OUT_OF_MEMORY);
  }

  @Test
  void otherErrorsAndPlainLinesDoNot() {
    log.error("a listener failed", new StackOverflowError());
    log.error("{} failed", new IllegalStateException());
    log.info("OutOfMemoryError");
    log.info("{} {} {}", 1, 2, "OutOfMemoryError");
    assertThat(exits).isEmpty();
  }
}
