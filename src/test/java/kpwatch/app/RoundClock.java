package kpwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that moves on each time when a task of the timetable asks for the time, which the watch
 * does once a round, and else stands: a slow machine has as much time for a round as it needs.
 */
final class RoundClock implements InstantSource {
  private static final String TASK = "-task";

  private static final Duration SETTLES = Duration.ofMillis(30);

  private final Duration round;
  private long answered = System.nanoTime();
  private Instant now;

  RoundClock(Instant start, Duration round) {
    this.now = start;
    this.round = round;
  }

  @Override
  public synchronized Instant instant() {
    boolean quiet = System.nanoTime() - answered > SETTLES.toNanos();
    if (quiet && Thread.currentThread().getName().contains(TASK)) {
      now = now.plus(round);
    }
    return now;
  }

  /** Something was answered, which is to be heard before more time passes. */
  synchronized Instant answering() {
    answered = System.nanoTime();
    return now;
  }

  /** Nobody looked at it for a while. */
  synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
