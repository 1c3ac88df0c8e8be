package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
   * Reads, changes and writes one subscription, and no other change comes between. What was due in
   * a channel that is gone by it is never said; what is to be withheld from one that is muted by it
   * is owed instead.
   *
   * @param decision given the stored subscription; may read this port and writes nothing itself
   * @return its answer, once the change is stored
   */
  <T> T change(
      ChannelRef channel, Instant at, Function<Optional<Subscription>, Change<T>> decision);

  /**
   * Adds a channel or changes its wishes, whatever it was before. Who has read it before and may
   * have been overtaken since uses {@link #change}.
   *
   * @param now what it is to hear at once, without a sound; in the same transaction
   */
  default void put(Subscription subscription, List<Notification> now, Instant at) {
    change(
        subscription.channel(),
        at,
        known -> new Change<>(true, Optional.of(subscription), now, List.of()));
  }

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
   * Notes whether a channel can be posted to, unless that is not any more what it was when it was
   * read: somebody may have unsubscribed meanwhile.
   *
   * @param read how it stood
   */
  default void standing(ChannelRef channel, Standing read, Standing next) {
    change(
        channel,
        next.since(),
        known ->
            known
                .filter(s -> s.standing().equals(read))
                .map(s -> Change.to(s.with(next), true))
                .orElse(Change.none(false)));
  }

  /**
   * A channel has another id from now on; in one transaction with everything that is due there. If
   * the new one is subscribed already, its wishes hold. What was posted under the old id can not be
   * edited under the new one and is forgotten. Without effect for a channel that is not known.
   */
  void moved(ChannelRef from, ChannelRef to, String home, Instant at);
}
