package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;

/** Port to the channels that want to know. Reading is from memory; a write that fails is thrown. */
public interface Subscribers {
  List<Subscription> all();

  default Optional<Subscription> find(ChannelRef channel) {
    return all().stream().filter(s -> s.channel().equals(channel)).findFirst();
  }

  /** Those of one server, group or person. */
  default List<Subscription> of(String platform, String home) {
    return all().stream()
        .filter(s -> s.channel().platform().equals(platform) && s.home().equals(home))
        .toList();
  }

  /**
   * Adds a channel or changes its wishes.
   *
   * @param now what it is to hear at once, without a sound; in the same transaction
   */
  void put(Subscription subscription, List<Notification> now, Instant at);

  /**
   * Has something said to one channel, subscribed or not, without changing its subscription.
   *
   * @param notification with an id that was never used before; else nothing is said
   * @param how it is heard there
   */
  void say(ChannelRef channel, Notification notification, Recipient how, Instant at);

  /** Forgets a channel, subscribed or not, with everything that was or is to be said there. */
  void remove(ChannelRef channel, Instant at);

  /**
   * Notes whether a channel can be posted to; without effect for one that is not subscribed. What
   * was due in a channel that is gone is never said.
   */
  void standing(ChannelRef channel, Standing standing);

  /**
   * A channel has another id from now on; in one transaction with everything that is due there. If
   * the new one is subscribed already, its wishes hold. What was posted under the old id can not be
   * edited under the new one and is forgotten. Without effect for a channel that is not known.
   */
  void moved(ChannelRef from, ChannelRef to, String home, Instant at);
}
