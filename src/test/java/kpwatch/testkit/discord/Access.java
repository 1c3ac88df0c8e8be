package kpwatch.testkit.discord;

/** Looks things up as the bot may see them, and refuses as Discord does. */
final class Access {
  private final World world;

  Access(World world) {
    this.world = world;
  }

  /** A channel that the bot can see. Refuses with 10003 or 50001. */
  FakeChannel seen(String id) {
    FakeChannel channel = known(id);
    boolean in = channel.isDirect() || channel.guild().botIn();
    if (!in || !world.mayBot(channel, Permissions.VIEW_CHANNEL)) {
      throw Refusal.missingAccess();
    }
    return channel;
  }

  FakeChannel known(String id) {
    return world.channel(number(id)).orElseThrow(Refusal::unknownChannel);
  }

  /** A guild that the bot is in. Refuses with 10004. */
  FakeGuild guild(String id) {
    return world.guild(number(id)).orElseThrow(() -> new Refusal(404, 10004, "Unknown Guild"));
  }

  FakeUser user(String id) {
    return world.user(number(id)).orElseThrow(() -> new Refusal(404, 10013, "Unknown User"));
  }

  void need(FakeChannel channel, long permission) {
    if (!world.mayBot(channel, permission)) {
      throw Refusal.missingPermissions();
    }
  }

  /** A snowflake in a path. Refuses with 50035. */
  static long number(String id) {
    if (!id.matches("\\d{1,20}")) {
      throw Refusal.invalidForm("id", "Value \"" + id + "\" is not snowflake.");
    }
    return Long.parseUnsignedLong(id);
  }
}
