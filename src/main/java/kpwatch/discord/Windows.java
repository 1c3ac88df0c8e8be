package kpwatch.discord;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import kpwatch.notify.Pacing;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.requests.RestRateLimiter;
import net.dv8tion.jda.api.requests.RestRateLimiter.RateLimitConfig;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.requests.SequentialRestRateLimiter;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Times in which Discord wants no request of a route, or none at all, as its 429 said. JDA waits
 * for their end itself; calls about messages are given back instead, so that a channel that is
 * limited for long does not hold up the others. Thread-safe.
 */
final class Windows {
  private static final String ALL = "all";

  /**
   * Fewer than the 50 of all requests that Discord takes in a second
   * (https://docs.discord.com/developers/topics/rate-limits, read 2026-11-23), so that other calls
   * have room, too.
   */
  private static final int PER_SECOND = 45;

  private final Map<String, Long> ends = new ConcurrentHashMap<>();
  private final Pacing all = new Pacing(Duration.ofSeconds(1));

  /** How long nothing must be asked of a route; empty: it may be asked now. */
  Optional<Duration> left(Route.CompiledRoute route) {
    long end = Math.max(end(ALL), end(key(route)));
    long left = end - millis();
    return left > 0 ? Optional.of(Duration.ofMillis(left)) : Optional.empty();
  }

  /** How long until one more call about a message may be made, of whatever route. */
  synchronized Duration untilNext() {
    Duration closed = Duration.ofMillis(Math.max(0, end(ALL) - millis()));
    Duration full = all.room(PER_SECOND, Instant.ofEpochMilli(millis()));
    return closed.compareTo(full) > 0 ? closed : full;
  }

  /** Zero, and then the call is counted until {@link #done}; or how long to wait before asking. */
  synchronized Duration take(Route.CompiledRoute route) {
    Duration wait = untilNext();
    Duration closed = left(route).orElse(Duration.ZERO);
    if (wait.isZero() && closed.isZero()) {
      all.begin();
    }
    return wait.compareTo(closed) > 0 ? wait : closed;
  }

  /** What was taken has been answered, or was not made use of. */
  synchronized void done() {
    all.end(Instant.ofEpochMilli(millis()));
  }

  /** Of a clock that nobody sets. */
  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** JDA's own limiter, which tells us of every 429. */
  RestRateLimiter limiter(RateLimitConfig config) {
    return new Telling(new SequentialRestRateLimiter(config));
  }

  private long end(String key) {
    return ends.getOrDefault(key, millis());
  }

  private static String key(Route.CompiledRoute route) {
    return route.getBaseRoute() + " " + route.getMajorParameters();
  }

  private static boolean ofMessages(Route.CompiledRoute route) {
    Route base = route.getBaseRoute();
    return base.equals(Route.Messages.SEND_MESSAGE)
        || base.equals(Route.Messages.EDIT_MESSAGE)
        || base.equals(Route.Messages.GET_MESSAGE_HISTORY);
  }

  /** Whether the answer closed a window, which is kept then. */
  private boolean closed(Route.CompiledRoute route, Response response) {
    if (response.code() != 429) {
      return false;
    }
    boolean all = response.header("X-RateLimit-Global") != null || response.header("via") == null;
    long now = millis();
    ends.values().removeIf(end -> end < now);
    ends.merge(all ? ALL : key(route), now + wait(response), Math::max);
    return true;
  }

  private static long wait(Response response) {
    try {
      return Math.round(Double.parseDouble(response.header("Retry-After", "1")) * 1000);
    } catch (NumberFormatException e) {
      return 1000;
    }
  }

  private final class Telling implements RestRateLimiter {
    private final RestRateLimiter limiter;

    Telling(RestRateLimiter limiter) {
      this.limiter = limiter;
    }

    @Override
    public void enqueue(Work task) {
      limiter.enqueue(ofMessages(task.getRoute()) ? new Once(task) : task);
    }

    @Override
    public void stop(boolean shutdown, Runnable callback) {
      limiter.stop(shutdown, callback);
    }

    @Override
    public boolean isStopped() {
      return limiter.isStopped();
    }

    @Override
    public int cancelRequests() {
      return limiter.cancelRequests();
    }
  }

  /** A request that is given up where a window closes before it. */
  private final class Once implements RestRateLimiter.Work {
    private final RestRateLimiter.Work work;

    Once(RestRateLimiter.Work work) {
      this.work = work;
    }

    @Override
    public Route.CompiledRoute getRoute() {
      return work.getRoute();
    }

    @Override
    public JDA getJDA() {
      return work.getJDA();
    }

    @Override
    public @Nullable Response execute() {
      Response response = work.execute();
      if (response != null && closed(work.getRoute(), response)) {
        work.cancel();
      }
      return response;
    }

    @Override
    public boolean isSkipped() {
      return work.isSkipped();
    }

    @Override
    public boolean isDone() {
      return work.isDone();
    }

    @Override
    public boolean isPriority() {
      return work.isPriority();
    }

    @Override
    public boolean isCancelled() {
      return work.isCancelled();
    }

    @Override
    public void cancel() {
      work.cancel();
    }
  }
}
