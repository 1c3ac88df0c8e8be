package kpwatch.rislive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether we would hear of a change. The country is silent for days, so the connection must prove
 * itself by other signs: answers to pings, messages of any kind, and the beacons at their hours.
 * Used under a lock.
 */
final class Hearing {
  /** A ping every 40 s may take 30 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(70);

  /** Beacons change at the even hours (ris-docs, 30_routing_beacons.md). */
  private static final int BEACON_HOURS = 2;

  private static final Duration BEACON_LATE = Duration.ofMinutes(10);

  private String closed = "not connected yet";
  private Optional<Instant> opened = Optional.empty();
  private Optional<Instant> proof = Optional.empty();
  private Optional<Instant> beacon = Optional.empty();

  void opened(Instant now) {
    opened = Optional.of(now);
    proof = Optional.empty();
  }

  void closed(String why) {
    closed = why;
    opened = Optional.empty();
    proof = Optional.empty();
  }

  /** Something came that only the service can have sent. */
  void proven(Instant now) {
    proof = Optional.of(now);
  }

  void beacon(Instant now) {
    beacon = Optional.of(now);
  }

  /** Why we would not hear; empty if we would. */
  Optional<String> fault(Instant now) {
    if (opened.isEmpty()) {
      return Optional.of(closed);
    }
    if (proof.isEmpty()) {
      return Optional.of("connected, but nothing has come yet");
    }
    if (proof.get().plus(PATIENCE).isBefore(now)) {
      return Optional.of("connected, but silent since " + time(proof.get()));
    }
    return deaf(now);
  }

  /** Beacons that were never heard are none to miss: then they are not what we take them for. */
  private Optional<String> deaf(Instant now) {
    Instant due = now.minus(BEACON_LATE).truncatedTo(ChronoUnit.HOURS);
    if (due.atOffset(ZoneOffset.UTC).getHour() % BEACON_HOURS != 0) {
      due = due.minus(1, ChronoUnit.HOURS);
    }
    Instant hour = due;
    boolean listened = opened.filter(at -> at.isBefore(hour)).isPresent();
    boolean missed = beacon.filter(at -> at.isBefore(hour)).isPresent();
    return listened && missed
        ? Optional.of("connected, but the beacons of " + time(hour) + " were not heard")
        : Optional.empty();
  }

  private static String time(Instant at) {
    LocalTime time = at.atOffset(ZoneOffset.UTC).toLocalTime().truncatedTo(ChronoUnit.SECONDS);
    return time + " UTC";
  }
}
