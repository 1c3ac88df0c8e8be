package kpwatch.testkit.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Who sent how much, and who was told to wait until when. Guarded by the world's monitor. */
final class Rates {
  /** The key of a window that holds for all chats. */
  static final String ALL = "all chats";

  private record Window(Instant until, long writtenNanos) {}

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

  /** Refuses what comes inside a window, and notes it if the bot knew of the window. */
  void checkWindow(Call call, String chat) {
    for (String key : new String[] {ALL, chat}) {
      Window window = told.getOrDefault(key, new Window(Instant.MIN, 0));
      Duration left = Duration.between(world.now(), window.until());
      if (window.until().isAfter(world.now())) {
        if (call.arrivedNanos() > window.writtenNanos()) {
          notes.violation(
              "%s: sent %d ms before the end of the wait told for %s"
                  .formatted(call.method(), left.toMillis(), key));
        }
        throw tooMany(key, left);
      }
    }
  }

  /** Counts a message, or refuses it. */
  void take(Place place, boolean paid) {
    String chat = Long.toString(place.id());
    Duration second = Duration.ofSeconds(1);
    int bulk = paid && limits.perSecond() > 0 ? Limits.PAID_PER_SECOND : limits.perSecond();
    check(ALL, ALL, bulk, second);
    if (place.isGroup()) {
      check(chat, chat, limits.groupPerMinute(), Duration.ofMinutes(1));
    }
    check("burst " + chat, chat, limits.burst(), second.multipliedBy(limits.burst()));
    for (String key : new String[] {ALL, chat, "burst " + chat}) {
      sent.computeIfAbsent(key, k -> new ArrayDeque<>()).add(world.now());
    }
  }

  private void check(String counter, String key, int most, Duration window) {
    Deque<Instant> times = sent.computeIfAbsent(counter, k -> new ArrayDeque<>());
    Instant from = world.now().minus(window);
    while (!times.isEmpty() && !times.getFirst().isAfter(from)) {
      times.removeFirst();
    }
    if (most > 0 && times.size() >= most) {
      throw tooMany(key, Duration.between(from, times.getFirst()));
    }
  }

  /** A refusal of which the bot does not know until its answer is written. */
  Refusal tooMany(String key, Duration left) {
    int seconds = (int) Math.max(1, left.plusMillis(999).toSeconds());
    told.merge(
        key,
        new Window(world.now().plusSeconds(seconds), Long.MAX_VALUE),
        (old, next) ->
            old.until().isAfter(next.until())
                ? old
                : new Window(
                    next.until(),
                    old.until().isAfter(world.now()) ? old.writtenNanos() : Long.MAX_VALUE));
    return Refusal.of(
        429, "Too Many Requests: retry after " + seconds, Map.of("retry_after", seconds));
  }

  /** The bot has been told of every window there is. */
  void written() {
    told.replaceAll(
        (key, t) -> new Window(t.until(), Math.min(t.writtenNanos(), System.nanoTime())));
  }
}
