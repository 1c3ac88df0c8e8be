package kpwatch.testkit.rislive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** What clients did, and a way to wait for it. */
final class Notes {
  /** Milliseconds between two looks without a change. */
  private static final long LOOK = 10;

  final List<String> clients = new CopyOnWriteArrayList<>();
  final List<String> subscriptions = new CopyOnWriteArrayList<>();
  final List<String> violations = new CopyOnWriteArrayList<>();
  final AtomicLong pings = new AtomicLong();
  final AtomicLong requests = new AtomicLong();
  private long changes;

  void requested() {
    requests.incrementAndGet();
    changed();
  }

  void opened(String client) {
    clients.add(client);
    changed();
  }

  void subscribed(String data) {
    subscriptions.add(data);
    changed();
  }

  void pinged() {
    pings.incrementAndGet();
    changed();
  }

  void violated(String what) {
    violations.add(what);
    changed();
  }

  synchronized void changed() {
    changes++;
    notifyAll();
  }

  void await(BooleanSupplier looksRight, Duration atMost, String otherwise) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      long before = changes();
      while (!looksRight.getAsBoolean()) {
        if (System.nanoTime() >= end) {
          throw new AssertionError(otherwise + " within " + atMost);
        }
        before = changeAfter(before);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + otherwise, e);
    }
  }

  private synchronized long changes() {
    return changes;
  }

  /** Looks now and then besides, since what a client makes of it shows elsewhere. */
  private synchronized long changeAfter(long before) throws InterruptedException {
    if (changes == before) {
      wait(LOOK);
    }
    return changes;
  }
}
