package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acknowledging, answering, and what a person's client lets through. */
class FakeDiscordInteractionsTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final SteppedClock clock = new SteppedClock();
  private final FakeDiscord discord = new FakeDiscord(clock);
  private final PlainBot bot = new PlainBot(discord);
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final FakeUser anna = discord.world().user("anna");

  @BeforeEach
  void register() {
    guild.member(anna);
    String commands =
        """
        [{"name":"status","description":"How it is","contexts":[0,1]},
         {"name":"incident","description":"One","contexts":[0],"options":[
           {"type":1,"name":"show","description":"Show","options":[
             {"type":3,"name":"id","description":"Id","required":true,"autocomplete":true},
             {"type":7,"name":"where","description":"Where","channel_types":[0]}]}]}]
        """;
    discord.commands().register(Json.read(commands).orElseThrow());
  }

  @AfterEach
  void stop() {
    bot.close();
    discord.close();
  }

  @Test
  void anImmediateAnswerIsInTheChannel() throws IOException {
    Played played = status();
    PlainBot.Reply reply = bot.acknowledge(played, 4, PlainBot.text("Up"));
    assertThat(reply.body().path("resource").path("message").path("content").asText())
        .isEqualTo("Up");
    assertThat(played.awaitAnswer(SOON).content()).isEqualTo("Up");
    assertThat(played.deferred()).isFalse();
    assertThat(discord.messages(alerts)).hasSize(1);
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void aLateAcknowledgementMeetsAnUnknownInteraction() throws IOException {
    discord.acknowledgeWithin(Duration.ZERO);
    Played played = status();
    assertThat(bot.acknowledge(played, 4, PlainBot.text("Up")).refusal()).isEqualTo("404 10062");
    assertThat(played.acknowledgement()).isZero();
  }

  @Test
  void aSecondAcknowledgementIsRefused() throws IOException {
    Played played = status();
    bot.acknowledge(played, 5, Json.object());
    assertThat(bot.acknowledge(played, 4, PlainBot.text("Up")).refusal()).isEqualTo("400 40060");
  }

  @Test
  void theDeferralFixesWhoSeesTheAnswer() throws IOException {
    Played played = status();
    bot.acknowledge(played, 5, Json.object().put("flags", 64));
    assertThat(played.answer()).isEmpty();
    bot.send("PATCH", bot.hook(played, "/messages/@original"), PlainBot.text("Up").put("flags", 0));
    assertThat(played.awaitAnswer(SOON).ephemeral()).isTrue();
    assertThat(played.ephemeral()).isTrue();
    assertThat(discord.messages(alerts)).isEmpty();
  }

  @Test
  void theFirstFollowUpAfterADeferralIsTheAnswer() throws IOException {
    Played played = status();
    bot.acknowledge(played, 5, Json.object());
    bot.send("POST", bot.hook(played, ""), PlainBot.text("Up"));
    bot.send("POST", bot.hook(played, ""), PlainBot.text("More"));
    assertThat(played.awaitAnswer(SOON).content()).isEqualTo("Up");
    assertThat(played.followUps()).extracting(StoredMessage::content).containsExactly("More");
    String more = "/messages/" + played.followUps().get(0).id();
    assertThat(bot.send("PATCH", bot.hook(played, more), PlainBot.text("Less")).status())
        .isEqualTo(200);
    assertThat(bot.delete(bot.hook(played, "/messages/@original")).status()).isEqualTo(204);
    assertThat(played.answer()).isEmpty();
  }

  @Test
  void theTokenDiesAfterAQuarterOfAnHour() throws IOException {
    Played played = status();
    assertThat(bot.send("POST", bot.hook(played, ""), PlainBot.text("Up")).refusal())
        .isEqualTo("404 10015");
    bot.acknowledge(played, 5, Json.object());
    clock.step(Duration.ofMinutes(16));
    assertThat(bot.send("POST", bot.hook(played, ""), PlainBot.text("Up")).refusal())
        .isEqualTo("401 50027");
    assertThat(discord.requestsAfter401()).isZero();
  }

  @Test
  void choicesAreForAutocompleteOnly() throws IOException {
    Played typed = discord.people().autocomplete(anna, alerts, "incident show", "id", "2026");
    assertThat(bot.acknowledge(typed, 5, Json.object()).refusal()).isEqualTo("400 50035");
    ObjectNode data = Json.object();
    data.putArray("choices").addObject().put("name", "Outage").put("value", "2026-1");
    assertThat(bot.acknowledge(typed, 8, data).status()).isEqualTo(200);
    assertThat(typed.awaitChoices(SOON)).hasSize(1);
    assertThat(bot.acknowledge(status(), 8, data).refusal()).isEqualTo("400 50035");
  }

  @Test
  void aClickUpdatesItsMessage() throws IOException {
    ObjectNode body = PlainBot.message("Down", "n");
    body.set("components", button("v1:why:7"));
    bot.post(alerts, body);
    StoredMessage message = discord.messages(alerts).get(0);
    Played click = discord.people().click(anna, message, "v1:why:7");
    assertThat(bot.acknowledge(click, 7, PlainBot.text("Because")).status()).isEqualTo(200);
    assertThat(click.awaitAnswer(SOON).id()).isEqualTo(message.id());
    assertThat(discord.messages(alerts).get(0).content()).isEqualTo("Because");
    assertThatThrownBy(() -> discord.people().click(anna, message, "v1:other"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSelectTakesWhatItOffers() throws IOException {
    ObjectNode body = PlainBot.message("Pick", "n");
    JsonNode menu =
        Json.read(
                "[{\"type\":1,\"components\":[{\"type\":3,\"custom_id\":\"lang\",\"options\":["
                    + "{\"label\":\"Korean\",\"value\":\"ko\"}]}]}]")
            .orElseThrow();
    body.set("components", menu);
    bot.post(alerts, body);
    StoredMessage message = discord.messages(alerts).get(0);
    Played picked = discord.people().select(anna, message, "lang", "ko");
    assertThat(bot.acknowledge(picked, 6, Json.object()).status()).isEqualTo(200);
    assertThatThrownBy(() -> discord.people().select(anna, message, "lang", "ja"))
        .hasMessage("not offered: ja");
  }

  @Test
  void theEventTellsWhatTheBotMayDoInAChannelThatIsNamed() {
    var heard = new java.util.ArrayList<JsonNode>();
    discord.world().listen((guildId, type, event) -> heard.add(event));
    FakeChannel other = guild.text("other");
    other.deny(guild.botRole(), Permissions.EMBED_LINKS);
    heard.clear();
    discord.people().slash(anna, alerts, "incident show", Map.of("id", "1", "where", other));
    JsonNode channel = heard.get(0).at("/data/resolved/channels").path(Json.id(other.id()));
    assertThat(channel.path("app_permissions").asLong())
        .isEqualTo(Permissions.of(discord.world().bot(), other));
    assertThat(heard.get(0).at("/member/permissions").asLong())
        .isEqualTo(Permissions.of(anna, alerts));
    assertThat(heard.get(0).at("/data/options/0/options/0/value").asText()).isEqualTo("1");
  }

  @Test
  void whatAClientWouldNotSendIsTheTestsMistake() {
    FakeChannel direct = discord.world().direct(anna);
    var mistakes =
        Map.of(
            "/incident: required option is missing: id", play("incident show", alerts, Map.of()),
            "no such command: /nothing", play("nothing", alerts, Map.of()),
            "/incident: unknown subcommand: hide", play("incident hide", alerts, Map.of()),
            "/status: unknown option: [id]", play("status", alerts, Map.of("id", "1")),
            "/incident is not offered here", play("incident show", direct, Map.of("id", "1")));
    mistakes.forEach((message, met) -> assertThat(met).contains(message));
    assertThat(play("status", direct, Map.of())).isEmpty();
  }

  private Optional<String> play(String command, FakeChannel where, Map<String, ?> options) {
    try {
      discord.people().slash(anna, where, command, options);
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(e.getMessage());
    }
  }

  static JsonNode button(String customId) {
    ObjectNode row = Json.object().put("type", 1);
    row.putArray("components")
        .addObject()
        .put("type", 2)
        .put("style", 2)
        .put("label", "Why")
        .put("custom_id", customId);
    return Json.array().add(row);
  }

  private Played status() {
    return discord.people().slash(anna, alerts, "status");
  }
}
