package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is about the bot itself: gateway, user, application, commands. */
final class AppRoutes {
  private static final String COMMANDS = "/applications/{application_id}/commands";

  private final World world;
  private final Gateway gateway;
  private final Commands commands;
  private final Supplier<String> gatewayUrl;

  AppRoutes(World world, Gateway gateway, Commands commands, Supplier<String> gatewayUrl) {
    this.world = world;
    this.gateway = gateway;
    this.commands = commands;
    this.gatewayUrl = gatewayUrl;
  }

  Stream<Route> routes() {
    return Stream.of(
        Route.of("GET", "/gateway", (asked, ids) -> Answer.ok(plainGateway())),
        Route.of("GET", "/gateway/bot", (asked, ids) -> Answer.ok(botGateway())),
        Route.of("GET", "/users/@me", (asked, ids) -> Answer.ok(me())),
        Route.of("DELETE", "/users/@me/guilds/{guild_id}", this::leave),
        Route.of("GET", "/oauth2/applications/@me", (asked, ids) -> Answer.ok(application())),
        Route.of("GET", "/applications/@me", (asked, ids) -> Answer.ok(application())),
        Route.of("GET", COMMANDS, (asked, ids) -> Answer.ok(commands.json())),
        Route.of("PUT", COMMANDS, this::overwrite));
  }

  /** Source: https://docs.discord.com/developers/resources/user#leave-guild, read 2026-12-01. */
  private Answer leave(Asked asked, List<String> ids) {
    FakeGuild guild =
        world
            .guild(Access.number(ids.get(0)))
            .orElseThrow(() -> new Refusal(404, 10004, "Unknown Guild"));
    guild.removeBot();
    return Answer.noContent();
  }

  private Answer overwrite(Asked asked, List<String> ids) {
    if (Access.number(ids.get(0)) != world.bot().id()) {
      throw new Refusal(403, 20012, "You are not authorized to perform this action");
    }
    commands.overwrite(asked.body());
    return Answer.ok(commands.json());
  }

  private ObjectNode plainGateway() {
    return Json.object().put("url", gatewayUrl.get());
  }

  /** Source: https://docs.discord.com/developers/events/gateway#get-gateway-bot */
  private JsonNode botGateway() {
    ObjectNode answer = plainGateway().put("shards", 1);
    answer
        .putObject("session_start_limit")
        .put("total", Gateway.IDENTIFIES_A_DAY)
        .put("remaining", Math.max(0, gateway.identifiesLeft()))
        .put("reset_after", gateway.identifiesReset().toMillis())
        .put("max_concurrency", 1);
    return answer;
  }

  private JsonNode me() {
    return world.bot().json().put("verified", true).put("mfa_enabled", true);
  }

  private JsonNode application() {
    ObjectNode application =
        Json.object()
            .put("id", Json.id(world.bot().id()))
            .put("name", world.bot().name())
            .put("description", "")
            .put("bot_public", true)
            .put("bot_require_code_grant", false)
            .put("flags", 0)
            .put("approximate_guild_count", world.guilds().size())
            .put("approximate_user_install_count", 0);
    application.set("owner", world.bot().json());
    return application;
  }
}
