package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps messages, remembers nonces, counts edits. Guarded by the world's lock. */
final class Messages {
  /** What Discord calls "the past few minutes"; the length is not published. */
  static final Duration NONCE_MEMORY = Duration.ofMinutes(3);

  private record Nonce(long authorId, long channelId, String text) {}

  private final World world;
  private final InstantSource clock;
  private final Map<Long, Message> byId = new LinkedHashMap<>();
  private final Map<Nonce, Message> nonces = new LinkedHashMap<>();
  private Duration nonceMemory = NONCE_MEMORY;
  private int oldEdits = 3;
  private int nonceHits;

  Messages(World world, InstantSource clock) {
    this.world = world;
    this.clock = clock;
  }

  void nonceMemory(Duration length) {
    nonceMemory = length;
  }

  /** How often a message older than an hour may be edited in an hour. */
  void oldEdits(int most) {
    oldEdits = most;
  }

  int nonceHits() {
    return nonceHits;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Stores, unless the same nonce from the bot was seen lately with {@code enforce_nonce}: then the
   * first message comes back.
   */
  Message post(FakeChannel channel, JsonNode body, Map<Integer, Upload> files) {
    Nonce nonce = new Nonce(world.bot().id(), channel.id(), body.path("nonce").asText(""));
    boolean enforced = body.path("enforce_nonce").asBoolean() && !nonce.text().isEmpty();
    Instant oldest = now().minus(nonceMemory);
    nonces.values().removeIf(message -> message.created().isBefore(oldest));
    Optional<Message> first = Optional.ofNullable(nonces.get(nonce));
    if (enforced && first.isPresent()) {
      nonceHits++;
      return first.get();
    }
    Message message = make(channel, body, files, true);
    if (!nonce.text().isEmpty()) {
      nonces.put(nonce, message);
    }
    return message;
  }

  /**
   * @param ringsAllByDefault false for interactions
   */
  Message make(
      FakeChannel channel, JsonNode body, Map<Integer, Upload> files, boolean ringsAllByDefault) {
    Message message = new Message(channel, world.bot(), world.nextId(), clock, body);
    message.write(body, files, world);
    boolean silent = (message.flags() & (Message.SILENT | Message.EPHEMERAL)) != 0;
    String content = message.json().path("content").asText();
    message.pings(
        silent ? Set.of() : new Mentions(world, channel, body, ringsAllByDefault).in(content));
    byId.put(message.id(), message);
    return message;
  }

  /** A message of a person's. */
  Message say(FakeUser author, FakeChannel channel, String content) {
    JsonNode body = Json.object().put("content", content);
    Message message = new Message(channel, author, world.nextId(), clock, body);
    message.write(body, Map.of(), world);
    byId.put(message.id(), message);
    return message;
  }

  void edit(Message message, JsonNode body, Map<Integer, Upload> files) {
    Instant now = now();
    boolean old = message.created().isBefore(now.minus(Duration.ofHours(1)));
    if (message.crossposted() && message.recentEdits(now).size() >= 3) {
      throw Refusal.limited(
          20022,
          "This message cannot be edited due to announcement rate limits",
          Duration.ofMinutes(10));
    }
    if (old && message.recentEdits(now).size() >= oldEdits) {
      throw Refusal.limited(
          30046,
          "Maximum number of edits to messages older than 1 hour reached. Try again later",
          Duration.ofMinutes(10));
    }
    boolean classic = !body.path("content").asText("").isEmpty() || !body.path("embeds").isEmpty();
    if (classic && (message.flags() & Message.COMPONENTS_V2) != 0) {
      throw Refusal.invalidForm("content", "Cannot be used with IS_COMPONENTS_V2.");
    }
    message.write(body, files, world);
    message.edited(body, now);
  }

  Optional<Message> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  void delete(Message message) {
    byId.remove(message.id());
  }

  /** What everybody in the channel can read, oldest first. */
  List<Message> in(long channelId) {
    List<Message> found = new ArrayList<>();
    for (Message message : byId.values()) {
      boolean shown = (message.flags() & (Message.EPHEMERAL | Message.LOADING)) == 0;
      if (message.channel().id() == channelId && shown) {
        found.add(message);
      }
    }
    return found;
  }
}
