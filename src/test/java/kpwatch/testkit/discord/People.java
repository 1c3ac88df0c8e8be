package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people do in their clients. Each act sends INTERACTION_CREATE; what a real client would not
 * let them do is an {@link IllegalStateException}. Source:
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 */
public final class People {
  private static final int COMMAND = 2;
  private static final int COMPONENT = 3;
  private static final int AUTOCOMPLETE = 4;

  private final FakeDiscord discord;
  private final InteractionRoutes routes;
  private final Messages messages;

  /** By the real time: a client reckons the token's age from the id. */
  private final Snowflakes ids = new Snowflakes(InstantSource.system(), 1);

  People(FakeDiscord discord, InteractionRoutes routes, Messages messages) {
    this.discord = discord;
    this.routes = routes;
    this.messages = messages;
  }

  /**
   * Runs a slash command.
   *
   * @param channel where it is typed: of a guild, a thread, or {@link World#direct}
   * @param command its name, followed by the subcommand after a blank
   * @param options by name: String, Number, Boolean, {@link FakeUser}, {@link FakeChannel}, {@link
   *     FakeRole}
   */
  public Played slash(FakeUser user, FakeChannel channel, String command, Map<String, ?> options) {
    synchronized (discord.world()) {
      ObjectNode data = command(user, channel, command, options, Optional.empty());
      return send(COMMAND, user, channel, data, Optional.empty());
    }
  }

  public Played slash(FakeUser user, FakeChannel channel, String command) {
    return slash(user, channel, command, Map.of());
  }

  /**
   * Types in an option and waits for choices.
   *
   * @param focused the option's name
   * @param typed what it holds so far
   */
  public Played autocomplete(
      FakeUser user, FakeChannel channel, String command, String focused, String typed) {
    synchronized (discord.world()) {
      ObjectNode data =
          command(user, channel, command, Map.of(focused, typed), Optional.of(focused));
      return send(AUTOCOMPLETE, user, channel, data, Optional.empty());
    }
  }

  /** Presses a button of a message that is still there. */
  public Played click(FakeUser user, StoredMessage message, String customId) {
    synchronized (discord.world()) {
      Message there = there(message);
      JsonNode button = component(there, customId);
      if (button.path("type").asInt() != 2) {
        throw new IllegalStateException(customId + " is no button");
      }
      ObjectNode data = Json.object().put("custom_id", customId).put("component_type", 2);
      return send(COMPONENT, user, there.channel(), data, Optional.of(there));
    }
  }

  /**
   * Picks from a select menu.
   *
   * @param picked option values of a string select; {@link FakeUser}, {@link FakeRole}, {@link
   *     FakeChannel} in the others
   */
  public Played select(FakeUser user, StoredMessage message, String customId, Object... picked) {
    synchronized (discord.world()) {
      Message there = there(message);
      JsonNode menu = component(there, customId);
      Resolved resolved = new Resolved(discord.world(), user);
      int type = menu.path("type").asInt();
      ObjectNode data = Json.object().put("custom_id", customId).put("component_type", type);
      ArrayNode values = data.putArray("values");
      for (Object each : picked) {
        values.add(value(menu, type, resolved, each));
      }
      int most = menu.path("max_values").asInt(1);
      if (picked.length > most || picked.length < menu.path("min_values").asInt(1)) {
        throw new IllegalStateException(customId + " does not take " + picked.length + " values");
      }
      data.set("resolved", resolved.json());
      return send(COMPONENT, user, there.channel(), data, Optional.of(there));
    }
  }

  /** Writes a message, for instance to have something that is not the bot's. */
  public StoredMessage say(FakeUser user, FakeChannel channel, String content) {
    synchronized (discord.world()) {
      return messages.say(user, channel, content).stored();
    }
  }

