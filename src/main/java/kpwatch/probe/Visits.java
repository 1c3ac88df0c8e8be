package kpwatch.probe;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import kpwatch.observation.Observation.Cause;

/**
 * The last word on the pace: no address gets a third GET within the interval, which leaves room for
 * a probe and its one retry. By the machine's ticker, so that a clock that is put forward brings no
 * visit closer.
 */
final class Visits {
  private final Duration apart;
  private final LongSupplier ticker;
  private final Map<InetAddress, Pair> last = new ConcurrentHashMap<>();

  /** The ticker's readings at the last two GETs. */
  private record Pair(long before, long last) {}

  /**
   * @param ticker in nanoseconds, never put back
   */
  Visits(Duration apart, LongSupplier ticker) {
    this.apart = apart;
    this.ticker = ticker;
  }

  void begin(InetAddress address) throws NotAskedException {
    long now = ticker.getAsLong();
    long free = now - apart.toNanos();
    Pair pair =
        last.merge(
            address,
            new Pair(free, now),
            (old, first) -> old.before() - free <= 0 ? new Pair(old.last(), now) : old);
    if (pair.last() != now) {
      throw new NotAskedException(
          Cause.RATE_LIMITED, address.getHostAddress() + " has been asked twice within " + apart);
    }
  }
}
