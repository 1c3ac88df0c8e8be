package kpwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A break in the time between two steps: nothing ran meanwhile (the program was down, the machine
 * slept), or somebody set the clock. The two look alike to us; what is made of them: {@code
 * docs/decisions/0010-when-the-clock-jumps.md}.
 *
 * @param from when the last step was taken
 * @param to now; before {@code from} if the clock went back
 */
public record Jump(Instant from, Instant to) {
  /**
   * Whether there was one. A short step back is none: it is waited out, with the time standing
   * still.
   */
  public static Optional<Jump> between(Instant last, Instant now, Thresholds limits) {
    Duration passed = Duration.between(last, now);
    boolean back = passed.negated().compareTo(limits.routes().confirm()) >= 0;
    boolean away = passed.compareTo(limits.country().away()) >= 0;
    return back || away ? Optional.of(new Jump(last, now)) : Optional.empty();
  }

  public boolean back() {
    return to.isBefore(from);
  }

  /** How far, either way. */
  public Duration length() {
    return Duration.between(from, to).abs();
  }
}