  private static String value(JsonNode menu, int type, Resolved resolved, Object picked) {
    if (picked instanceof FakeUser user && (type == 5 || type == 7)) {
      return resolved.user(user);
    }
    if (picked instanceof FakeRole role && (type == 6 || type == 7)) {
      return resolved.role(role);
    }
    if (picked instanceof FakeChannel channel && type == 8) {
      return resolved.channel(channel);
    }
    boolean offered =
        Json.list(menu.path("options")).stream()
            .anyMatch(option -> option.path("value").asText().equals(picked));
    if (type != 3 || !offered) {
      throw new IllegalStateException("not offered: " + picked);
    }
    return (String) picked;
  }

  private ObjectNode command(
      FakeUser user,
      FakeChannel channel,
      String command,
      Map<String, ?> options,
      Optional<String> focused) {
    String[] words = command.split(" ");
    JsonNode registered = discord.commands().registered().get(words[0]);
    if (registered == null) {
      throw new IllegalStateException("no such command: /" + words[0]);
    }
    offeredIn(channel, registered);
    Resolved resolved = new Resolved(discord.world(), user);
    ObjectNode data =
        Json.object()
            .put("id", registered.path("id").asText())
            .put("name", words[0])
            .put("type", 1);
    String[] path = Arrays.copyOfRange(words, 1, words.length);
    data.set("options", new Options(registered, resolved, focused).json(path, options));
    data.set("resolved", resolved.json());
    return data;
  }

  private static void offeredIn(FakeChannel channel, JsonNode command) {
    JsonNode contexts = command.path("contexts");
    String here = channel.isDirect() ? "1" : "0";
    boolean offered =
        !contexts.isArray()
            || Json.list(contexts).stream().anyMatch(each -> each.asText().equals(here));
    if (!offered) {
      throw new IllegalStateException("/" + command.path("name").asText() + " is not offered here");
    }
  }

  private Message there(StoredMessage message) {
    return messages
        .find(message.id())
        .orElseThrow(() -> new IllegalStateException("the message is gone"));
  }

  private static JsonNode component(Message message, String customId) {
    List<JsonNode> owners = message.json().path("components").findParents("custom_id");
    return owners.stream()
        .filter(component -> component.path("custom_id").asText().equals(customId))
        .filter(component -> !component.path("disabled").asBoolean())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing to press: " + customId));
  }

  private Played send(
      int type, FakeUser user, FakeChannel channel, ObjectNode data, Optional<Message> source) {
    long id = ids.next();
    Played played = new Played(discord, id, type, channel, source);
    routes.add(played);
    ObjectNode event =
        Json.object()
            .put("id", Json.id(id))
            .put("application_id", Json.id(discord.world().bot().id()))
            .put("type", type)
            .put("token", played.token())
            .put("version", 1)
            .put("channel_id", Json.id(channel.id()))
            .put("locale", user.locale())
            .put("context", channel.isDirect() ? 1 : 0);
    event.set("data", data);
    event.set("channel", new Resolved(discord.world(), user).withPermissions(channel));
    event.put("app_permissions", Long.toString(Permissions.of(discord.world().bot(), channel)));
    event.putArray("entitlements");
    source.ifPresent(message -> event.set("message", message.json()));
    long guildId = caller(event, user, channel);
    discord.world().emit(guildId, "INTERACTION_CREATE", event);
    return played;
  }

  /**
   * @return the guild's id; 0 in a direct message
   */
  private static long caller(ObjectNode event, FakeUser user, FakeChannel channel) {
    ObjectNode owners = event.putObject("authorizing_integration_owners");
    if (channel.isDirect()) {
      owners.put("0", "0");
      event.set("user", user.json());
      return 0;
    }
    FakeGuild guild = channel.guild();
    if (!guild.hasMember(user)) {
      throw new IllegalStateException(user.name() + " is not in " + guild.name());
    }
    if (!guild.botIn()) {
      throw new IllegalStateException("the bot is not in " + guild.name());
    }
    String id = Json.id(guild.id());
    owners.put("0", id);
    event.put("guild_id", id).put("guild_locale", "en-US");
    event.putObject("guild").put("id", id).put("locale", "en-US").putArray("features");
    event.set(
        "member",
        guild.memberJson(user).put("permissions", Long.toString(Permissions.of(user, channel))));
    return guild.id();
  }
}
