package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/**
 * The websocket side. It counts identifies and resumes, and can be told to misbehave. Sources:
 * https://docs.discord.com/developers/events/gateway,
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes
 */
public final class Gateway {
  /** Identifies per 24 hours; the next one costs the token. */
  public static final int IDENTIFIES_A_DAY = 1000;

  private final World world;
  private final Token token;
  private final Changes changes;
  private final Supplier<String> url;
  private final Map<String, GatewaySession> sessions = new LinkedHashMap<>();
  private final List<GatewayConnection> connections = new ArrayList<>();
  private Duration heartbeat = Duration.ofMillis(41_250);
  private Duration identifyInterval = Duration.ZERO;
  private long lastIdentify = System.nanoTime() - Duration.ofDays(1).toNanos();
  private int identifiesLeft = IDENTIFIES_A_DAY;
  private Duration identifiesReset = Duration.ofDays(1);
  private int identifies;
  private int resumes;
  private int heartbeats;
  private boolean refusesResume;

  Gateway(World world, Token token, Changes changes, Supplier<String> url) {
    this.world = world;
    this.token = token;
    this.changes = changes;
    this.url = url;
    world.listen(this::heard);
  }

  /** Identifies (op 2) with the right token, refused ones included. */
  public int identifies() {
    synchronized (world) {
      return identifies;
    }
  }

  /** Resumes (op 6) that were granted. */
  public int resumes() {
    synchronized (world) {
      return resumes;
    }
  }

  public int heartbeats() {
    synchronized (world) {
      return heartbeats;
    }
  }

  /** Open connections that have a session. */
  public int connected() {
    synchronized (world) {
      return (int) sessions.values().stream().filter(s -> s.connection().isPresent()).count();
    }
  }

  /** What {@code session_start_limit.remaining} says; at 0 the next identify costs the token. */
  public void identifiesLeft(int left) {
    synchronized (world) {
      identifiesLeft = left;
    }
  }

  /** When {@code session_start_limit} says that there will be more; a day at first. */
  public void identifiesReset(Duration time) {
    synchronized (world) {
      identifiesReset = time;
    }
  }

  Duration identifiesReset() {
    return identifiesReset;
  }

  int identifiesLeft() {
    return identifiesLeft;
  }

  /** For connections made after this; 41.25 s at first, as at Discord. */
  public void heartbeatInterval(Duration interval) {
    synchronized (world) {
      heartbeat = interval;
    }
  }

  /**
   * The shortest time between two identifies; a faster one gets Invalid Session. Zero at first, so
   * that tests may restart a client; 5 s at Discord.
   */
  public void identifyInterval(Duration interval) {
    synchronized (world) {
      identifyInterval = interval;
    }
  }

  /** Closes every connection with this code. 4004, 4010 to 4014 are fatal to a client. */
  public void close(int code) {
    each(connection -> connection.close(code, "Told so by the test."));
  }

  /** Ends every connection without a close frame. */
  public void cut() {
    each(GatewayConnection::cut);
  }

  /** The open connections say nothing more, not even to a heartbeat; new ones work. */
  public void goSilent() {
    each(GatewayConnection::mute);
  }

  /** Op 7: the client shall reconnect and resume. */
  public void askToReconnect() {
    each(connection -> connection.send(op(7)));
  }

  /**
   * Op 9.
   *
   * @param resumable if false, the session is gone and the client must identify anew
   */
  public void invalidateSessions(boolean resumable) {
    synchronized (world) {
      if (!resumable) {
        sessions.clear();
      }
    }
    each(connection -> connection.send(op(9).put("d", resumable)));
  }

  /** From now on each resume (op 6) is answered with op 9. */
  public void refuseResumes(boolean refuse) {
    synchronized (world) {
      refusesResume = refuse;
    }
  }

  /** For an upgrade request with these query parameters. */
  GatewayConnection connect(HttpUrl url) {
    boolean known =
        "10".equals(url.queryParameter("v")) && "json".equals(url.queryParameter("encoding"));
    boolean compressed = "zlib-stream".equals(url.queryParameter("compress"));
    return new GatewayConnection(this, compressed, known);
  }

  void opened(GatewayConnection connection) {
    synchronized (world) {
      if (!connection.speaksOurs()) {
        connection.close(4012, "Invalid API version.");
        return;
      }
      connections.add(connection);
      ObjectNode hello = op(10);
      hello.putObject("d").put("heartbeat_interval", heartbeat.toMillis());
      connection.send(hello);
    }
    changes.happened();
  }

  void received(GatewayConnection connection, JsonNode message) {
    synchronized (world) {
      JsonNode data = message.path("d");
      switch (message.path("op").asInt(-1)) {
        case 1 -> beat(connection);
        case 2 -> identify(connection, data);
        case 6 -> resume(connection, data);
        case 3, 4, 8 -> {
          if (connection.session().isEmpty()) {
            connection.close(4003, "Not authenticated.");
          }
        }
        default -> connection.close(4001, "Unknown opcode.");
      }
    }
    changes.happened();
  }

  /** Codes 1000 and 1001 from a client end its session. */
  void closing(GatewayConnection connection, int code) {
    synchronized (world) {
      if (code == 1000 || code == 1001) {
        connection.session().ifPresent(session -> sessions.remove(session.id()));
      }
    }
    gone(connection);
  }

  void gone(GatewayConnection connection) {
    synchronized (world) {
      connections.remove(connection);
      connection.session().ifPresent(session -> session.disconnected(connection));
    }
    changes.happened();
  }

  /** All of them, whoever they belong to; nobody can resume any more. */
  void forgetSessions() {
    synchronized (world) {
      sessions.clear();
    }
  }

  private void beat(GatewayConnection connection) {
    heartbeats++;
    connection.send(op(11));
  }

  private void identify(GatewayConnection connection, JsonNode data) {
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
      connection.send(op(9).put("d", false));
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

  private void resume(GatewayConnection connection, JsonNode data) {
    if (!token.is(data.path("token").asText())) {
      connection.close(4004, "Authentication failed.");
      return;
    }
    Optional<GatewaySession> known =
        Optional.ofNullable(sessions.get(data.path("session_id").asText()));
    long sequence = data.path("seq").asLong(-1);
    if (known.isEmpty() || refusesResume) {
      connection.send(op(9).put("d", false));
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
  private void heard(long guildId, String type, JsonNode event) {
    boolean always = type.equals("INTERACTION_CREATE") || type.equals("GUILD_CREATE");
    sessions.values().stream()
        .filter(session -> session.minds(guildId) && (always || session.wantsGuilds()))
        .forEach(session -> session.dispatch(type, event));
    changes.happened();
  }

  private void each(Consumer<GatewayConnection> what) {
    List<GatewayConnection> now;
    synchronized (world) {
      now = List.copyOf(connections);
    }
    now.forEach(what);
  }

  private static ObjectNode op(int number) {
    return Json.object().put("op", number).putNull("d");
  }
}
