package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the database small: observations for 14 days and their hourly sums for a year, settled
 * deliveries for 90 days, incidents with all that belongs to them for a year after their end,
 * backfilled ones for good. Works in slices of some ten milliseconds, each a transaction of its
 * own, so that a long time off or an upgrade does not hold up the watch. Used by one thread.
 */
public final class Retention {
  /** Observations are kept one by one for so long. */
  static final Duration OBSERVATIONS = Duration.ofDays(14);

  /** A channel that is gone keeps its wishes so long, in case it returns. */
  private static final Duration GONE = Duration.ofDays(30);

  private static final Duration BETWEEN = Duration.ofHours(1);
  private static final int HOURS = 6;

  private final Database database;
  private final SqlSubscriptions subscriptions;
  private Instant rested = Instant.MIN;

  public Retention(Database database, SqlSubscriptions subscriptions) {
    this.database = database;
    this.subscriptions = subscriptions;
  }

  /**
   * One slice, unless the last one less than an hour ago left nothing to do. May be called often:
   * it then asks nothing of the database. After a failure it rests as well. Throws {@link
   * StorageFailed}.
   */
  public void work(Instant now) {
    boolean resting = !now.isBefore(rested) && now.isBefore(rested.plus(BETWEEN));
    if (resting) {
      return;
    }
    rested = now;
    if (slice(now)) {
      rested = Instant.MIN;
    }
  }

  /** One slice; says whether there may be more to do. */
  boolean slice(Instant now) {
    AtomicInteger gone = new AtomicInteger();
    boolean more =
        database.transaction(
            handle -> {
              gone.set(SqlSubscriptions.forgetGone(handle, now.minus(GONE)));
              boolean hours = HourlyRows.sum(handle, now.minus(OBSERVATIONS), HOURS);
              return Forgetting.some(handle, now) || hours;
            });
    if (gone.get() > 0) {
      database.forget();
    }
    subscriptions.refresh();
    return more;
  }
}
