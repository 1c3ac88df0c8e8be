package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A guild ("server") that the bot is in until {@link #removeBot()}. Each change sends the matching
 * gateway event.
 */
public final class FakeGuild {
  private final World world;
  private final long id;
  private final String name;
  private final FakeUser owner;
  private final FakeRole everyone;
  private final FakeRole botRole;
  private final Map<Long, FakeRole> roles = new LinkedHashMap<>();
  private final Map<FakeUser, Set<FakeRole>> members = new LinkedHashMap<>();
  private final List<FakeChannel> channels = new ArrayList<>();
  private Set<FakeChannel> visible = Set.of();
  private boolean botIn = true;
  private boolean out;

  FakeGuild(World world, long id, String name, FakeUser owner) {
    this.world = world;
    this.id = id;
    this.name = name;
    this.owner = owner;
    everyone = new FakeRole(this, id, "@everyone", Permissions.EVERYONE_AT_FIRST);
    botRole = new FakeRole(this, world.nextId(), "bot", Permissions.BOT_RECOMMENDED);
    roles.put(everyone.id(), everyone);
    roles.put(botRole.id(), botRole);
    members.put(owner, new LinkedHashSet<>());
    members.put(world.bot(), new LinkedHashSet<>(Set.of(botRole)));
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  public FakeRole everyone() {
    return everyone;
  }

  /** The bot's own role, with the recommended permissions at first. */
  public FakeRole botRole() {
    return botRole;
  }

  /** Has every permission. */
  public FakeUser owner() {
    return owner;
  }

  long ownerId() {
    return owner.id();
  }

  public FakeRole role(String roleName, long permissions) {
    synchronized (world) {
      FakeRole role = new FakeRole(this, world.nextId(), roleName, permissions);
      roles.put(role.id(), role);
      emit("GUILD_ROLE_CREATE", role.event());
      return role;
    }
  }

  /** A new or changed member; the bot learns of its own roles only, as without member intents. */
  public void member(FakeUser user, FakeRole... itsRoles) {
    synchronized (world) {
      members.put(user, new LinkedHashSet<>(List.of(itsRoles)));
      if (user.bot()) {
        ObjectNode event = memberJson(user);
        emit("GUILD_MEMBER_UPDATE", event.put("guild_id", Json.id(id)));
      }
    }
  }

  public FakeChannel text(String channelName) {
    return channel(FakeChannel.Kind.TEXT, channelName);
  }

  public FakeChannel announcement(String channelName) {
    return channel(FakeChannel.Kind.ANNOUNCEMENT, channelName);
  }

  public FakeChannel forum(String channelName) {
    return channel(FakeChannel.Kind.FORUM, channelName);
  }

  private FakeChannel channel(FakeChannel.Kind kind, String channelName) {
    synchronized (world) {
      return add(FakeChannel.inGuild(this, kind, channelName));
    }
  }

  FakeChannel add(FakeChannel channel) {
    channels.add(channel);
    world.add(channel);
    ObjectNode event = channel.json();
    emit(
        channel.isThread() ? "THREAD_CREATE" : "CHANNEL_CREATE",
        channel.isThread() ? event.put("newly_created", true) : event);
    return channel;
  }

  /** Kicks the bot out: {@code GUILD_DELETE} without {@code unavailable}. */
  public void removeBot() {
    synchronized (world) {
      emit("GUILD_DELETE", Json.object().put("id", Json.id(id)));
      botIn = false;
    }
  }

  /** Kicks the bot out while the guild is unavailable: the event comes all the same. */
  public void removeBotUnseen() {
    synchronized (world) {
      world.emit(id, "GUILD_DELETE", Json.object().put("id", Json.id(id)));
      botIn = false;
    }
  }

  /** The bot is invited (again), with its role as it was: {@code GUILD_CREATE}. */
  public void inviteBot() {
    synchronized (world) {
      botIn = true;
      emit("GUILD_CREATE", json());
    }
  }

  /** An outage at Discord: {@code GUILD_DELETE} with {@code unavailable:true}; REST goes on. */
  public void goUnavailable() {
    synchronized (world) {
      emit("GUILD_DELETE", Json.object().put("id", Json.id(id)).put("unavailable", true));
      out = true;
    }
  }

  public void comeBack() {
    synchronized (world) {
      out = false;
      emit("GUILD_CREATE", json());
    }
  }

  World world() {
    return world;
  }

  boolean botIn() {
    return botIn;
  }

  boolean unavailable() {
    return out;
  }

  boolean hasMember(FakeUser user) {
    return members.containsKey(user);
  }

  Set<FakeRole> rolesOf(FakeUser user) {
    return members.getOrDefault(user, Set.of());
  }

  Map<Long, FakeRole> roles() {
    return roles;
  }

  List<FakeChannel> channels() {
    return channels;
  }

  void emit(String type, JsonNode event) {
    if (botIn && !out) {
      world.emit(id, type, event);
      Set<FakeChannel> seen = new LinkedHashSet<>(seenByBot());
      seen.removeAll(visible);
      visible = seenByBot();
      reveal(seen);
    }
  }

  private Set<FakeChannel> seenByBot() {
    return channels.stream()
        .filter(channel -> world.mayBot(channel, Permissions.VIEW_CHANNEL))
        .collect(Collectors.toSet());
  }

  /** Threads of channels that the bot could not see before are told at once. */
  private void reveal(Set<FakeChannel> fresh) {
    List<FakeChannel> threads =
        fresh.stream().filter(FakeChannel::isThread).filter(t -> !t.archived()).toList();
    if (threads.stream().anyMatch(thread -> fresh.contains(thread.parent()))) {
      ObjectNode event = Json.object().put("guild_id", Json.id(id));
      event.putArray("members");
      event.putArray("channel_ids");
      threads.forEach(t -> event.withArray("channel_ids").add(Json.id(t.parent().id())));
      event.set("threads", Json.array(threads.stream().map(FakeChannel::json).toList()));
      world.emit(id, "THREAD_LIST_SYNC", event);
    }
  }

  void forget(FakeRole role) {
    synchronized (world) {
      roles.remove(role.id());
      members.values().forEach(its -> its.remove(role));
      channels.forEach(channel -> channel.forget(role.id()));
      emit(
          "GUILD_ROLE_DELETE",
          Json.object().put("guild_id", Json.id(id)).put("role_id", Json.id(role.id())));
    }
  }

  ObjectNode memberJson(FakeUser user) {
    ObjectNode member =
        Json.object()
            .put("joined_at", "2024-01-01T00:00:00+00:00")
            .put("deaf", false)
            .put("mute", false)
            .put("pending", false)
            .put("flags", 0)
            .putNull("nick")
            .putNull("avatar");
    member.set("user", user.json());
    member.putArray("roles");
    rolesOf(user).forEach(role -> member.withArray("roles").add(Json.id(role.id())));
    return member;
  }

  ObjectNode json() {
    ObjectNode guild = GuildJson.plain(id, name, owner.id());
    guild.set("roles", Json.array(roles.values().stream().map(FakeRole::json).toList()));
    guild.set("channels", of(false));
    guild.set("threads", of(true));
    guild.putArray("members").add(memberJson(world.bot()));
    return guild.put("member_count", members.size());
  }

  /** Archived threads are not told at the start, nor those that the bot cannot see. */
  private JsonNode of(boolean threads) {
    return Json.array(
        channels.stream()
            .filter(channel -> channel.isThread() == threads)
            .filter(
                channel ->
                    !threads
                        || !channel.archived() && world.mayBot(channel, Permissions.VIEW_CHANNEL))
            .map(FakeChannel::json)
            .toList());
  }
}
