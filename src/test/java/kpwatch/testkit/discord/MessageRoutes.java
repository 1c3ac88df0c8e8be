package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Source: https://docs.discord.com/developers/resources/message */
final class MessageRoutes {
  private static final String ALL = "/channels/{channel_id}/messages";
  private static final String ONE = "/channels/{channel_id}/messages/{message_id}";

  /** Reported, not documented: https://github.com/discordjs/discord.js/issues/4956 */
  private static final int CROSSPOSTS_AN_HOUR = 10;

  private final World world;
  private final Access access;
  private final Messages messages;
  private final Map<Long, List<Instant>> crossposts = new HashMap<>();

  MessageRoutes(World world, Access access, Messages messages) {
    this.world = world;
    this.access = access;
    this.messages = messages;
  }

  Stream<Route> routes() {
    return Stream.of(
        Route.of("POST", ALL, this::create),
        Route.of("GET", ALL, this::history),
        Route.of("GET", ONE, this::one),
        Route.of("PATCH", ONE, this::edit),
        Route.of("DELETE", ONE, this::delete),
        Route.of("POST", ONE + "/crosspost", this::crosspost));
  }

  private Answer create(Asked asked, List<String> ids) {
    FakeChannel channel = access.seen(ids.get(0));
    mayPost(channel, asked.body(), asked.files().isEmpty());
    Message message = messages.post(channel, asked.body(), asked.uploads());
    reply(message, asked.body());
    return Answer.ok(message.json());
  }

  /** Posting in an archived thread opens it again, unless it is locked. */
  void mayPost(FakeChannel channel, JsonNode body, boolean withoutFiles) {
    if (channel.isForum()) {
      throw new Refusal(400, 40058, "Cannot send a message in a forum channel");
    }
    channel.recipient().filter(user -> !user.takesDirectMessages()).ifPresent(this::closed);
    boolean manages = world.mayBot(channel, Permissions.MANAGE_THREADS);
    if (channel.locked() && !manages) {
      throw new Refusal(400, 160005, "Thread is locked");
    }
    access.need(
        channel,
        channel.isThread() ? Permissions.SEND_MESSAGES_IN_THREADS : Permissions.SEND_MESSAGES);
    mayShow(channel, body, withoutFiles);
    if (Json.has(body, "message_reference")) {
      mayReply(channel, body.path("message_reference"));
    }
    if (channel.archived()) {
      channel.reopen();
    }
  }

  void mayShow(FakeChannel channel, JsonNode body, boolean withoutFiles) {
    if (!body.path("embeds").isEmpty()) {
      access.need(channel, Permissions.EMBED_LINKS);
    }
    if (!withoutFiles) {
      access.need(channel, Permissions.ATTACH_FILES);
    }
  }

  private void closed(FakeUser user) {
    throw new Refusal(403, 50007, "Cannot send messages to this user");
  }

  private void mayReply(FakeChannel channel, JsonNode reference) {
    if (!world.mayBot(channel, Permissions.READ_MESSAGE_HISTORY)) {
      throw new Refusal(400, 160002, "Cannot reply without permission to read message history");
    }
    boolean known = messages.find(Json.id(reference.path("message_id"))).isPresent();
    if (!known && reference.path("fail_if_not_exists").asBoolean(true)) {
      throw Refusal.invalidForm("message_reference", "Unknown message");
    }
  }

  private void reply(Message message, JsonNode body) {
    JsonNode reference = body.path("message_reference");
    if (reference.isObject() && messages.find(Json.id(reference.path("message_id"))).isPresent()) {
      ObjectNode its = message.json();
      its.put("type", 19);
      its.putObject("message_reference")
          .put("type", 0)
          .put("message_id", reference.path("message_id").asText())
          .put("channel_id", Json.id(message.channel().id()));
    }
  }

  /**
   * Without Read Message History the list is empty, and no error says so. A nonce is for who sent
   * it: it is not promised here, so it is not shown.
   */
  private Answer history(Asked asked, List<String> ids) {
    FakeChannel channel = access.seen(ids.get(0));
    if (!world.mayBot(channel, Permissions.READ_MESSAGE_HISTORY)) {
      return Answer.ok(Json.array());
    }
    int limit = asked.query("limit").map(Integer::parseInt).orElse(50);
    if (limit < 1 || limit > 100) {
      throw Refusal.invalidForm("limit", "int value should be between 1 and 100.");
    }
    long before = asked.query("before").map(Access::number).orElse(Long.MAX_VALUE);
    long after = asked.query("after").map(Access::number).orElse(0L);
    List<Message> found =
        new ArrayList<>(
            messages.in(channel.id()).stream()
                .filter(message -> message.id() < before && message.id() > after)
                .toList());
    if (asked.query("after").isEmpty()) {
      Collections.reverse(found);
    }
    found = new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
    if (asked.query("after").isPresent()) {
      Collections.reverse(found);
    }
    return Answer.ok(Json.array(found.stream().map(MessageRoutes::withoutNonce).toList()));
  }

  private static JsonNode withoutNonce(Message message) {
    ObjectNode json = message.json().deepCopy();
    json.remove("nonce");
    return json;
  }

  private Answer one(Asked asked, List<String> ids) {
    FakeChannel channel = access.seen(ids.get(0));
    access.need(channel, Permissions.READ_MESSAGE_HISTORY);
    return Answer.ok(message(channel, ids.get(1)).json());
  }

  private Answer edit(Asked asked, List<String> ids) {
    FakeChannel channel = access.seen(ids.get(0));
    Message message = message(channel, ids.get(1));
    if (message.author() != world.bot()) {
      throw new Refusal(403, 50005, "Cannot edit a message authored by another user");
    }
    if (channel.archived()) {
      throw new Refusal(400, 50083, "Thread is archived");
    }
    mayShow(channel, asked.body(), asked.files().isEmpty());
    messages.edit(message, asked.body(), asked.uploads());
    return Answer.ok(message.json());
  }

  private Answer delete(Asked asked, List<String> ids) {
    FakeChannel channel = access.seen(ids.get(0));
    Message message = message(channel, ids.get(1));
    if (message.author() != world.bot()) {
      access.need(channel, Permissions.MANAGE_MESSAGES);
    }
    messages.delete(message);
    return Answer.noContent();
  }

  private Answer crosspost(Asked asked, List<String> ids) {
    FakeChannel channel = access.seen(ids.get(0));
    Message message = message(channel, ids.get(1));
    if (!channel.isAnnouncement()) {
      throw new Refusal(400, 50024, "Cannot execute action on this channel type");
    }
    access.need(channel, Permissions.SEND_MESSAGES);
    if (message.crossposted()) {
      throw new Refusal(400, 40033, "This message has already been crossposted.");
    }
    var now = messages.now();
    var lately = crossposts.computeIfAbsent(channel.id(), id -> new ArrayList<>());
    lately.removeIf(at -> at.isBefore(now.minusSeconds(3600)));
    if (lately.size() >= CROSSPOSTS_AN_HOUR) {
      throw Refusal.limited(20016, "You are being rate limited.", Duration.ofMinutes(60));
    }
    lately.add(now);
    message.crosspost();
    return Answer.ok(message.json());
  }

  private Message message(FakeChannel channel, String id) {
    return messages
        .find(Access.number(id))
        .filter(message -> message.channel() == channel)
        .filter(message -> (message.flags() & Message.EPHEMERAL) == 0)
        .orElseThrow(Refusal::unknownMessage);
  }
}
