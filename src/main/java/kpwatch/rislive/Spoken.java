package kpwatch.rislive;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log hears of the connection: a fault once, until another comes or the connection has
 * been well for a while. Thread-safe.
 */
final class Spoken {
  private static final Logger LOG = LoggerFactory.getLogger(RisLive.class);

  private final String where;
  private final Duration well;
  private String fault = "";
  private boolean owed = true;
  private boolean over;

  /**
   * @param where without secrets
   * @param well how long a connection lasts before what is said of its end is news again
   */
  Spoken(String where, Duration well) {
    this.where = where;
    this.well = well;
  }

  synchronized void opened() {
    if (owed && !over) {
      LOG.info("Listening to RIS Live at {}.", where);
    }
    owed = false;
  }

  /**
   * @param lasted zero if the connection never opened
   */
  synchronized void ended(String why, Duration lasted) {
    if (lasted.compareTo(well) >= 0) {
      fault = "";
    }
    if (over || why.equals(fault)) {
      return;
    }
    fault = why;
    owed = true;
    if (lasted.isZero()) {
      LOG.warn("RIS Live cannot be reached at {}: {}; trying on.", where, why);
    } else {
      LOG.warn("RIS Live is not heard any more: {}; connecting anew.", why);
    }
  }

  /** Nothing is said from now on. */
  synchronized void stop() {
    over = true;
  }
}
