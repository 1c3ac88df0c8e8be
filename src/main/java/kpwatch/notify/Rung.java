package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.notify.Notification.Kind;
import kpwatch.subscription.ChannelRef;

/**
 * A post that sounded in a channel.
 *
 * @param incident which it was about
 */
public record Rung(ChannelRef channel, Optional<String> incident, Instant at) {
  static final int PER_INCIDENT = 3;
  static final int PER_DAY = 6;

  /** What a day is to {@link #PER_DAY}. */
  public static final Duration DAY = Duration.ofHours(24);

  /**
   * How the recipient hears a notification after what sounded in its channel before. Of what may
   * sound about an incident one is kept for its end, which nobody is to miss.
   *
   * @param before what sounded there within a day, and about the same incident at any time
   */
  public static Recipient capped(
      Recipient to, Notification notification, List<Rung> before, Instant now) {
    if (!to.sounding()) {
      return to;
    }
    Instant since = now.minus(DAY);
    long today = before.stream().filter(r -> r.at().isAfter(since)).count();
    if (today >= PER_DAY) {
      return to.hushed(Hush.OF_DAY);
    }
    boolean end = notification.kind() == Kind.CLOSED || notification.kind() == Kind.CORRECTION;
    long about =
        notification
            .incident()
            .map(code -> before.stream().filter(r -> r.incident().equals(Optional.of(code))))
            .map(Stream::count)
            .orElse(0L);
    return about >= (end ? PER_INCIDENT : PER_INCIDENT - 1) ? to.hushed(Hush.OF_INCIDENT) : to;
  }
}
