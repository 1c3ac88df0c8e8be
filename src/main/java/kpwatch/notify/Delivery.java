package kpwatch.notify;

import java.time.Instant;
import kpwatch.subscription.ChannelRef;

/**
 * One notification on its way to one channel.
 *
 * @param number rising in the order in which things were said
 * @param attempts how often sending was tried
 * @param due not to be sent before
 */
public record Delivery(
    long number, ChannelRef channel, Notification notification, int attempts, Instant due) {}
