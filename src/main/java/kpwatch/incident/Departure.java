package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.Subject;

/**
 * One subject that left its usual state in an incident, for the first time.
 *
 * @param how its state then, in the written form: {@code gone}, {@code reduced}, {@code
 *     aggregated}, {@code not-seen}, {@code arrived}, {@code slow}, {@code failing}, {@code ill}
 * @param first the first observation that shows it
 * @param lastGood the last one that shows the old state
 * @param lines for a prefix, the lines that carried it before
 */
public record Departure(
    Subject subject, String how, Instant first, Optional<Instant> lastGood, Set<String> lines) {
  /** How a line departs from the usual that was not there before. */
  public static final String ARRIVED = "arrived";

  public Departure {
    lines = Set.copyOf(lines);
  }

  public boolean is(Subject.Kind kind) {
    return subject.kind() == kind;
  }
}
