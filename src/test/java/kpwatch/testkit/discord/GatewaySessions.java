package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The sessions of the gateway: who may begin one, who may take one up again, who hears what.
 * Guarded by the world's lock. Source: https://docs.discord.com/developers/events/gateway
 */
final class GatewaySessions {
  private final World world;
  private final Token token;
  private final Supplier<String> url;
  private final Map<String, GatewaySession> sessions = new LinkedHashMap<>();
  private Duration identifyInterval = Duration.ZERO;
  private long lastIdentify = System.nanoTime() - Duration.ofDays(1).toNanos();
  private int identifiesLeft = Gateway.IDENTIFIES_A_DAY;
  private int identifies;
  private int resumes;
  private boolean refusesResume;

  GatewaySessions(World world, Token token, Supplier<String> url) {
    this.world = world;
    this.token = token;
    this.url = url;
  }

  int identifies() {
    return identifies;
  }

  int resumes() {
    return resumes;
  }

  int identifiesLeft() {
    return identifiesLeft;
  }

  void identifiesLeft(int left) {
    identifiesLeft = left;
  }

  void identifyInterval(Duration interval) {
    identifyInterval = interval;
  }

  void refuseResumes(boolean refuse) {
    refusesResume = refuse;
  }

  int connected() {
    return (int) sessions.values().stream().filter(s -> s.connection().isPresent()).count();
  }

  void forget() {
    sessions.clear();
  }

  void forget(GatewaySession session) {
    sessions.remove(session.id());
  }

  void identify(GatewayConnection connection, JsonNode data) {
    long intents = data.path("intents").asLong(-1);
    if (!token.is(data.path("token").asText())) {
      connection.close(4004, "Authentication failed.");
      return;
    }
    identifies++;
    long now = System.nanoTime();
    if (connection.session().isPresent()) {
      connection.close(4005, "Already authenticated.");
    } else if (intents < 0 || !Intents.legal(intents)) {
      connection.close(4013, "Invalid intent(s).");
    } else if (Intents.privileged(intents)) {
      connection.close(4014, "Disallowed intent(s).");
    } else if (identifiesLeft-- <= 0) {
      token.revoke();
      connection.close(4004, "Authentication failed.");
    } else if (now - lastIdentify < identifyInterval.toNanos()) {
      connection.send(Gateway.op(9).put("d", false));
    } else {
      lastIdentify = now;
      start(connection, data, intents);
    }
  }

  private void start(GatewayConnection connection, JsonNode data, long intents) {
    int shard = data.path("shard").path(0).asInt(0);
    int shards = data.path("shard").path(1).asInt(1);
    if (shard < 0 || shard >= shards) {
      connection.close(4010, "Invalid shard.");
      return;
    }
    String id = UUID.randomUUID().toString().replace("-", "");
    GatewaySession session = new GatewaySession(id, shard, shards, intents);
    sessions.put(id, session);
    connection.session(session);
    session.connected(connection);
    List<FakeGuild> its = world.guilds().stream().filter(g -> session.minds(g.id())).toList();
    session.dispatch("READY", ready(session, its));
    its.stream()
        .filter(guild -> !guild.unavailable())
        .forEach(guild -> session.dispatch("GUILD_CREATE", guild.json()));
  }

  private JsonNode ready(GatewaySession session, List<FakeGuild> its) {
    ObjectNode ready =
        Json.object()
            .put("v", 10)
            .put("session_id", session.id())
            .put("resume_gateway_url", url.get());
    ready.set("user", world.bot().json().put("verified", true).put("mfa_enabled", true));
    ready.putArray("private_channels");
    ready.putObject("application").put("id", Json.id(world.bot().id())).put("flags", 0);
    ready.putArray("shard").add(session.shard()).add(session.shards());
    ready.putArray("guilds");
    for (FakeGuild guild : its) {
      ready.withArray("guilds").addObject().put("id", Json.id(guild.id())).put("unavailable", true);
    }
    return ready;
  }

  void resume(GatewayConnection connection, JsonNode data) {
    if (!token.is(data.path("token").asText())) {
      connection.close(4004, "Authentication failed.");
      return;
    }
    Optional<GatewaySession> known =
        Optional.ofNullable(sessions.get(data.path("session_id").asText()));
    long sequence = data.path("seq").asLong(-1);
    if (known.isEmpty() || refusesResume) {
      connection.send(Gateway.op(9).put("d", false));
      return;
    }
    GatewaySession session = known.get();
    if (!session.knows(sequence)) {
      connection.close(4007, "Invalid seq.");
      return;
    }
    resumes++;
    connection.session(session);
    session.after(sequence).forEach(connection::send);
    session.connected(connection);
    session.dispatch("RESUMED", Json.object());
  }

  /** Guild events need the intent; the joining of a guild and interactions do not. */
  void hear(long guildId, String type, JsonNode event) {
    boolean always = type.equals("INTERACTION_CREATE") || type.equals("GUILD_CREATE");
    sessions.values().stream()
        .filter(session -> session.minds(guildId) && (always || session.wantsGuilds()))
        .forEach(session -> session.dispatch(type, event));
  }
}
