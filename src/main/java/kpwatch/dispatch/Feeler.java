package kpwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the platform can be sent to. While it is ill nothing is sent; it is felt for with a call
 * that posts nothing, every second at first. Where it answers that and still takes nothing, the
 * pauses grow.
 */
final class Feeler {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** From this age of an illness on it is felt for less often. */
  private static final Duration LASTING = Duration.ofMinutes(5);

  private static final Duration LONG = Duration.ofHours(1);

  private Optional<Instant> ill = Optional.empty();
  private Instant next = Instant.MIN;
  private boolean feeling;
  private int relapses;

  /** A call failed for reasons of the platform as a whole; true if that is news. */
  boolean fell(Instant at) {
    if (ill.isPresent()) {
      return false;
    }
    ill = Optional.of(at);
    Duration pause = SECOND.multipliedBy(1L << Math.min(relapses, 6));
    next = at.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    relapses++;
    return true;
  }

  /** The platform took something. */
  void took() {
    relapses = 0;
  }

  boolean ill() {
    return ill.isPresent();
  }

  /** Whether to feel now; the answer is to be told by {@link #felt}. */
  boolean feels(Instant now) {
    if (ill.isEmpty() || feeling) {
      return false;
    }
    if (now.isBefore(ill.get())) {
      ill = Optional.of(now);
      next = now;
    }
    feeling = !now.isBefore(next);
    return feeling;
  }

  /** True if the platform is well again by this answer. */
  boolean felt(boolean answers, Instant at) {
    feeling = false;
    if (answers && ill.isPresent()) {
      ill = Optional.empty();
      return true;
    }
    next = at.plus(ill.map(since -> pause(Duration.between(since, at))).orElse(SECOND));
    return false;
  }

  /** How long until it is felt again. */
  Duration left(Instant now) {
    Duration left = Duration.between(now, next);
    return feeling || left.isNegative() ? SECOND : left;
  }

  private static Duration pause(Duration age) {
    if (age.compareTo(LASTING) < 0) {
      return SECOND;
    }
    return age.compareTo(LONG) < 0 ? Duration.ofSeconds(5) : Duration.ofSeconds(30);
  }
}
