package kpwatch.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Access;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.watch.Subscriptions;

/**
 * Everyone who hears something: the subscribed channels that are allowed and, if it is on, the
 * console.
 */
final class Listeners implements Subscriptions {
  private final List<Subscription> always;
  private final Subscriptions subscribed;
  private final Optional<ChannelRef> operator;
  private final Access access;

  Listeners(
      boolean console,
      Optional<ChannelRef> operator,
      Subscriptions subscribed,
      Access access,
      Instant now) {
    this.always =
        console ? List.of(hearingAll(new ChannelRef("console", "stdout"), now)) : List.of();
    this.operator = operator;
    this.access = access;
    this.subscribed = subscribed;
  }

  /** One that hears everything. */
  static Subscription hearingAll(ChannelRef channel, Instant now) {
    Wishes everything =
        new Wishes(Level.ALL, Optional.empty(), Wishes.Detail.FULL, Optional.empty());
    return new Subscription(
        channel, channel.platform(), everything, Optional.empty(), Standing.active(now));
  }

  @Override
  public List<Subscription> all() {
    List<Subscription> all = new ArrayList<>(always);
    subscribed.all().stream().filter(this::allowed).forEach(all::add);
    return all;
  }

  /** Those that are not allowed keep their wishes and hear nothing. */
  List<ChannelRef> outside() {
    return subscribed.all().stream()
        .filter(subscription -> !allowed(subscription))
        .map(Subscription::channel)
        .toList();
  }

  private boolean allowed(Subscription subscription) {
    return access.allows(subscription.channel().platform(), subscription.home());
  }

  @Override
  public Optional<ChannelRef> operator() {
    return operator;
  }
}
