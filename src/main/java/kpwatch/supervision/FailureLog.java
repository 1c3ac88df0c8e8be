package kpwatch.supervision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Counts failed items by kind. Thread-safe. */
final class FailureLog {
  /** More kinds than there are places that count; a bound in case a name is ever made of input. */
  private static final int MOST_KINDS = 100;

  private final LongSupplier nanos;
  private final TreeMap<String, Kind> kinds = new TreeMap<>();

  private record Kind(long count, String last, long at) {}

  FailureLog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** True if it should be logged: at the first, second, fourth, eighth time of its kind. */
  synchronized boolean count(String item, Throwable thrown) {
    String name = kinds.containsKey(item) || kinds.size() < MOST_KINDS ? item : "other";
    long before = kinds.containsKey(name) ? kinds.get(name).count() : 0;
    kinds.put(name, new Kind(before + 1, thrown.getClass().getSimpleName(), nanos.getAsLong()));
    return Long.bitCount(before + 1) == 1;
  }

  synchronized List<ItemFailures> all() {
    long now = nanos.getAsLong();
    List<ItemFailures> all = new ArrayList<>();
    kinds.forEach(
        (item, kind) ->
            all.add(
                new ItemFailures(
                    item, kind.count(), kind.last(), Duration.ofNanos(now - kind.at()))));
    return all;
  }
}
