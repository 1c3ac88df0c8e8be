package kpwatch.notify;

/**
 * Port to one platform. Each call blocks until it answered, bounded in time, and never throws for
 * what the outside does.
 */
public interface Messenger {
  /** The platform of the channels that it serves, {@code console}. */
  String platform();

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
