package kpwatch.testkit.discord;

import java.time.Duration;
import java.util.Locale;

/** One rate limit as it stands: so many requests in a period, on real time. */
final class Bucket {
  private final String hash;
  private final int limit;
  private final long periodNanos;
  private long endNanos;
  private int used;

  Bucket(String route, int limit, Duration period) {
    this.hash = Integer.toHexString(route.hashCode());
    this.limit = limit;
    this.periodNanos = period.toNanos();
    this.endNanos = System.nanoTime() + periodNanos;
  }

  /** Whether one more request fits. */
  boolean take() {
    long now = System.nanoTime();
    if (now - endNanos >= 0) {
      endNanos = now + periodNanos;
      used = 0;
    }
    used++;
    return used <= limit;
  }

  Duration untilReset() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  Answer marked(Answer answer) {
    double after = untilReset().toMillis() / 1000.0;
    double reset = System.currentTimeMillis() / 1000.0 + after;
    return answer
        .with("X-RateLimit-Limit", Integer.toString(limit))
        .with("X-RateLimit-Remaining", Integer.toString(Math.max(0, limit - used)))
        .with("X-RateLimit-Reset", String.format(Locale.ROOT, "%.3f", reset))
        .with("X-RateLimit-Reset-After", String.format(Locale.ROOT, "%.3f", after))
        .with("X-RateLimit-Bucket", hash);
  }
}
