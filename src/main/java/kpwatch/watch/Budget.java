package kpwatch.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Calls to RIPEstat in one UTC day.
 *
 * @param day its midnight
 * @param used calls made
 * @param troubled whether an incident was open on that day, which raises the limit by half
 */
public record Budget(Instant day, int used, boolean troubled) {
  static Budget of(Instant now) {
    return new Budget(now.truncatedTo(ChronoUnit.DAYS), 0, false);
  }

  Budget at(Instant now, boolean incident) {
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    return today.equals(day)
        ? new Budget(day, used, troubled || incident)
        : new Budget(today, 0, incident);
  }

  Budget spent(int calls) {
    return new Budget(day, used + calls, troubled);
  }

  /** Share of the day's calls that is used, from 0; may pass 1. */
  double share(int daily) {
    return used / (troubled ? 1.5 * daily : daily);
  }
}
