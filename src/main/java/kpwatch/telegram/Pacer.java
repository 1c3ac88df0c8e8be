package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kpwatch.notify.Pacing;

/**
 * Keeps to Telegram's limits: so many messages in a rolling second over all chats, one a second to
 * a chat, 20 a minute to a group (https://core.telegram.org/bots/faq#broadcasting-to-users, read
 * 2026-11-23), and to every wait that Telegram tells. Edits count like messages. Thread-safe.
 */
final class Pacer {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofSeconds(61);
  private static final int GROUP = 20;

  /** Talk with people leaves room in a group's minute for alerts. */
  private static final int GROUP_TALK = 15;

  /** What is kept free in each second, so that answers need not wait for a thousand alerts. */
  private static final int TALK = 1;

  /** Waits told to several chats within this time are a sign that all of them are meant. */
  private static final Duration TOGETHER = Duration.ofSeconds(5);

  private static final int MANY_CHATS = 5_000;

  private final int perSecond;
  private final Pacing all = new Pacing(SECOND);
  private final Map<Long, Deque<Instant>> chats = new HashMap<>();
  private final Map<Long, Told> told = new HashMap<>();
  private Instant halved = Instant.MIN;
  private Instant closed = Instant.MIN;
  private Instant last = Instant.EPOCH;
  private Duration ahead = Duration.ZERO;

  private record Told(Instant at, Instant until) {}

  Pacer(int perSecond) {
    this.perSecond = perSecond;
  }

  /** How long until there is room in any chat. */
  synchronized Duration untilNext(Instant clock) {
    Instant now = steady(clock);
    Duration wait = ofAll(now, 0);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Zero, and then it is counted until {@link #done}; or how long to wait before asking again. */
  synchronized Duration take(long chat, Instant now) {
    return take(chat, steady(now), GROUP, 0);
  }

  /** As {@link #take}, for an answer that somebody waits for. */
  synchronized Duration talk(long chat, Instant now) {
    return take(chat, steady(now), GROUP_TALK, TALK);
  }

  private Duration ofAll(Instant now, int more) {
    int most = now.isBefore(halved) ? Math.max(1, perSecond / 2) : perSecond;
    return longer(Duration.between(now, closed), all.room(most + more, now));
  }

  /** What was taken has been answered, or was not made use of. */
  synchronized void done(Instant clock) {
    all.end(steady(clock));
  }

  /** How long Telegram told us to leave a chat alone. */
  synchronized Duration told(long chat, Instant clock) {
    Instant now = steady(clock);
    Instant until = longer(closed, Optional.ofNullable(told.get(chat)).map(Told::until));
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }

  private static Instant longer(Instant one, Optional<Instant> other) {
    return other.filter(o -> o.isAfter(one)).orElse(one);
  }

  private Duration take(long chat, Instant now, int perMinute, int more) {
    Duration wait = ofAll(now, more);
    Told here = told.get(chat);
    if (here != null) {
      wait = longer(wait, Duration.between(now, here.until()));
    }
    Deque<Instant> sent = chats.computeIfAbsent(chat, c -> new ArrayDeque<>());
    if (!sent.isEmpty()) {
      wait = longer(wait, Duration.between(now, sent.getLast().plus(SECOND)));
    }
    if (chat < 0) {
      wait = longer(wait, room(sent, perMinute, MINUTE, now));
    }
    if (!wait.isNegative() && !wait.isZero()) {
      return wait;
    }
    all.begin();
    sent.addLast(now);
    if (chat > 0 && sent.size() > 1) {
      sent.removeFirst();
    }
    forget(now);
    return Duration.ZERO;
  }

  /** Telegram said 429 about this chat; it speaks only of the chat, and sometimes means all. */
  synchronized void told(long chat, Duration wait, Instant clock) {
    Instant now = steady(clock);
    told.put(chat, new Told(now, now.plus(wait)));
    long together = told.values().stream().filter(t -> t.at().plus(TOGETHER).isAfter(now)).count();
    if (together == 2) {
      halved = now.plus(MINUTE);
    } else if (together > 2) {
      told.values().stream()
          .filter(t -> t.at().plus(TOGETHER).isAfter(now))
          .map(Told::until)
          .filter(until -> until.isAfter(closed))
          .forEach(until -> closed = until);
    }
  }

  /**
   * A time that stands still when the clock goes back, so that no wait grows by it. One that was
   * read on another thread a moment ago is no clock that went back.
   */
  private Instant steady(Instant clock) {
    Instant now = clock.plus(ahead);
    if (now.isBefore(last.minus(SECOND))) {
      ahead = Duration.between(clock, last);
    }
    last = now.isBefore(last) ? last : now;
    return last;
  }

  /** How long until there is room for one more; not positive where there is. */
  private static Duration room(Deque<Instant> sent, int most, Duration window, Instant now) {
    while (!sent.isEmpty() && !sent.getFirst().plus(window).isAfter(now)) {
      sent.removeFirst();
    }
    if (sent.size() < most) {
      return Duration.ZERO;
    }
    int over = sent.size() - most;
    Instant frees = sent.stream().skip(over).findFirst().orElse(now);
    return Duration.between(now, frees.plus(window));
  }

  private void forget(Instant now) {
    if (chats.size() > MANY_CHATS) {
      chats.values().removeIf(sent -> sent.isEmpty() || !sent.getLast().plus(MINUTE).isAfter(now));
    }
    told.values().removeIf(t -> !t.until().isAfter(now) && !t.at().plus(TOGETHER).isAfter(now));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
