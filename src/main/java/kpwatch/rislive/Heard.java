package kpwatch.rislive;

import java.time.Duration;
import java.time.InstantSource;
import kpwatch.supervision.SupervisedThread;
import kpwatch.supervision.Supervisor;

/** Hands what waits in an inbox to the ear, and wakes whoever may want to know. */
final class Heard {
  /** All that can wait is read in a second. */
  private static final Duration STUCK = Duration.ofMinutes(1);

  private final Ear ear;
  private final InstantSource clock;
  private final Runnable wake;
  private final Supervisor supervisor;

  Heard(Ear ear, InstantSource clock, Runnable wake, Supervisor supervisor) {
    this.ear = ear;
    this.clock = clock;
    this.wake = wake;
    this.supervisor = supervisor;
  }

  /** Until the inbox is closed. */
  void all(Inbox inbox, SupervisedThread self) {
    try {
      while (true) {
        self.expect(
            Duration.ofNanos(Long.MAX_VALUE / 2)); // nothing may come for as long as it likes
        var items = inbox.take();
        self.expect(STUCK);
        if (items.isEmpty()) {
          return;
        }
        // One by one, so that what was heard can be forgotten.
        for (var item = items.poll(); item != null; item = items.poll()) {
          hear(item);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear(Inbox.Item item) {
    try {
      if (changes(item)) {
        wake.run();
      }
    } catch (Throwable e) { // costs this frame only
      supervisor.failed("RIS Live frame", e);
    }
  }

  private boolean changes(Inbox.Item item) {
    return switch (item.kind()) {
      case OPENED -> {
        ear.opened(clock.instant());
        yield true;
      }
      case FRAME -> ear.frame(item.text(), clock.instant());
      case CLOSED -> {
        ear.closed(item.text(), clock.instant());
        yield true;
      }
    };
  }
}
