package kpwatch.watch;

import java.time.Duration;

/**
 * How often we look: {@code detection.md} 2 and 4. Everything else follows from the two intervals,
 * so that a faster pace (legal on loopback only) is the same watch, faster.
 *
 * @param watch between two calls of {@code looking-glass}
 * @param probe between two visits to one address
 * @param probing whether the country's servers are asked at all
 * @param dailyCalls to RIPEstat in a normal day; half as many more in a day with an incident
 */
public record Pace(Duration watch, Duration probe, boolean probing, int dailyCalls) {
  public static final Pace POLITE =
      new Pace(Duration.ofMinutes(2), Duration.ofMinutes(5), true, 1000);

  Duration burst() {
    return watch.dividedBy(2);
  }

  Duration burstFor() {
    return watch.multipliedBy(5);
  }

  /** Least time between two rounds of calls that only compare the stream with what is there. */
  Duration compare() {
    return watch.multipliedBy(5).dividedBy(2);
  }

  Duration triggerPause() {
    return watch.multipliedBy(15);
  }

  /** After a loss the RPKI state is asked at once, and again after one and three of these. */
  Duration validateAgain() {
    return watch.multipliedBy(5);
  }

  /** Between two validations of each prefix: an hour for four, longer for more of them. */
  Duration validate(int prefixes) {
    return Duration.ofHours(Math.max(1, (prefixes + 3) / 4));
  }

  Duration name() {
    return Duration.ofHours(6);
  }

  /** Least time between two A questions, whichever name and server. */
  Duration namesApart() {
    return probe.dividedBy(20);
  }

  Duration nameserver() {
    return probe.dividedBy(5);
  }

  /** Least time between two rounds of the controls. */
  Duration controlsApart() {
    return probe.dividedBy(5);
  }

  /** Before the one retry after silence: 20 to 30 s at the polite pace. */
  Duration retry() {
    return probe.dividedBy(15);
  }

  Duration retryJitter() {
    return probe.dividedBy(30);
  }

  Duration jitter() {
    return probe.dividedBy(20);
  }

  /** Between two probes after a total loss. */
  Duration backedOff() {
    return probe.multipliedBy(2);
  }

  /** Before an address that may have banned us is tried again: 40 min at the polite pace. */
  Duration pause() {
    return probe.multipliedBy(8);
  }

  /** Between two tries of a target at a place from which none answers. */
  Duration gentle() {
    return probe.multipliedBy(12);
  }

  /** How long host failures count as having come together. */
  Duration together() {
    return probe.multipliedBy(2);
  }
}
