package kpwatch.subscription;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A span of each day in which posts make no sound. It may pass midnight; equal ends are no span.
 *
 * @param zone whose clock counts
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
  public QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException("quiet hours that begin and end at " + from);
    }
  }

  /** Whether it is quiet now; the end itself is not. */
  public boolean hold(Instant now) {
    LocalTime clock = now.atZone(zone).toLocalTime();
    boolean begun = !clock.isBefore(from);
    boolean over = !clock.isBefore(to);
    return from.isBefore(to) ? begun && !over : begun || !over;
  }

  @Override
  public String toString() {
    return from + "-" + to + " " + zone;
  }
}
