package kpwatch.subscription;

import java.util.Optional;

/**
 * One channel that wants to know.
 *
 * @param home the server, group or person that it belongs to, as the platform knows it
 */
public record Subscription(
    ChannelRef channel, String home, Wishes wishes, Optional<Mute> mute, Standing standing) {
  public Level level() {
    return wishes.level();
  }

  public Subscription with(Wishes other) {
    return new Subscription(channel, home, other, mute, standing);
  }

  public Subscription with(Optional<Mute> other) {
    return new Subscription(channel, home, wishes, other, standing);
  }

  public Subscription with(Standing other) {
    return new Subscription(channel, home, wishes, mute, other);
  }
}
