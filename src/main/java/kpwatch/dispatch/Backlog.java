package kpwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.subscription.ChannelRef;

/**
 * What was last seen to wait on one platform: at most one call to a channel at a time, deliveries
 * before edits, none ahead of the platform's limits. Not thread-safe.
 */
final class Backlog {
  private final Outbox outbox;
  private final Messenger messenger;
  private final Pace pace;
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private final Deque<CardEdit> edits = new ArrayDeque<>();
  private final Set<ChannelRef> busy = new HashSet<>();
  private final Map<ChannelRef, Instant> held = new HashMap<>();
  private Optional<Duration> room = Optional.empty();
  private Instant looked = Instant.MIN;

  /** Whether the edits are to be looked for: they have time until what is due was begun. */
  private boolean unread = true;

  Backlog(Outbox outbox, Messenger messenger, Pace pace) {
    this.outbox = outbox;
    this.messenger = messenger;
    this.pace = pace;
  }

  /** Looks anew. Those that may not be sent yet take no other's place. */
  void look(Instant now) {
    deliveries.clear();
    edits.clear();
    unread = true;
    boolean back = now.isBefore(looked);
    held.values().removeIf(until -> back || !until.isAfter(now));
    looked = now;
    int most = pace.most() + busy.size() + held.size();
    outbox.due(messenger.platform(), now, most).stream()
        .filter(d -> !busy.contains(d.channel()))
        .forEach(deliveries::add);
  }

  boolean isEmpty() {
    return deliveries.isEmpty() && edits.isEmpty();
  }

  /** Deliveries that may be sent now, for which there is room; counted as sent. */
  List<Delivery> deliveries(Instant now) {
    List<Delivery> some = new ArrayList<>();
    Iterator<Delivery> each = deliveries.iterator();
    while (each.hasNext() && free() > some.size() && room(now)) {
      Delivery delivery = each.next();
      if (takes(delivery.channel(), now)) {
        some.add(delivery);
        each.remove();
      }
    }
    some.forEach(d -> busy.add(d.channel()));
    return some;
  }

  /** One edit that may be made now. */
  Optional<CardEdit> edit(Instant now) {
    if (unread && free() > 0) {
      outbox.stale(messenger.platform()).stream()
          .filter(e -> e.due(now) && !busy.contains(e.channel()))
          .forEach(edits::add);
      unread = false;
    }
    Iterator<CardEdit> each = edits.iterator();
    while (each.hasNext() && free() > 0 && room(now)) {
      CardEdit edit = each.next();
      if (takes(edit.channel(), now)) {
        each.remove();
        busy.add(edit.channel());
        return Optional.of(edit);
      }
    }
    return Optional.empty();
  }

  /** The call to a channel is over. */
  void freed(ChannelRef channel) {
    busy.remove(channel);
  }

  /** Nothing is sent to a channel before that time. */
  void hold(ChannelRef channel, Instant until) {
    held.put(channel, until);
  }

  /** The call to a channel is not made. */
  void left(ChannelRef channel) {
    messenger.done(channel);
    busy.remove(channel);
  }

  int underWay() {
    return busy.size();
  }

  /** How long until there may be room for what waits; empty where none was looked for in vain. */
  Optional<Duration> wait(Instant now) {
    Optional<Duration> first = room;
    room = Optional.empty();
    for (Instant until : held.values()) {
      Duration left = Duration.between(now, until);
      if (!left.isNegative() && first.filter(f -> f.compareTo(left) <= 0).isEmpty()) {
        first = Optional.of(left);
      }
    }
    return isEmpty() ? Optional.empty() : first;
  }

  private int free() {
    return pace.atOnce() - busy.size();
  }

  private boolean room(Instant now) {
    Duration wait = messenger.untilNext();
    if (wait.isZero()) {
      return true;
    }
    room = Optional.of(wait);
    return false;
  }

  private boolean takes(ChannelRef channel, Instant now) {
    if (busy.contains(channel) || held.getOrDefault(channel, Instant.MIN).isAfter(now)) {
      return false;
    }
    Duration wait = messenger.take(channel);
    if (wait.isZero()) {
      return true;
    }
    held.put(channel, now.plus(wait));
    return false;
  }
}
