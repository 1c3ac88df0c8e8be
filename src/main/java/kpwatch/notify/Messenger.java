package kpwatch.notify;

import java.time.Duration;
import kpwatch.subscription.ChannelRef;

/**
 * Port to one platform. Each call blocks until it answered, bounded in time, and never throws for
 * what the outside does.
 */
public interface Messenger {
  /** The platform of the channels that it serves, {@code console}. */
  String platform();

  /** How long until anything may be sent or edited at all, by the platform's limits. */
  default Duration untilNext() {
    return Duration.ZERO;
  }

  /**
   * How long until one more may be sent to the channel or edited there, by the platform's limits;
   * zero: now, and it is counted. To be asked before each {@link #send} and {@link #edit}; {@link
   * #done} is to follow.
   */
  default Duration take(ChannelRef channel) {
    return Duration.ZERO;
  }

  /** What was taken has been answered, or was not made use of. */
  default void done(ChannelRef channel) {}

  /** Whether the platform answers, found out by asking for something that posts nothing. */
  default boolean answers() {
    return true;
  }

  /**
   * Sends a delivery.
   *
   * @param delivery with {@code begun} of the first attempt whose end is not known
   * @param message what to say
   */
  SendResult send(Delivery delivery, Message message);

  /** Brings a card up to date. A platform that gives no names to messages is never asked. */
  SendResult edit(CardEdit edit);
}
