package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The queue of updates, as https://github.com/tdlib/td/blob/master/tddb/td/db/TQueue.cpp keeps it
 * for https://core.telegram.org/bots/api#getupdates.
 */
public final class Updates {
  /** https://core.telegram.org/bots/api#getting-updates: not kept longer than 24 hours. */
  static final Duration RETENTION = Duration.ofHours(24);

  /** An offset further than this past the queue's end is taken for nonsense (TQueue.cpp). */
  static final int MOST_GAP = 10;

  private static final Set<String> UNASKED =
      Set.of("chat_member", "message_reaction", "message_reaction_count");
  private static final Set<String> KNOWN =
      Set.of(
          ("message edited_message channel_post edited_channel_post business_connection"
                  + " business_message edited_business_message deleted_business_messages"
                  + " guest_message message_reaction message_reaction_count inline_query"
                  + " chosen_inline_result callback_query shipping_query pre_checkout_query"
                  + " purchased_paid_media poll poll_answer my_chat_member chat_member"
                  + " chat_join_request chat_boost removed_chat_boost managed_bot")
              .split(" "));

  private record Queued(int id, Instant at, String json, boolean scripted) {}

  private final World world;
  private final List<Queued> queue = new ArrayList<>();
  private final List<Queued> all = new ArrayList<>();
  private final List<String> repeats = new ArrayList<>();
  private Optional<Set<String>> allowed = Optional.empty();
  private int nextId = 200_000_001;

  Updates(World world) {
    this.world = world;
  }

  /** Queues an update unless its kind is not asked for. */
  void add(String kind, ObjectNode content) {
    synchronized (world) {
      if (!isWanted(kind)) {
        return;
      }
      ObjectNode update = Json.object().put("update_id", nextId);
      update.set(kind, content);
      queue(update.toString(), false);
    }
  }

  /**
   * Queues an update with fields of any shape: {@code raw("\"message\":\"no object\"")}.
   *
   * @return its id
   */
  public int raw(String fields) {
    synchronized (world) {
      queue("{\"update_id\":" + nextId + "," + fields + "}", true);
      return nextId - 1;
    }
  }

  private void queue(String json, boolean scripted) {
    var update = new Queued(nextId++, world.now(), json, scripted);
    queue.add(update);
    all.add(update);
    world.notifyAll();
  }

  /** The next answer brings this update once more, whatever the offset says. */
  public void again(int updateId) {
    synchronized (world) {
      all.stream().filter(u -> u.id() == updateId).forEach(u -> repeats.add(u.json()));
      world.notifyAll();
    }
  }

  /**
   * Goes on with this id, as after a week without updates, when the next one is random and may be
   * lower: https://core.telegram.org/bots/api#update. Drops what waits.
   */
  public void continueFrom(int updateId) {
    synchronized (world) {
      queue.clear();
      nextId = updateId;
    }
  }

  /** The id of the newest update, queued or taken. */
  public int lastId() {
    synchronized (world) {
      return nextId - 1;
    }
  }

  /** Updates that nobody has confirmed. */
  public int pending() {
    synchronized (world) {
      expire();
      return queue.size();
    }
  }

  void drop() {
    queue.clear();
  }

  /** Kinds that are asked for; empty where the default holds. */
  Optional<Set<String>> allowed() {
    return allowed;
  }

  /** Unknown names are ignored; a list without a known one means the default. */
  void allow(JsonNode names) {
    Set<String> wanted = new HashSet<>();
    names.forEach(name -> wanted.add(name.asText()));
    wanted.retainAll(KNOWN);
    allowed = wanted.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(wanted));
  }

  private boolean isWanted(String kind) {
    return allowed.map(set -> set.contains(kind)).orElse(!UNASKED.contains(kind));
  }

  private void expire() {
    Instant oldest = world.now().minus(RETENTION);
    queue.removeIf(update -> update.at().isBefore(oldest));
  }

  /** Confirms what stands before {@code offset} and gives what comes next, as JSON texts. */
  List<String> take(long offset, int limit) {
    expire();
    long from = offset < 0 ? nextId + offset : offset;
    if (from <= nextId + (long) MOST_GAP) {
      queue.removeIf(update -> update.id() < from);
    }
    List<String> taken = new ArrayList<>(repeats);
    repeats.clear();
    queue.stream().limit(limit).map(Queued::json).forEach(taken::add);
    return taken;
  }

  /** Whether a test wrote this update by hand, so that its shape is not judged. */
  boolean isScripted(int id) {
    synchronized (world) {
      return all.stream().anyMatch(update -> update.scripted() && update.id() == id);
    }
  }
}
