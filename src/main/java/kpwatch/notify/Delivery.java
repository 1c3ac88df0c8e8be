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
 * @param due not to be sent before; earlier attempts began no later
 * @param begun when an attempt began of which nobody knows how it ended; empty: surely not there
 *     yet
 * @param replyTo the platform's name of the first message there about the same incident
 * @param merged what is said instead of the notification's own message, where it carries others
 */
public record Delivery(
    long number,
    Recipient to,
    Notification notification,
    int attempts,
    Instant due,
    Optional<Instant> begun,
    Optional<String> replyTo,
    Optional<Message> merged) {
  private static final Duration LATE = Duration.ofMinutes(5);
  private static final String DELAYED = "Delayed notice. ";

  /** The card of its incident tells an update anyway. */
  private static final Duration UPDATE_LASTS = Duration.ofDays(1);

  private static final Duration NEWS_LASTS = Duration.ofDays(7);

  /** One that carries nothing but its own notification. */
  public Delivery(
      long number,
      Recipient to,
      Notification notification,
      int attempts,
      Instant due,
      Optional<Instant> begun,
      Optional<String> replyTo) {
    this(number, to, notification, attempts, due, begun, replyTo, Optional.empty());
  }

  public ChannelRef channel() {
    return to.channel();
  }

  /** What is said, but for what its lateness adds. */
  public Message words() {
    return merged.orElseGet(notification::message);
  }

  /** What is said now: as recorded, that it comes late if it does, and why it makes no sound. */
  public Message message(Instant now) {
    Message message = to.hush().map(hush -> words().and(hush.section())).orElseGet(this::words);
    return late(now) ? delayed(message) : message;
  }

  boolean late(Instant now) {
    return now.isAfter(notification.at().plus(LATE));
  }

  static Message delayed(Message message) {
    return message.headline().startsWith(DELAYED)
        ? message
        : message.under(DELAYED + message.headline());
  }

  /**
   * Whether it is too old to be worth sending. A beginning and an end never are: each channel hears
   * of both.
   */
  public boolean stale(Instant now) {
    Duration age = Duration.between(notification.at(), now);
    return switch (notification.kind()) {
      case OPENED, CLOSED, CORRECTION, BLIND, SEEING -> false;
      case UPDATED, UNSTABLE -> age.compareTo(UPDATE_LASTS) > 0;
      case NEWS -> age.compareTo(NEWS_LASTS) > 0;
    };
  }

  /** The same with an attempt under way. */
  public Delivery begun(Instant at) {
    return begun.isPresent()
        ? this
        : new Delivery(number, to, notification, attempts, due, Optional.of(at), replyTo, merged);
  }

  /** Whether it tells of others, too. */
  public boolean carries() {
    return merged.isPresent();
  }

  /** The same, carrying others. */
  Delivery carrying(Recipient heard, Message all) {
    return new Delivery(
        number, heard, notification, attempts, due, begun, replyTo, Optional.of(all));
  }
}
