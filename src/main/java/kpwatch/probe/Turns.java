package kpwatch.probe;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kpwatch.observation.Observation.Cause;

/** One connection at a time to any address. */
final class Turns {
  private final Map<InetAddress, Semaphore> turns = new ConcurrentHashMap<>();

  /** A turn that is over when closed. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  Turn take(InetAddress address, Duration wait) throws NotAskedException {
    Semaphore turn = turns.computeIfAbsent(address, a -> new Semaphore(1, true));
    try {
      if (!turn.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new NotAskedException(
            Cause.TIMEOUT,
            "another probe of " + address.getHostAddress() + " was still under way after " + wait);
      }
    } catch (InterruptedException e) {
      throw NotAskedException.interrupted();
    }
    return turn::release;
  }
}
