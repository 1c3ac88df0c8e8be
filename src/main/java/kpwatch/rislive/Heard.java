package kpwatch.rislive;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what waits in an inbox to the ear, and wakes whoever may want to know. */
final class Heard {
  private static final Logger LOG = LoggerFactory.getLogger(RisLive.class);

  private final Ear ear;
  private final InstantSource clock;
  private final Runnable wake;
  private long bugs;

  Heard(Ear ear, InstantSource clock, Runnable wake) {
    this.ear = ear;
    this.clock = clock;
    this.wake = wake;
  }

  /** Until the inbox is closed. */
  void all(Inbox inbox) {
    try {
      while (true) {
        var items = inbox.take();
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
    } catch (RuntimeException | Error e) {
      // Were this thread to end, the connection would stay open and nobody would listen.
      if (Long.bitCount(++bugs) == 1) {
        LOG.error("A frame of RIS Live met a bug, the {}. time.", bugs, e);
      }
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
