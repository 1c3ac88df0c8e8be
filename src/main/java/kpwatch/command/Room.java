package kpwatch.command;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Message;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Subscription;

/**
 * Whether one more channel of a server, group or person can be subscribed. An alert is posted to
 * every topic and thread by itself, within the limits that the platform sets for the whole chat.
 *
 * @param taken the channels of the same home that are subscribed, the asking one apart
 * @param gone those whose settings are kept in case they return, the oldest first
 */
record Room(List<Subscription> taken, List<Subscription> gone) {
  static final int MOST = 10;

  /** As seen by one channel; call it within {@link Subscribers#change}. */
  static Room in(Subscribers subscribers, Place place, Optional<Subscription> known) {
    List<Subscription> others =
        subscribers.of(place.channel().platform(), place.home()).stream()
            .filter(s -> !s.channel().equals(place.channel()))
            .toList();
    boolean subscribed = known.filter(s -> !s.standing().isGone()).isPresent();
    return new Room(
        subscribed ? List.of() : others.stream().filter(s -> !s.standing().isGone()).toList(),
        others.stream()
            .filter(s -> s.standing().isGone())
            .sorted(Comparator.comparing((Subscription s) -> s.standing().since()))
            .toList());
  }

  boolean isFull() {
    return taken.size() >= MOST;
  }

  /** The oldest settings that are kept in vain: with all others no more than twice the most. */
  List<ChannelRef> forgotten() {
    return gone.stream()
        .limit(Math.max(0, gone.size() - (MOST - 1)))
        .map(Subscription::channel)
        .toList();
  }

  Reply refusal() {
    return Reply.of(
        Message.note(
            "Not done: " + MOST + " channels here are subscribed, which is the most",
            "Topics and threads count. /subscriptions lists them; /unsubscribe in one of them makes"
                + " room.",
            "Nothing was changed."));
  }
}
