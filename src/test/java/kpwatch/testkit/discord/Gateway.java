package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final Changes changes;
  private final GatewaySessions sessions;
  private final List<GatewayConnection> connections = new ArrayList<>();
  private Duration heartbeat = Duration.ofMillis(41_250);
  private Duration identifiesReset = Duration.ofDays(1);
  private int heartbeats;

  Gateway(World world, Token token, Changes changes, Supplier<String> url) {
    this.world = world;
    this.changes = changes;
    sessions = new GatewaySessions(world, token, url);
    world.listen(
        (guildId, type, event) -> {
          sessions.hear(guildId, type, event);
          changes.happened();
        });
  }

  /** Identifies (op 2) with the right token, refused ones included. */
  public int identifies() {
    synchronized (world) {
      return sessions.identifies();
    }
  }

  /** Resumes (op 6) that were granted. */
  public int resumes() {
    synchronized (world) {
      return sessions.resumes();
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
      return sessions.connected();
    }
  }

  /** What {@code session_start_limit.remaining} says; at 0 the next identify costs the token. */
  public void identifiesLeft(int left) {
    synchronized (world) {
      sessions.identifiesLeft(left);
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
    return sessions.identifiesLeft();
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
      sessions.identifyInterval(interval);
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
        sessions.forget();
      }
    }
    each(connection -> connection.send(op(9).put("d", resumable)));
  }

  /** From now on each resume (op 6) is answered with op 9. */
  public void refuseResumes(boolean refuse) {
    synchronized (world) {
      sessions.refuseResumes(refuse);
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
        case 2 -> sessions.identify(connection, data);
        case 6 -> sessions.resume(connection, data);
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
        connection.session().ifPresent(sessions::forget);
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
      sessions.forget();
    }
  }

  private void beat(GatewayConnection connection) {
    heartbeats++;
    connection.send(op(11));
  }

  private void each(Consumer<GatewayConnection> what) {
    List<GatewayConnection> now;
    synchronized (world) {
      now = List.copyOf(connections);
    }
    now.forEach(what);
  }

  static ObjectNode op(int number) {
    return Json.object().put("op", number).putNull("d");
  }
}
