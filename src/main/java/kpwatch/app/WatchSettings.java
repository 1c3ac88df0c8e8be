package kpwatch.app;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import kpwatch.config.Key;
import kpwatch.config.Loopback;
import kpwatch.config.Settings;

/**
 * What is watched, and how often.
 *
 * @param network {@code kp}, or the path of a network file
 * @param interval between two looking-glass calls in normal times
 * @param confirm how long a loss must last before it is told
 */
public record WatchSettings(String network, Duration interval, Duration confirm) {
  private static final Duration POLITE = Duration.ofMinutes(2);

  private static final Key NETWORK =
      Key.of(
          "watch.network",
          "kp",
          "The watched network: kp, or the path of a network file.",
          "kp or the path of a file");

  private static final Key INTERVAL =
      Key.of(
          "watch.interval",
          "2 min",
          "Time between two looking-glass calls to RIPEstat.",
          "at least 2 min and at most 1 h, or less (200 ms) only while ripestat.base-url points to"
              + " loopback");

  private static final Key CONFIRM =
      Key.of(
          "watch.confirm",
          "45 s",
          "How long a loss must last before it is told.",
          "a time from 0 s to 10 min, such as 45s or 2 min");

  /**
   * @param ripestat where the calls go; off this machine only the polite pace is legal
   */
  static WatchSettings from(Settings settings, URI ripestat) {
    WatchSettings read =
        new WatchSettings(
            settings.value(NETWORK, t -> Optional.of(t).filter(n -> n.matches("\\P{Cntrl}+"))),
            settings.duration(INTERVAL, Duration.ofMillis(200), Duration.ofHours(1)),
            settings.duration(CONFIRM, Duration.ZERO, Duration.ofMinutes(10)));
    if (read.interval.compareTo(POLITE) < 0 && !Loopback.holds(ripestat)) {
      settings.refuse(settings.problem(INTERVAL, INTERVAL.allowed()));
    }
    return read;
  }
}
