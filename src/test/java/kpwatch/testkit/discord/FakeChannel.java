package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A channel of a guild, a thread, or a direct message with the bot. Each change sends {@code
 * CHANNEL_*} or {@code THREAD_*}.
 */
public final class FakeChannel {
  /** Source: https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
  enum Kind {
    TEXT(0),
    DIRECT(1),
    ANNOUNCEMENT(5),
    ANNOUNCEMENT_THREAD(10),
    THREAD(11),
    FORUM(15);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  private final World world;
  private final Optional<FakeGuild> guild;
  private final Optional<FakeChannel> parent;
  private final Optional<FakeUser> recipient;
  private final Kind kind;
  private final long id;
  private final Map<Long, Overwrite> overwrites = new LinkedHashMap<>();
  private String name;
  private boolean archived;
  private boolean locked;
  private boolean needsTag;

  private FakeChannel(
      World world,
      Kind kind,
      String name,
      Optional<FakeGuild> guild,
      Optional<FakeChannel> parent,
      Optional<FakeUser> recipient) {
    this.world = world;
    this.kind = kind;
    this.name = name;
    this.guild = guild;
    this.parent = parent;
    this.recipient = recipient;
    this.id = world.nextId();
  }

  static FakeChannel inGuild(FakeGuild guild, Kind kind, String name) {
    return new FakeChannel(
        guild.world(), kind, name, Optional.of(guild), Optional.empty(), Optional.empty());
  }

  static FakeChannel direct(World world, FakeUser recipient) {
    return new FakeChannel(
        world, Kind.DIRECT, "", Optional.empty(), Optional.empty(), Optional.of(recipient));
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** An active thread; in a forum it stands for a post. */
  public FakeChannel thread(String threadName) {
    synchronized (world) {
      Kind its = kind == Kind.ANNOUNCEMENT ? Kind.ANNOUNCEMENT_THREAD : Kind.THREAD;
      var thread =
          new FakeChannel(world, its, threadName, guild, Optional.of(this), Optional.empty());
      return guild().add(thread);
    }
  }

  public void allow(FakeRole role, long bits) {
    put(overwrite(role.id()).allowing(bits));
  }

  public void deny(FakeRole role, long bits) {
    put(overwrite(role.id()).denying(bits));
  }

  public void allow(FakeUser user, long bits) {
    put(ofMember(user).allowing(bits));
  }

  public void deny(FakeUser user, long bits) {
    put(ofMember(user).denying(bits));
  }

  /** Takes back what {@code allow} and {@code deny} set for a role. */
  public void inherit(FakeRole role) {
    synchronized (world) {
      overwrites.remove(role.id());
      changed();
    }
  }

  public void rename(String newName) {
    synchronized (world) {
      name = newName;
      changed();
    }
  }

  /** A forum that takes no post without a tag: error 40067. */
  public void requireTag() {
    synchronized (world) {
      needsTag = true;
      changed();
    }
  }

  public void archive() {
    state(true, locked);
  }

  /** Archives and locks: only Manage Threads can bring it back. */
  public void lock() {
    state(true, true);
  }

  public void reopen() {
    state(false, false);
  }

  public void delete() {
    synchronized (world) {
      world.remove(this);
      guild().channels().remove(this);
      guild().emit(isThread() ? "THREAD_DELETE" : "CHANNEL_DELETE", json());
    }
  }

  private void state(boolean nowArchived, boolean nowLocked) {
    synchronized (world) {
      archived = nowArchived;
      locked = nowLocked;
      changed();
    }
  }

  private void put(Overwrite overwrite) {
    synchronized (world) {
      overwrites.put(overwrite.id(), overwrite);
      changed();
    }
  }

  private void changed() {
    guild().emit(isThread() ? "THREAD_UPDATE" : "CHANNEL_UPDATE", json());
  }

  private Overwrite ofMember(FakeUser user) {
    return overwrites.getOrDefault(user.id(), new Overwrite(user.id(), true, 0, 0));
  }

  Overwrite overwrite(long ofId) {
    return overwrites.getOrDefault(ofId, Overwrite.none(ofId));
  }

  void forget(long roleId) {
    overwrites.remove(roleId);
  }

  FakeGuild guild() {
    return guild.orElseThrow(() -> new IllegalStateException("a direct message has no guild"));
  }

  FakeChannel parent() {
    return parent.orElseThrow(() -> new IllegalStateException(name + " is no thread"));
  }

  Optional<FakeUser> recipient() {
    return recipient;
  }

  boolean isDirect() {
    return kind == Kind.DIRECT;
  }

  boolean isThread() {
    return kind == Kind.THREAD || kind == Kind.ANNOUNCEMENT_THREAD;
  }

  boolean isForum() {
    return kind == Kind.FORUM;
  }

  boolean isAnnouncement() {
    return kind == Kind.ANNOUNCEMENT;
  }

  boolean archived() {
    return archived;
  }

  boolean locked() {
    return locked;
  }

  boolean needsTag() {
    return needsTag;
  }

  Kind kind() {
    return kind;
  }

  ObjectNode json() {
    ObjectNode channel = Json.object().put("id", Json.id(id)).put("type", kind.number());
    recipient.ifPresent(user -> channel.putArray("recipients").add(user.json()));
    guild.ifPresent(its -> inGuild(channel, its));
    parent.ifPresent(its -> asThread(channel, its));
    return channel.put("flags", needsTag ? 1 << 4 : 0).putNull("last_message_id");
  }

  private void inGuild(ObjectNode channel, FakeGuild its) {
    channel
        .put("guild_id", Json.id(its.id()))
        .put("name", name)
        .put("position", 0)
        .put("nsfw", false)
        .put("rate_limit_per_user", 0)
        .putNull("topic")
        .putNull("parent_id");
    if (isForum()) {
      channel.putArray("available_tags");
    }
    channel.putArray("permission_overwrites");
    for (Overwrite each : overwrites.values()) {
      channel
          .withArray("permission_overwrites")
          .addObject()
          .put("id", Json.id(each.id()))
          .put("type", each.ofMember() ? 1 : 0)
          .put("allow", Long.toString(each.allow()))
          .put("deny", Long.toString(each.deny()));
    }
  }

  private void asThread(ObjectNode channel, FakeChannel its) {
    channel
        .put("parent_id", Json.id(its.id()))
        .put("owner_id", Json.id(guild().ownerId()))
        .put("message_count", 0)
        .put("member_count", 1)
        .put("total_message_sent", 0);
    channel
        .putObject("thread_metadata")
        .put("archived", archived)
        .put("locked", locked)
        .put("invitable", true)
        .put("auto_archive_duration", 1440)
        .put("archive_timestamp", "2024-01-01T00:00:00+00:00");
  }
}
