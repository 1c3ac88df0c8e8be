package kpwatch.discord;

import java.time.Duration;

/**
 * How long Discord is waited for.
 *
 * @param answer to one request, its waiting for a rate limit included
 * @param call on the wire
 * @param again between attempts to connect; after five minutes it doubles with each
 */
record Patience(Duration answer, Duration call, Duration again) {
  static final Patience USUAL =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(2));
}
