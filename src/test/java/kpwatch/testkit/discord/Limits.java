package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rate limits, on real time. A request inside a window that a 429 forbade is a violation. Source:
 * https://docs.discord.com/developers/topics/rate-limits
 */
public final class Limits {
  /** What may have been under way on another connection when the 429 went out. */
  private static final Duration GRACE = Duration.ofMillis(100);

  private record Size(int requests, Duration period) {}

  private record Window(Scope scope, String bucket, long from, long until, int connection) {
    boolean covers(Route route, String itsBucket) {
      return scope == Scope.GLOBAL ? !route.isInteraction() : bucket.equals(itsBucket);
    }
  }

  private final World world;
  private final List<String> violations;
  private final Map<String, Size> sizes = new HashMap<>();
  private final Map<String, Bucket> buckets = new HashMap<>();
  private final List<Window> windows = new ArrayList<>();
  private Size other = new Size(50, Duration.ofSeconds(1));
  private Bucket global = new Bucket("global", 50, Duration.ofSeconds(1));
  private int refused;

  Limits(World world, List<String> violations) {
    this.world = world;
    this.violations = violations;
    put("POST", "/channels/{channel_id}/messages", 5, Duration.ofSeconds(5));
    put("PATCH", "/channels/{channel_id}/messages/{message_id}", 5, Duration.ofSeconds(5));
    put("DELETE", "/channels/{channel_id}/messages/{message_id}", 5, Duration.ofSeconds(1));
  }

  /**
   * Sets the limit of one route, for each of its channels or guilds. At first posts and edits: 5 in
   * 5 s; all else: 50 in 1 s. Discord does not publish its numbers.
   *
   * @param template such as {@code /channels/{channel_id}/messages}
   */
  public void put(String method, String template, int requests, Duration period) {
    synchronized (world) {
      sizes.put(method + " " + template, new Size(requests, period));
      buckets.clear();
    }
  }

  /** 50 at first, as at Discord. */
  public void globalPerSecond(int requests) {
    synchronized (world) {
      global = new Bucket("global", requests, Duration.ofSeconds(1));
    }
  }

  /** Takes every limit away, for tests of many messages. */
  public void none() {
    synchronized (world) {
      sizes.clear();
      buckets.clear();
      other = new Size(1_000_000, Duration.ofSeconds(1));
      globalPerSecond(1_000_000);
    }
  }

  /** How many requests were answered with 429. */
  public int refused() {
    synchronized (world) {
      return refused;
    }
  }

  /** A 429 where a window forbids the request. */
  Optional<Answer> forbidden(Route route, String bucket, Asked asked) {
    long now = System.nanoTime();
    windows.removeIf(window -> now - window.until() >= 0);
    Optional<Window> window =
        windows.stream().filter(each -> each.covers(route, bucket)).findFirst();
    return window.map(
        each -> {
          boolean underWay =
              each.connection() != asked.connection() && now - each.from() < GRACE.toNanos();
          Duration left = Duration.ofNanos(each.until() - now);
          if (!underWay) {
            violations.add(
                asked + " asked inside a forbidden window of scope " + each.scope().word());
          }
          return answer(each.scope(), left);
        });
  }

  /** A 429 where the request is one too many. */
  Optional<Answer> exceeded(Route route, String bucket, Asked asked) {
    if (!route.isInteraction() && !global.take()) {
      return Optional.of(forbid(Scope.GLOBAL, global.untilReset(), bucket, asked));
    }
    Bucket its = bucket(route, bucket);
    if (!its.take()) {
      return Optional.of(its.marked(forbid(Scope.USER, its.untilReset(), bucket, asked)));
    }
    return Optional.empty();
  }

  Answer marked(Route route, String bucket, Answer answer) {
    return bucket(route, bucket).marked(answer);
  }

  /** Opens a window and gives the 429 that says so. */
  Answer forbid(Scope scope, Duration time, String bucket, Asked asked) {
    Answer answer = answer(scope, time);
    open(scope, bucket, time, asked);
    return answer;
  }

  /** Opens a window after a 429 that has a code of its own. */
  void forbid(String bucket, Duration time, Asked asked) {
    refused++;
    open(Scope.USER, bucket, time, asked);
  }

  /** The client is told whole seconds, so the window never outlasts them. */
  private void open(Scope scope, String bucket, Duration time, Asked asked) {
    long now = System.nanoTime();
    windows.add(new Window(scope, bucket, now, now + time.toNanos(), asked.connection()));
  }

  private Bucket bucket(Route route, String bucket) {
    Size size = sizes.getOrDefault(route.name(), other);
    return buckets.computeIfAbsent(
        bucket, name -> new Bucket(route.name(), size.requests(), size.period()));
  }

  private Answer answer(Scope scope, Duration time) {
    refused++;
    ObjectNode body =
        Json.object()
            .put("message", "You are being rate limited.")
            .put("retry_after", Math.max(1, time.toMillis()) / 1000.0)
            .put("global", scope == Scope.GLOBAL);
    Answer answer =
        Answer.json(429, body)
            .with("Retry-After", Long.toString(wholeSeconds(time)))
            .with("X-RateLimit-Scope", scope.word());
    return scope == Scope.GLOBAL ? answer.with("X-RateLimit-Global", "true") : answer;
  }

  static long wholeSeconds(Duration time) {
    return Math.max(1, (time.toMillis() + 999) / 1000);
  }
}
