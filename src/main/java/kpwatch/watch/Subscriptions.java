package kpwatch.watch;

import java.util.List;
import java.util.Optional;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Subscription;

/** Port to those who want to know. */
public interface Subscriptions {
  /** Everyone who hears something now. */
  List<Subscription> all();

  /** The channel that hears when we are blind, whatever it asked for. */
  default Optional<ChannelRef> operator() {
    return Optional.empty();
  }
}
