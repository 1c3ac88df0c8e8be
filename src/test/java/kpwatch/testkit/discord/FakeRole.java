package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A role of a guild. Each change sends the matching {@code GUILD_ROLE_*} event. */
public final class FakeRole {
  private final FakeGuild guild;
  private final long id;
  private final String name;
  private long permissions;
  private boolean mentionable;

  FakeRole(FakeGuild guild, long id, String name, long permissions) {
    this.guild = guild;
    this.id = id;
    this.name = name;
    this.permissions = permissions;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  FakeGuild guild() {
    return guild;
  }

  public long permissions() {
    synchronized (guild.world()) {
      return permissions;
    }
  }

  boolean mentionable() {
    synchronized (guild.world()) {
      return mentionable;
    }
  }

  public void permissions(long bits) {
    synchronized (guild.world()) {
      permissions = bits;
      guild.emit("GUILD_ROLE_UPDATE", event());
    }
  }

  /** Whether a bot without Mention Everyone may ring it; false at first. */
  public void mentionable(boolean may) {
    synchronized (guild.world()) {
      mentionable = may;
      guild.emit("GUILD_ROLE_UPDATE", event());
    }
  }

  public void delete() {
    guild.forget(this);
  }

  ObjectNode event() {
    ObjectNode event = Json.object().put("guild_id", Json.id(guild.id()));
    event.set("role", json());
    return event;
  }

  ObjectNode json() {
    ObjectNode role =
        Json.object()
            .put("id", Json.id(id))
            .put("name", name)
            .put("color", 0)
            .put("hoist", false)
            .put("position", id == guild.id() ? 0 : 1)
            .put("permissions", Long.toString(permissions))
            .put("managed", false)
            .put("mentionable", mentionable)
            .put("flags", 0);
    role.putObject("colors")
        .put("primary_color", 0)
        .putNull("secondary_color")
        .putNull("tertiary_color");
    return role;
  }
}
