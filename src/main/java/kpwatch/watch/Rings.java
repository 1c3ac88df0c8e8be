package kpwatch.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.notify.Rung;
import kpwatch.subscription.ChannelRef;

/**
 * What sounds in each channel, kept below the caps of {@link Rung}. The store is asked only if
 * something would sound.
 */
final class Rings {
  private final WatchStore store;
  private final Set<String> incidents;
  private final Instant now;
  private Optional<Map<ChannelRef, List<Rung>>> rung = Optional.empty();

  Rings(WatchStore store, List<Notification> notifications, Instant now) {
    this.store = store;
    this.incidents =
        notifications.stream().flatMap(n -> n.incident().stream()).collect(Collectors.toSet());
    this.now = now;
  }

  Recipient capped(Recipient to, Notification notification) {
    if (!to.sounding()) {
      return to;
    }
    List<Rung> before = rung().computeIfAbsent(to.channel(), c -> new ArrayList<>());
    Recipient capped = Rung.capped(to, notification, before, now);
    if (capped.sounding()) {
      before.add(new Rung(to.channel(), notification.incident(), notification.at()));
    }
    return capped;
  }

  private Map<ChannelRef, List<Rung>> rung() {
    if (rung.isEmpty()) {
      Map<ChannelRef, List<Rung>> found = new HashMap<>();
      store
          .rung(now.minus(Rung.DAY), incidents)
          .forEach(r -> found.computeIfAbsent(r.channel(), c -> new ArrayList<>()).add(r));
      rung = Optional.of(found);
    }
    return rung.get();
  }
}
