package kpwatch.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import kpwatch.watch.Look;

/**
 * Looks that have begun and not ended. Each source bounds its own time, so one that takes much
 * longer hangs: it is given up, and asked again at its usual pace. Thread-safe.
 */
final class LooksUnderWay {
  /** The longest look asks several controls, each with a name, a connection and a page. */
  static final Duration MOST = Duration.ofMinutes(5);

  private final LongSupplier nanos;
  private final AtomicLong number = new AtomicLong();
  private final Map<Ticket, Look> looks = new ConcurrentHashMap<>();

  /**
   * One look that has begun.
   *
   * @param began in nanoseconds
   */
  record Ticket(long number, long began) {}

  /**
   * @param nanos a clock that nobody sets
   */
  LooksUnderWay(LongSupplier nanos) {
    this.nanos = nanos;
  }

  Ticket begin(Look look) {
    Ticket ticket = new Ticket(number.incrementAndGet(), nanos.getAsLong());
    looks.put(ticket, look);
    return ticket;
  }

  /** False if the look was given up before: its outcome comes too late. */
  boolean end(Ticket ticket) {
    return looks.remove(ticket) != null;
  }

  /** Looks that hang; they are forgotten here. */
  List<Look> givenUp() {
    List<Look> late = new ArrayList<>();
    Iterator<Map.Entry<Ticket, Look>> each = looks.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Ticket, Look> one = each.next();
      if (age(one.getKey()) > MOST.toNanos()) {
        late.add(one.getValue());
        each.remove();
      }
    }
    return late;
  }

  /** Each look that takes longer than half of the longest time, in a few words. */
  List<String> stuck() {
    return looks.entrySet().stream()
        .filter(one -> age(one.getKey()) > MOST.toNanos() / 2)
        .map(
            one ->
                "look "
                    + one.getValue().key()
                    + " runs for "
                    + TimeUnit.NANOSECONDS.toSeconds(age(one.getKey()))
                    + " s")
        .toList();
  }

  private long age(Ticket ticket) {
    return nanos.getAsLong() - ticket.began();
  }
}
