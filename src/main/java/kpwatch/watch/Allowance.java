package kpwatch.watch;

import java.time.Duration;

/**
 * How many calls to RIPEstat a day holds, and for what: the regular ones have their places, the
 * rest is a reserve.
 *
 * @param daily calls in a day without an incident
 * @param regular calls of the spread round, of the hourly {@code rpki-validation} and of {@code
 *     rrc-info} in a day
 * @param spread those of the spread round alone
 * @param day 24 hours; less at a pace faster than the polite one, which is the same day, faster
 */
record Allowance(int daily, int regular, int spread, Duration day) {
  private static final Duration DAY = Duration.ofHours(24);

  /** {@code rrc-info} follows three dumps a day; four fit into the edges of 24 hours. */
  private static final int PEERS = 4;

  static Allowance of(Pace pace, int prefixes) {
    Duration faster = pace.watch().multipliedBy(DAY.dividedBy(Pace.POLITE.watch()));
    Duration day = faster.compareTo(DAY) < 0 ? faster : DAY;
    int spread = (int) day.dividedBy(pace.watch());
    int validations = (int) DAY.dividedBy(pace.validate(prefixes)) * prefixes;
    return new Allowance(pace.dailyCalls(), spread + validations + PEERS, spread, day);
  }

  /** Whether all regular calls fit; if not, only the spread round has a place of its own. */
  boolean covers() {
    return regular <= daily;
  }

  /** Calls out of turn that 24 hours may hold. */
  int reserve() {
    return covers() ? daily - regular : Math.max(0, daily - spread);
  }

  /** What a day with an incident holds above that. */
  int extra() {
    return daily / 2;
  }

  /** Calls are counted together that fall into the same of these. */
  Duration hour() {
    return day.dividedBy(24);
  }
}
