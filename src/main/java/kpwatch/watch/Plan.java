package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When each thing is to be looked at next, as it is stored: a restart keeps the pace.
 *
 * @param due by the key of the look, or of the reason for it
 * @param turns how often each key has come round
 * @param asked keys of looks under way; a start clears them
 * @param burstUntil while all routes are asked every minute
 * @param backedOff since when we probe less, after a total loss
 * @param triggered by reason ({@code hosts}, {@code line}, {@code rpki}), when it last acted; by
 *     the key of a look ({@code address:…}), when it was last asked
 */
public record Plan(
    SortedMap<String, Instant> due,
    SortedMap<String, Integer> turns,
    Set<String> asked,
    Optional<Instant> burstUntil,
    Optional<Instant> backedOff,
    SortedMap<String, Instant> triggered,
    Budget budget) {
  public Plan {
    due = new TreeMap<>(due);
    turns = new TreeMap<>(turns);
    asked = Set.copyOf(asked);
    triggered = new TreeMap<>(triggered);
  }

  static Plan none() {
    return new Plan(
        new TreeMap<>(Map.of()),
        new TreeMap<>(Map.of()),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(Map.of()),
        Budget.UNUSED);
  }

  /** The same after the clock was moved: what is due waits as long as it would have. */
  Plan shifted(Duration by, Duration hour) {
    return new Plan(
        shifted(due, by),
        turns,
        asked,
        burstUntil.map(at -> at.plus(by)),
        backedOff.map(at -> at.plus(by)),
        shifted(triggered, by),
        budget.shifted(by, hour));
  }

  private static SortedMap<String, Instant> shifted(SortedMap<String, Instant> times, Duration by) {
    SortedMap<String, Instant> moved = new TreeMap<>(times);
    moved.replaceAll((key, at) -> at.plus(by));
    return moved;
  }

  /** When the next look may begin that is not under way nor put off while we probe less. */
  public Optional<Instant> nextDue() {
    Instant next = Instant.MAX;
    for (Map.Entry<String, Instant> entry : due.entrySet()) {
      boolean sooner = entry.getValue().isBefore(next);
      if (sooner && !asked.contains(entry.getKey()) && !putOff(entry.getKey())) {
        next = entry.getValue();
      }
    }
    return next == Instant.MAX ? Optional.empty() : Optional.of(next);
  }

  private boolean putOff(String key) {
    return backedOff.isPresent() && ProbePlan.isTarget(key);
  }
}
