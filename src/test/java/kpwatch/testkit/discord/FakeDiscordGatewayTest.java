package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The websocket side, with a client that can be wrong in every way. */
class FakeDiscordGatewayTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final List<PlainGateway> clients = new ArrayList<>();

  @AfterEach
  void stop() {
    clients.forEach(PlainGateway::close);
    discord.close();
  }

  @Test
  void helloThenReadyThenTheGuild() throws Exception {
    PlainGateway client = connect();
    assertThat(client.next().at("/d/heartbeat_interval").asInt()).isEqualTo(41_250);
    client.identify();
    assertThat(client.next().at("/d/guilds/0/unavailable").asBoolean()).isTrue();
    assertThat(client.next().at("/d/channels/0/name").asText()).isEqualTo("alerts");
    assertThat(discord.gateway().identifies()).isEqualTo(1);
  }

  @Test
  void aWrongTokenIsFatal() throws Exception {
    assertThat(connect().identify("wrong", 1).closeCode()).isEqualTo(4004);
    assertThat(discord.gateway().identifies()).isZero();
  }

  @Test
  void aPrivilegedIntentIsFatal() throws Exception {
    assertThat(connect().identify(discord.token(), 1 | 1 << 15).closeCode()).isEqualTo(4014);
    assertThat(connect().identify(discord.token(), 1 | 1 << 1).closeCode()).isEqualTo(4014);
  }

  @Test
  void anUnknownIntentIsFatal() throws Exception {
    assertThat(connect().identify(discord.token(), 1L << 40).closeCode()).isEqualTo(4013);
  }

  @Test
  void anotherVersionIsRefused() throws Exception {
    assertThat(connect("?v=6&encoding=json").closeCode()).isEqualTo(4012);
    assertThat(connect("?v=10&encoding=etf").closeCode()).isEqualTo(4012);
  }

  @Test
  void nonsenseIsRefused() throws Exception {
    assertThat(connect().send(Json.object().put("op", 99)).closeCode()).isEqualTo(4001);
    assertThat(connect().send(Json.array()).closeCode()).isEqualTo(4002);
    assertThat(connect().send(Json.object().put("op", 3)).closeCode()).isEqualTo(4003);
    assertThat(connect().identify().identify().closeCode()).isEqualTo(4005);
  }

  @Test
  void moreThanTwoSendsASecondAreRefused() throws Exception {
    PlainGateway client = connect();
    for (int i = 0; i < 121; i++) {
      client.send(Json.object().put("op", 1).putNull("d"));
    }
    assertThat(client.closeCode()).isEqualTo(4008);
  }

  @Test
  void aHeartbeatIsAcknowledgedUnlessItIsSilent() throws Exception {
    PlainGateway client = connect().identify();
    client.send(Json.object().put("op", 1).putNull("d"));
    client.next("11");
    discord.gateway().goSilent();
    client.send(Json.object().put("op", 1).putNull("d"));
    discord.await(() -> discord.gateway().heartbeats() == 2, SOON, "no heartbeat");
    discord.gateway().close(4000);
    assertThat(client.closeCode()).isEqualTo(4000);
    assertThat(client.heardNothing()).isTrue();
  }

  @Test
  void aResumeReplaysWhatWasMissed() throws Exception {
    PlainGateway first = connect().identify();
    JsonNode ready = first.next("READY");
    int sequence = first.next("GUILD_CREATE").path("s").asInt();
    discord.gateway().cut();
    assertThat(first.closeCode()).isEqualTo(1006);
    alerts.rename("alarms");

    PlainGateway second = connect().resume(ready.at("/d/session_id").asText(), sequence);
    second.next("10");
    assertThat(second.next().at("/d/name").asText()).isEqualTo("alarms");
    second.next("RESUMED");
    assertThat(discord.gateway().resumes()).isEqualTo(1);
    assertThat(discord.gateway().identifies()).isEqualTo(1);
  }

  @Test
  void aSessionThatTheClientEndedCannotBeResumed() throws Exception {
    PlainGateway first = connect().identify();
    String session = first.next("READY").at("/d/session_id").asText();
    first.leave();
    discord.await(() -> discord.gateway().connected() == 0, SOON, "still connected");
    assertThat(connect().resume(session, 1).next("9").path("d").asBoolean()).isFalse();
  }

  @Test
  void anInvalidatedSessionCannotBeResumed() throws Exception {
    PlainGateway first = connect().identify();
    String session = first.next("READY").at("/d/session_id").asText();
    discord.gateway().invalidateSessions(false);
    assertThat(first.next("9").path("d").asBoolean()).isFalse();
    assertThat(connect().resume(session, 1).next("9").path("d").asBoolean()).isFalse();
  }

  @Test
  void asksToReconnect() throws Exception {
    PlainGateway client = connect().identify();
    client.next("READY");
    discord.gateway().askToReconnect();
    client.next("7");
  }

  @Test
  void oneIdentifyTooManyCostsTheToken() throws Exception {
    discord.gateway().identifiesLeft(1);
    connect().identify().next("READY");
    assertThat(connect().identify().closeCode()).isEqualTo(4004);
    try (PlainBot bot = new PlainBot(discord)) {
      assertThat(bot.get("gateway/bot").status()).isEqualTo(401);
    }
  }

  @Test
  void theStartLimitIsTold() throws Exception {
    connect().identify().next("READY");
    try (PlainBot bot = new PlainBot(discord)) {
      JsonNode limit = bot.get("gateway/bot").body().path("session_start_limit");
      assertThat(limit.path("remaining").asInt()).isEqualTo(999);
    }
  }

  @Test
  void identifyingTooSoonMakesAnInvalidSession() throws Exception {
    discord.gateway().identifyInterval(Duration.ofSeconds(5));
    connect().identify().next("READY");
    assertThat(connect().identify().next("9").path("d").asBoolean()).isFalse();
  }

  @Test
  void aRevokedTokenClosesTheGateway() throws Exception {
    PlainGateway client = connect().identify();
    client.next("READY");
    discord.revokeToken();
    assertThat(client.closeCode()).isEqualTo(4004);
  }

  @Test
  void eachChangeOfTheWorldIsHeard() throws Exception {
    PlainGateway client = connect().identify();
    client.next("READY");
    FakeChannel thread = alerts.thread("incident");
    thread.archive();
    thread.delete();
    alerts.deny(guild.botRole(), Permissions.SEND_MESSAGES);
    guild.botRole().permissions(0);
    guild.member(discord.world().bot());
    guild.goUnavailable();
    guild.comeBack();
    alerts.delete();
    guild.removeBot();
    for (String event :
        List.of(
            "THREAD_CREATE",
            "THREAD_UPDATE",
            "THREAD_DELETE",
            "CHANNEL_UPDATE",
            "GUILD_ROLE_UPDATE",
            "GUILD_MEMBER_UPDATE")) {
      client.next(event);
    }
    assertThat(client.next("GUILD_DELETE").at("/d/unavailable").asBoolean()).isTrue();
    client.next("GUILD_CREATE");
    client.next("CHANNEL_DELETE");
    assertThat(client.next("GUILD_DELETE").at("/d").has("unavailable")).isFalse();
  }

  @Test
  void anArchivedThreadIsNotTold() throws Exception {
    alerts.thread("old").archive();
    alerts.thread("new");
    JsonNode threads = connect().identify().next("GUILD_CREATE").at("/d/threads");
    assertThat(threads.findValuesAsText("name")).containsExactly("new");
  }

  @Test
  void aStreamIsCompressedWhereTheClientAsks() throws Exception {
    Inflater inflater = new Inflater();
    inflater.setInput(connect("?v=10&encoding=json&compress=zlib-stream").binary().toByteArray());
    byte[] text = new byte[1000];
    int length = inflater.inflate(text);
    JsonNode hello = Json.read(new String(text, 0, length, "UTF-8")).orElseThrow();
    assertThat(hello.path("op").asInt()).isEqualTo(10);
  }

  private PlainGateway connect() {
    return connect("?v=10&encoding=json");
  }

  private PlainGateway connect(String query) {
    PlainGateway client = new PlainGateway(discord, query);
    clients.add(client);
    return client;
  }
}
