package kpwatch.notify;

/**
 * Port to one platform. Blocks until it answered, bounded in time; never throws for what the
 * outside does.
 */
public interface Messenger {
  /** The platform of the channels that it serves, {@code console}. */
  String platform();

  SendResult send(Delivery delivery);
}
