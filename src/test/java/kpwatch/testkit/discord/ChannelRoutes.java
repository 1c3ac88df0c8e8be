package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looking at guilds, channels, threads and people; opening a direct message. */
final class ChannelRoutes {
  private final World world;
  private final Access access;

  ChannelRoutes(World world, Access access) {
    this.world = world;
    this.access = access;
  }

  Stream<Route> routes() {
    return Stream.of(
        Route.of("GET", "/channels/{channel_id}", this::channel),
        Route.of("GET", "/channels/{channel_id}/threads/archived/public", this::archived),
        Route.of("GET", "/guilds/{guild_id}", this::guild),
        Route.of("GET", "/guilds/{guild_id}/channels", this::channels),
        Route.of("GET", "/guilds/{guild_id}/roles", this::roles),
        Route.of("GET", "/guilds/{guild_id}/threads/active", this::active),
        Route.of("GET", "/guilds/{guild_id}/members/{user_id}", this::member),
        Route.of("GET", "/users/{user_id}", this::user),
        Route.of("POST", "/users/@me/channels", this::direct));
  }

  private Answer channel(Asked asked, List<String> ids) {
    return Answer.ok(access.seen(ids.get(0)).json());
  }

  private Answer archived(Asked asked, List<String> ids) {
    FakeChannel parent = access.seen(ids.get(0));
    access.need(parent, Permissions.READ_MESSAGE_HISTORY);
    return Answer.ok(
        threads(parent.guild(), thread -> thread.parent() == parent && thread.archived())
            .put("has_more", false));
  }

  private Answer active(Asked asked, List<String> ids) {
    return Answer.ok(threads(access.guild(ids.get(0)), thread -> !thread.archived()));
  }

  private ObjectNode threads(FakeGuild guild, Predicate<FakeChannel> which) {
    ObjectNode answer = Json.object();
    answer.putArray("members");
    answer.set(
        "threads",
        Json.array(
            guild.channels().stream()
                .filter(FakeChannel::isThread)
                .filter(which)
                .filter(thread -> world.mayBot(thread, Permissions.VIEW_CHANNEL))
                .map(FakeChannel::json)
                .toList()));
    return answer;
  }

  private Answer guild(Asked asked, List<String> ids) {
    return Answer.ok(access.guild(ids.get(0)).json());
  }

  private Answer channels(Asked asked, List<String> ids) {
    return Answer.ok(
        Json.array(
            access.guild(ids.get(0)).channels().stream()
                .filter(channel -> !channel.isThread())
                .map(FakeChannel::json)
                .toList()));
  }

  private Answer roles(Asked asked, List<String> ids) {
    FakeGuild guild = access.guild(ids.get(0));
    return Answer.ok(Json.array(guild.roles().values().stream().map(FakeRole::json).toList()));
  }

  private Answer member(Asked asked, List<String> ids) {
    FakeGuild guild = access.guild(ids.get(0));
    FakeUser user = access.user(ids.get(1));
    if (!guild.hasMember(user)) {
      throw new Refusal(404, 10007, "Unknown Member");
    }
    return Answer.ok(guild.memberJson(user));
  }

  private Answer user(Asked asked, List<String> ids) {
    return Answer.ok(access.user(ids.get(0)).json());
  }

  /** A person who takes no direct messages refuses the message, not the channel. */
  private Answer direct(Asked asked, List<String> ids) {
    JsonNode recipient = asked.body().path("recipient_id");
    return Answer.ok(world.direct(access.user(recipient.asText())).json());
  }
}
