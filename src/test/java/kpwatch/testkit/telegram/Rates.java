package kpwatch.testkit.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Who sent how much, and who was told to wait until when. Guarded by the world's monitor.
 *
 * <p>A request is a violation if the bot could know of the wait: if it came on the connection on
 * which that was told, or on another one after the telling. For a wait that holds for all chats
 * another connection has a little longer, since its request may have been on the way.
 */
final class Rates {
  /** The key of a window that holds for all chats. */
  static final String ALL = "all chats";

  private static final long ON_THE_WAY = Duration.ofMillis(50).toNanos();

  private record Window(Instant until, int connection, long writtenNanos) {}

  private final World world;
  private final Notes notes;
  private final Map<String, Window> told = new HashMap<>();
  private final Map<String, Deque<Instant>> sent = new HashMap<>();
  private Limits limits = Limits.real();

  Rates(World world, Notes notes) {
    this.world = world;
    this.notes = notes;
  }

  void limits(Limits next) {
    limits = next;
    told.clear();
  }

  /** Refuses what comes inside a window, and notes it if the bot could know of the window. */
  void checkWindow(Call call, String key) {
    Window window = told.getOrDefault(key, new Window(Instant.MIN, 0, 0));
    if (!window.until().isAfter(world.now())) {
      return;
    }
    Duration left = Duration.between(world.now(), window.until());
    if (couldKnow(call, key, window)) {
      notes.violation(
          "%s: sent %d ms before the end of the wait told for %s"
              .formatted(call.method(), left.toMillis(), key));
    }
    throw tooMany(call, key, left);
  }

  private static boolean couldKnow(Call call, String key, Window window) {
    boolean same = call.connection().number() == window.connection();
    long grace = key.equals(ALL) && !same ? ON_THE_WAY : 0;
    return call.arrivedNanos() - grace > window.writtenNanos();
  }

  /** Counts a message, or refuses it. */
  void take(Call call, Place place, boolean paid) {
    String chat = Long.toString(place.id());
    Duration second = Duration.ofSeconds(1);
    int bulk = paid && limits.perSecond() > 0 ? Limits.PAID_PER_SECOND : limits.perSecond();
    check(call, ALL, ALL, bulk, second);
    if (place.isGroup()) {
      check(call, chat, chat, limits.groupPerMinute(), Duration.ofMinutes(1));
    }
    check(call, "burst " + chat, chat, limits.burst(), second.multipliedBy(limits.burst()));
    for (String key : new String[] {ALL, chat, "burst " + chat}) {
      sent.computeIfAbsent(key, k -> new ArrayDeque<>()).add(world.now());
    }
  }

  private void check(Call call, String counter, String key, int most, Duration window) {
    Deque<Instant> times = sent.computeIfAbsent(counter, k -> new ArrayDeque<>());
    Instant from = world.now().minus(window);
    while (!times.isEmpty() && !times.getFirst().isAfter(from)) {
      times.removeFirst();
    }
    if (most > 0 && times.size() >= most) {
      throw tooMany(call, key, Duration.between(from, times.getFirst()));
    }
  }

  /** A refusal of which the bot does not know until its answer is written. */
  Refusal tooMany(Call call, String key, Duration left) {
    int seconds = (int) Math.max(1, left.plusMillis(999).toSeconds());
    Instant until = world.now().plusSeconds(seconds);
    Window old = told.getOrDefault(key, new Window(Instant.MIN, 0, 0));
    if (!old.until().isAfter(world.now())) {
      told.put(key, new Window(until, call.connection().number(), Long.MAX_VALUE));
    } else if (until.isAfter(old.until())) {
      told.put(key, new Window(until, old.connection(), old.writtenNanos()));
    }
    return Refusal.of(
        429, "Too Many Requests: retry after " + seconds, Map.of("retry_after", seconds));
  }

  /** An answer with 429 has been written on this connection. */
  void written(Connection connection) {
    told.replaceAll(
        (key, window) ->
            window.connection() == connection.number() && window.writtenNanos() == Long.MAX_VALUE
                ? new Window(window.until(), window.connection(), System.nanoTime())
                : window);
  }
}
