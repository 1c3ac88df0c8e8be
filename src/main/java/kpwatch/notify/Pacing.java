package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps below a limit of so many calls in a rolling window as the other end counts them. When a
 * call arrives there is known only between its beginning and its answer, so it counts from the one
 * until a whole window after the other. Not thread-safe.
 */
public final class Pacing {
  /** Where every call is under way, the next answer tells more. */
  private static final Duration SOON = Duration.ofMillis(20);

  private final Duration window;
  private final Deque<Instant> answered = new ArrayDeque<>();
  private int underWay;

  public Pacing(Duration window) {
    this.window = window;
  }

  /** How long until fewer than {@code most} count; zero: now. */
  public Duration room(int most, Instant now) {
    while (!answered.isEmpty() && !answered.getFirst().plus(window).isAfter(now)) {
      answered.removeFirst();
    }
    int over = underWay + answered.size() - most;
    if (over < 0) {
      return Duration.ZERO;
    }
    return over < answered.size()
        ? Duration.between(now, answered.stream().skip(over).findFirst().orElse(now).plus(window))
        : SOON;
  }

  /** A call begins, of which the end is to be told. */
  public void begin() {
    underWay++;
  }

  /** A call was answered, or was not made. */
  public void end(Instant now) {
    underWay = Math.max(0, underWay - 1);
    answered.addLast(now);
  }
}
