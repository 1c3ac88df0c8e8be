package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.subscription.ChannelRef;

/**
 * One notification on its way to one channel.
 *
 * @param number rising in the order in which things were said
 * @param attempts how often sending was tried
 * @param due not to be sent before
 * @param begun when an attempt began of which nobody knows how it ended; empty: surely not there
 *     yet
 * @param replyTo the platform's name of the first message there about the same incident
 */
public record Delivery(
    long number,
    Recipient to,
    Notification notification,
    int attempts,
    Instant due,
    Optional<Instant> begun,
    Optional<String> replyTo) {
  private static final Duration LATE = Duration.ofMinutes(5);

  public ChannelRef channel() {
    return to.channel();
  }

  /** What is said now: as recorded, and that it comes late if it does. */
  public Message message(Instant now) {
    Message message = notification.message();
    return now.isAfter(notification.at().plus(LATE))
        ? message.under("Delayed notice. " + message.headline())
        : message;
  }

  /** The same with an attempt under way. */
  public Delivery begun(Instant at) {
    return begun.isPresent()
        ? this
        : new Delivery(number, to, notification, attempts, due, Optional.of(at), replyTo);
  }
}
