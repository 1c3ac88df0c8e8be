package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The users, roles and channels that an interaction's values name. Source:
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-resolved-data-structure
 */
final class Resolved {
  private final World world;
  private final FakeUser caller;
  private final ObjectNode json = Json.object();

  Resolved(World world, FakeUser caller) {
    this.world = world;
    this.caller = caller;
  }

  String user(FakeUser user) {
    json.withObject("/users").set(Json.id(user.id()), user.json());
    return Json.id(user.id());
  }

  String role(FakeRole role) {
    json.withObject("/roles").set(Json.id(role.id()), role.json());
    return Json.id(role.id());
  }

  /** With what the caller and the bot may do there. */
  String channel(FakeChannel channel) {
    json.withObject("/channels").set(Json.id(channel.id()), withPermissions(channel));
    return Json.id(channel.id());
  }

  ObjectNode withPermissions(FakeChannel channel) {
    return channel
        .json()
        .put("permissions", Long.toString(Permissions.of(caller, channel)))
        .put("app_permissions", Long.toString(Permissions.of(world.bot(), channel)));
  }

  ObjectNode json() {
    return json;
  }
}
