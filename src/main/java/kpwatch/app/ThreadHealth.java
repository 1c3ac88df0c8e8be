package kpwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kpwatch.command.Pulse;
import kpwatch.notify.Sign;
import kpwatch.notify.Times;
import kpwatch.supervision.ItemFailures;
import kpwatch.supervision.Supervisor;

/** Whether every thread lives and works, and which items failed. */
final class ThreadHealth implements Pulse {
  /** A failed item is shown as trouble for so long. */
  private static final Duration RECENT = Duration.ofHours(1);

  private final Supervisor supervisor;

  ThreadHealth(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  @Override
  public List<Sign> signs(Instant now) {
    List<Sign> signs = new ArrayList<>();
    List<String> troubles = supervisor.troubles();
    signs.add(
        new Sign(
            "Threads",
            troubles.isEmpty(),
            Sign.Harm.ALERTS_WAIT,
            troubles.isEmpty() ? "all live and work" : String.join("; ", troubles)));
    List<ItemFailures> failures = supervisor.failures();
    if (!failures.isEmpty()) {
      boolean old = failures.stream().allMatch(f -> f.age().compareTo(RECENT) > 0);
      signs.add(new Sign("Failed since the start", old, Sign.Harm.PAST, text(failures)));
    }
    return signs;
  }

  private static String text(List<ItemFailures> failures) {
    return failures.stream()
        .map(
            f ->
                f.item()
                    + " "
                    + f.count()
                    + (f.count() == 1 ? " time" : " times")
                    + " ("
                    + f.last()
                    + ", "
                    + Times.length(f.age())
                    + " ago)")
        .collect(Collectors.joining(", "));
  }
}
