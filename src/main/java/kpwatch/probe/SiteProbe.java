package kpwatch.probe;

import java.time.Duration;
import java.util.Optional;
import kpwatch.probe.Turns.Turn;

/**
 * A site's home page: one GET, then at most one redirect. Where the second GET brings no status,
 * the first one stands: the address that was meant has spoken.
 */
final class SiteProbe {
  private final ProbeConduct conduct;
  private final HttpProbe http;
  private final Redirects redirects;
  private final Turns turns;

  SiteProbe(ProbeConduct conduct, HttpProbe http, Redirects redirects, Turns turns) {
    this.conduct = conduct;
    this.http = http;
    this.redirects = redirects;
    this.turns = turns;
  }

  /**
   * @param home the caller holds the turn of its address and gives it back before the redirect
   */
  Reply ask(Hop home, Turn turn) throws NotAskedException {
    long start = System.nanoTime();
    Reply first;
    try (turn) {
      first = http.get(home, conduct.limits().total());
    }
    try {
      return follow(home, first, start).map(first::endingAs).orElse(first);
    } catch (NotAskedException e) {
      return first;
    }
  }

  private Optional<Reply> follow(Hop home, Reply first, long start) throws NotAskedException {
    Optional<Hop> next = redirects.next(home, first, left(start));
    if (next.isEmpty()) {
      return Optional.empty();
    }
    try (Turn turn = turns.take(next.get().target().getAddress(), left(start))) {
      Reply second = http.get(next.get(), left(start));
      return second.status() == 0 ? Optional.empty() : Optional.of(second);
    }
  }

  /** What is left of the total limit; at least a millisecond, since OkHttp takes 0 for endless. */
  private Duration left(long start) {
    Duration left = conduct.limits().total().minusNanos(System.nanoTime() - start);
    return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
  }
}
