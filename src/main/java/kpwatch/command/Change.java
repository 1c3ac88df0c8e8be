package kpwatch.command;

import java.util.List;
import java.util.Optional;
import kpwatch.notify.Notification;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Subscription;

/**
 * What becomes of one subscription, decided on what is stored at that moment.
 *
 * @param answer for whoever asked for it
 * @param subscription as it is from now on; empty: as it was
 * @param now what the channel is to hear at once, without a sound
 * @param forgotten other channels, to make room
 */
public record Change<T>(
    T answer,
    Optional<Subscription> subscription,
    List<Notification> now,
    List<ChannelRef> forgotten) {
  public Change {
    now = List.copyOf(now);
    forgotten = List.copyOf(forgotten);
  }

  /** Everything stays as it is. */
  public static <T> Change<T> none(T answer) {
    return new Change<>(answer, Optional.empty(), List.of(), List.of());
  }

  public static <T> Change<T> to(Subscription subscription, T answer) {
    return new Change<>(answer, Optional.of(subscription), List.of(), List.of());
  }
}
