package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;

/** Channels in memory, with what was said to them. */
final class FakeSubscribers implements Subscribers {
  private final Map<String, Subscription> all = new TreeMap<>();

  /** Cards that were given with a subscription. */
  final List<Notification> cards = new ArrayList<>();

  /** Tests that were said, with how they are heard. */
  final List<Notification> said = new ArrayList<>();

  final List<Recipient> heard = new ArrayList<>();
  int writes;

  @Override
  public List<Subscription> all() {
    return List.copyOf(all.values());
  }

  /** Done right before the next change reads, as another command's may be. */
  Runnable between = () -> {};

  @Override
  public <T> T change(
      ChannelRef channel, Instant at, Function<Optional<Subscription>, Change<T>> decision) {
    overtaken();
    Change<T> change = decision.apply(find(channel));
    change
        .subscription()
        .ifPresent(
            s -> {
              writes++;
              all.put(channel.toString(), s);
            });
    cards.addAll(change.now());
    change.forgotten().forEach(c -> all.remove(c.toString()));
    return change.answer();
  }

  private void overtaken() {
    Runnable other = between;
    between = () -> {};
    other.run();
  }

  @Override
  public void say(ChannelRef channel, Notification notification, Recipient how, Instant at) {
    writes++;
    said.add(notification);
    heard.add(how);
  }

  @Override
  public void remove(ChannelRef channel, Instant at) {
    overtaken();
    writes++;
    all.remove(channel.toString());
  }

  @Override
  public void standing(ChannelRef channel, Standing standing) {
    writes++;
    all.computeIfPresent(channel.toString(), (key, s) -> s.with(standing));
  }

  @Override
  public void moved(ChannelRef from, ChannelRef to, String home, Instant at) {
    writes++;
    Subscription old = all.remove(from.toString());
    if (old != null) {
      all.putIfAbsent(
          to.toString(), new Subscription(to, home, old.wishes(), old.mute(), old.standing()));
    }
  }
}
