package kpwatch.subscription;

/** One channel's wish. */
public record Subscription(ChannelRef channel, Level level) {}
