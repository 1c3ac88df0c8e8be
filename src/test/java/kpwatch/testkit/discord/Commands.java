package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The global commands. A name that is new counts as a create, also one that was there yesterday.
 * Source: https://docs.discord.com/developers/interactions/application-commands
 */
public final class Commands {
  public static final int CREATES_A_DAY = 200;

  private final World world;
  private final InstantSource clock;
  private final Deque<Instant> creates = new ArrayDeque<>();
  private Map<String, ObjectNode> byName = new LinkedHashMap<>();
  private int overwrites;

  Commands(World world, InstantSource clock) {
    this.world = world;
    this.clock = clock;
  }

  /** How often the whole set was put. */
  public int overwrites() {
    synchronized (world) {
      return overwrites;
    }
  }

  /** As stored, by name; empty before the first overwrite. */
  public Map<String, JsonNode> registered() {
    synchronized (world) {
      return new LinkedHashMap<>(byName);
    }
  }

  /** As if the bot had made them in an earlier life; no request is counted. */
  public void register(JsonNode commands) {
    synchronized (world) {
      byName = stored(commands);
    }
  }

  JsonNode json() {
    return Json.array(byName.values().stream().toList());
  }

  void overwrite(JsonNode commands) {
    Instant now = clock.instant();
    creates.removeIf(at -> at.isBefore(now.minus(Duration.ofDays(1))));
    long fresh =
        Json.list(commands).stream()
            .filter(command -> !byName.containsKey(command.path("name").asText()))
            .count();
    if (creates.size() + fresh > CREATES_A_DAY) {
      throw Refusal.limited(
          30034,
          "Max number of daily application command creates has been reached (200)",
          Duration.ofHours(1));
    }
    for (long i = 0; i < fresh; i++) {
      creates.add(now);
    }
    overwrites++;
    byName = stored(commands);
  }

  private Map<String, ObjectNode> stored(JsonNode commands) {
    Map<String, ObjectNode> now = new LinkedHashMap<>();
    for (JsonNode command : commands) {
      String name = command.path("name").asText();
      String id =
          byName.containsKey(name) ? byName.get(name).path("id").asText() : Json.id(world.nextId());
      ObjectNode stored = command.deepCopy();
      stored
          .put("id", id)
          .put("application_id", Json.id(world.bot().id()))
          .put("version", Json.id(world.nextId()))
          .put("type", command.path("type").asInt(1));
      now.put(name, stored);
    }
    return now;
  }
}
