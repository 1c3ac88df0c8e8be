package kpwatch.notify;

import java.time.Instant;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.subscription.Wishes.Mention;

/**
 * One channel that is to hear a notification, and how.
 *
 * @param sounding whether it may ring there
 * @param mention the role that is called by name
 * @param hush why it makes no sound there though it would
 */
public record Recipient(
    ChannelRef channel,
    boolean sounding,
    Optional<String> mention,
    Detail detail,
    Optional<Hush> hush) {
  /** One that hears it as loudly as it is meant. */
  public Recipient(ChannelRef channel, boolean sounding, Optional<String> mention, Detail detail) {
    this(channel, sounding, mention, detail, Optional.empty());
  }

  /**
   * How a subscription hears a notification now: quiet hours take sound and mention away;
   * struggling servers ring only for who asked to be called by name for them.
   */
  public static Recipient of(Subscription subscription, Notification notification, Instant now) {
    boolean quiet = subscription.wishes().quiet().filter(q -> q.hold(now)).isPresent();
    boolean wanted =
        notification.kind() == Notification.Kind.OPENED
            && notification.scope().equals(Optional.of(Scope.DEGRADED))
            && subscription.wishes().mention().filter(m -> reached(m, notification)).isPresent();
    boolean sounding = (notification.sounding() || wanted) && !quiet;
    boolean calls = sounding && notification.kind() != Notification.Kind.CLOSED;
    Optional<String> mention =
        subscription
            .wishes()
            .mention()
            .filter(m -> calls && reached(m, notification))
            .map(Mention::role);
    return new Recipient(subscription.channel(), sounding, mention, subscription.wishes().detail());
  }

  /** A recipient that hears it without a sound. */
  public static Recipient silent(ChannelRef channel, Detail detail) {
    return new Recipient(channel, false, Optional.empty(), detail);
  }

  /** The same without a sound. */
  Recipient hushed(Hush why) {
    return new Recipient(channel, false, Optional.empty(), detail, Optional.of(why));
  }

  private static boolean reached(Mention mention, Notification notification) {
    return notification.scope().filter(mention.from()::reached).isPresent();
  }
}
