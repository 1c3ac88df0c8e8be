package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who and what is on this Discord: users, guilds, channels. It is also the one lock of the fake:
 * whoever reads or changes what it holds does so {@code synchronized} on it. Ids follow the fake's
 * clock.
 */
public final class World {
  /** Hears of each change, with the guild it happened in; called under the lock. */
  interface Ear {
    void hears(long guildId, String type, JsonNode event);
  }

  private final Snowflakes ids;
  private final FakeUser bot;
  private final Map<Long, FakeUser> users = new LinkedHashMap<>();
  private final Map<Long, FakeGuild> guilds = new LinkedHashMap<>();
  private final Map<Long, FakeChannel> channels = new LinkedHashMap<>();
  private final List<Ear> ears = new ArrayList<>();

  World(InstantSource clock) {
    ids = new Snowflakes(clock, 0);
    bot = new FakeUser(nextId(), "kpwatch", "en-US", true);
    users.put(bot.id(), bot);
  }

  /** The bot; its id is the application's too. */
  public FakeUser bot() {
    return bot;
  }

  public FakeUser user(String name) {
    return user(name, "en-US");
  }

  /**
   * @param locale as in https://docs.discord.com/developers/reference#locales
   */
  public synchronized FakeUser user(String name, String locale) {
    FakeUser user = new FakeUser(nextId(), name, locale, false);
    users.put(user.id(), user);
    return user;
  }

  /** A guild with an owner of its own and the bot in it; connected clients get GUILD_CREATE. */
  public synchronized FakeGuild guild(String name) {
    FakeGuild guild = new FakeGuild(this, nextId(), name, user("owner of " + name));
    guilds.put(guild.id(), guild);
    guild.emit("GUILD_CREATE", guild.json());
    return guild;
  }

  /** The direct-message channel between the bot and a user; always the same one. */
  public synchronized FakeChannel direct(FakeUser user) {
    return channels.values().stream()
        .filter(channel -> channel.recipient().equals(Optional.of(user)))
        .findFirst()
        .orElseGet(() -> add(FakeChannel.direct(this, user)));
  }

  long nextId() {
    return ids.next();
  }

  void listen(Ear ear) {
    ears.add(ear);
  }

  void emit(long guildId, String type, JsonNode event) {
    ears.forEach(ear -> ear.hears(guildId, type, event));
  }

  FakeChannel add(FakeChannel channel) {
    channels.put(channel.id(), channel);
    return channel;
  }

  void remove(FakeChannel channel) {
    channels.remove(channel.id());
    channels.values().removeIf(other -> other.isThread() && other.parent().id() == channel.id());
  }

  Optional<FakeUser> user(long id) {
    return Optional.ofNullable(users.get(id));
  }

  /** Of those that the bot is in. */
  Optional<FakeGuild> guild(long id) {
    return Optional.ofNullable(guilds.get(id)).filter(FakeGuild::botIn);
  }

  Optional<FakeChannel> channel(long id) {
    return Optional.ofNullable(channels.get(id));
  }

  /** Of those that the bot is in. */
  List<FakeGuild> guilds() {
    return guilds.values().stream().filter(FakeGuild::botIn).toList();
  }

  boolean mayBot(FakeChannel channel, long permission) {
    return (Permissions.of(bot, channel) & permission) == permission;
  }
}
