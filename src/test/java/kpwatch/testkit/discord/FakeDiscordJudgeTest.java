package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each rule about a body: refused where Discord refuses, and a violation in any case. */
class FakeDiscordJudgeTest {
  private final FakeDiscord discord = new FakeDiscord();
  private final PlainBot bot = new PlainBot(discord);
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final ObjectNode body = PlainBot.message("Down", "n");

  @AfterEach
  void stop() {
    bot.close();
    discord.close();
  }

  @Test
  void contentHasTwoThousandCharacters() throws IOException {
    assertTaken(body.put("content", "x".repeat(2000)));
    assertRefused(body.put("content", "x".repeat(2001)).put("nonce", "2"), "content: ");
  }

  @Test
  void theRefusalNamesTheField() throws IOException {
    body.putArray("embeds").addObject().put("title", "x".repeat(257));
    PlainBot.Reply reply = bot.post(alerts, body);
    assertThat(reply.body().at("/errors/embeds/0/title/_errors")).hasSize(1);
  }

  @Test
  void embedsHaveSixThousandTogether() throws IOException {
    ArrayNode embeds = body.putArray("embeds");
    embeds.addObject().put("description", "x".repeat(3000));
    embeds.addObject().put("description", "x".repeat(3000));
    assertTaken(body);
    embeds.addObject().put("title", "x");
    assertRefused(body.put("nonce", "2"), "embeds: Embed size");
  }

  @Test
  void eachPartOfAnEmbedHasItsLimit() throws IOException {
    ObjectNode embed = body.putArray("embeds").addObject();
    embed.put("description", "x".repeat(4097));
    embed.putObject("footer").put("text", "x".repeat(2049));
    embed.putObject("author").put("name", "x".repeat(257));
    embed.putArray("fields").addObject().put("name", "x".repeat(257)).put("value", "");
    bot.post(alerts, body);
    for (String part : List.of("description", "footer.text", "author.name", "fields.0.name")) {
      assertThat(discord.violations()).anyMatch(line -> line.contains("embeds.0." + part + ": "));
    }
    assertThat(discord.violations()).anyMatch(line -> line.contains("fields.0.value: This field"));
  }

  @Test
  void atMostTenEmbedsAndTwentyFiveFields() throws IOException {
    for (int i = 0; i < 11; i++) {
      body.withArray("embeds").addObject().put("title", "x");
    }
    ObjectNode first = (ObjectNode) body.at("/embeds/0");
    for (int i = 0; i < 26; i++) {
      first.withArray("fields").addObject().put("name", "n").put("value", "v");
    }
    assertRefused(body, "embeds: Must be 10");
    assertThat(discord.violations()).anyMatch(line -> line.contains("embeds.0.fields: Must be 25"));
  }

  @Test
  void anEmptyMessageIsRefused() throws IOException {
    assertThat(bot.post(alerts, body.put("content", " ")).refusal()).isEqualTo("400 50006");
    assertThat(discord.violations()).hasSize(1);
  }

  @Test
  void allowedMentionsAreNeededOnCreatesAndEditsAndAnswers() throws IOException {
    String id = bot.post(alerts, body).id();
    ObjectNode bare = Json.object().put("content", "Up");
    assertThat(discord.violations()).isEmpty();
    bot.edit(alerts, id, bare);
    discord.commands().register(FakeDiscordCommandsTest.commands("status"));
    Played played = discord.people().slash(guild.owner(), alerts, "status");
    bot.acknowledge(played, 4, bare);
    bot.send("PATCH", bot.hook(played, "/messages/@original"), bare);
    bot.send("POST", bot.hook(played, ""), bare);
    assertThat(discord.violations())
        .hasSize(4)
        .allMatch(line -> line.endsWith("allowed_mentions: is missing"));
  }

  @Test
  void aKindIsParsedOrListedNotBoth() throws IOException {
    ObjectNode allowed = body.putObject("allowed_mentions");
    allowed.putArray("parse").add("roles");
    allowed.putArray("roles").add("1");
    assertRefused(body, "allowed_mentions: parse");
  }

  @Test
  void aPostNeedsANonceAndItsEnforcement() throws IOException {
    bot.post(alerts, PlainBot.text("Down"));
    bot.post(alerts, PlainBot.text("Down").put("nonce", "n"));
    assertThat(discord.messages(alerts)).hasSize(2);
    assertThat(discord.violations()).hasSize(2).allMatch(line -> line.contains(" nonce: "));
  }

  @Test
  void aNonceHasTwentyFiveCharacters() throws IOException {
    assertRefused(body.put("nonce", "x".repeat(26)), "nonce: Must be 25");
  }

  @Test
  void eachFileHasADescription() throws IOException {
    String path = "channels/" + alerts.id() + "/messages";
    bot.upload("POST", path, body, List.of("chart.png"));
    assertThat(discord.violations())
        .containsExactly("POST /" + path + " attachments: no description for chart.png");
    assertThat(discord.messages(alerts)).hasSize(1);
  }

  @Test
  void newComponentsNeedTheirFlagAndExcludeTheOldFields() throws IOException {
    body.putArray("components").addObject().put("type", 10).put("content", "Down");
    assertRefused(body, "components: Needs IS_COMPONENTS_V2");
    assertRefused(body.put("flags", 1 << 15), "content: Cannot be used");
    body.remove("content");
    assertTaken(body);
    String id = Json.id(discord.messages(alerts).get(0).id());
    assertThat(bot.edit(alerts, id, PlainBot.text("Up")).refusal()).isEqualTo("400 50035");
  }

  @Test
  void aFileIsShownByANewComponent() throws IOException {
    ObjectNode v2 = PlainBot.message("", "n").put("flags", 1 << 15);
    v2.remove("content");
    v2.putArray("components").addObject().put("type", 10).put("content", "Down");
    v2.putArray("attachments").addObject().put("id", 0).put("description", "A chart");
    bot.upload("POST", "channels/" + alerts.id() + "/messages", v2, List.of("chart.png"));
    assertThat(discord.violations())
        .anyMatch(line -> line.endsWith("components: chart.png is shown by none"));
  }

  @Test
  void aCustomIdIsThereOnceAndHasAHundredCharacters() throws IOException {
    ArrayNode twice = Json.array();
    twice.add(FakeDiscordInteractionsTest.button("why").get(0));
    twice.add(FakeDiscordInteractionsTest.button("why").get(0));
    body.set("components", twice);
    assertRefused(body, "components.1.components.0.custom_id: ");
    body.set("components", FakeDiscordInteractionsTest.button("x".repeat(101)));
    assertRefused(body, "components.0.components.0.custom_id: Must be 100");
  }

  @Test
  void rowsAndButtonsAreAtMostFive() throws IOException {
    ArrayNode rows = Json.array();
    for (int i = 0; i < 6; i++) {
      rows.add(FakeDiscordInteractionsTest.button("b" + i).get(0));
    }
    body.set("components", rows);
    assertRefused(body, "components: Must be 5");
    ArrayNode one = Json.array();
    ArrayNode buttons = one.addObject().put("type", 1).putArray("components");
    rows.forEach(row -> buttons.add(row.at("/components/0")));
    body.set("components", one);
    assertRefused(body, "components.0.components: Must be 5");
  }

  @Test
  void choicesAreAtMostTwentyFive() throws IOException {
    JsonNode command =
        Json.read(
                "[{\"name\":\"why\",\"description\":\"Why\",\"options\":[{\"type\":3,"
                    + "\"name\":\"id\",\"description\":\"Id\",\"autocomplete\":true}]}]")
            .orElseThrow();
    discord.commands().register(command);
    Played typed = discord.people().autocomplete(guild.owner(), alerts, "why", "id", "");
    ObjectNode data = Json.object();
    for (int i = 0; i < 26; i++) {
      data.withArray("choices").addObject().put("name", "x".repeat(101)).put("value", "v");
    }
    assertThat(bot.acknowledge(typed, 8, data).refusal()).isEqualTo("400 50035");
    assertThat(discord.violations()).anyMatch(line -> line.contains("data.choices: Must be 25"));
    assertThat(discord.violations()).anyMatch(line -> line.contains("data.choices.0.name: "));
  }

  @Test
  void whatOnlyTheOpenApiFileForbidsIsRefused() throws IOException {
    assumeTrue(DiscordSchema.present(), "needs the recordings: -Drecorded.dir");
    ((ObjectNode) body.path("allowed_mentions")).putArray("parse").add("herd");
    assertRefused(body, "allowed_mentions.parse.0: OpenAPI: ");
    assertRefused(PlainBot.message("Down", "n").put("flags", "many"), "flags: OpenAPI: ");
  }

  @Test
  void whatJdaWritesOtherwiseIsTaken() throws IOException {
    assumeTrue(DiscordSchema.present(), "needs the recordings: -Drecorded.dir");
    ArrayNode commands = FakeDiscordCommandsTest.commands("status");
    ObjectNode command = (ObjectNode) commands.get(0);
    command.put("default_member_permissions", "32");
    command.putArray("contexts").add("0").add("1");
    command.putArray("integration_types").add("0");
    String path = "applications/" + discord.world().bot().id() + "/commands";
    assertThat(bot.send("PUT", path, commands).status()).isEqualTo(200);
    assertThat(discord.violations()).isEmpty();
  }

  private void assertTaken(JsonNode message) throws IOException {
    assertThat(bot.post(alerts, message).status()).isEqualTo(200);
    assertThat(discord.violations()).filteredOn(line -> !line.contains("V2")).isEmpty();
  }

  private void assertRefused(JsonNode message, String violation) throws IOException {
    assertThat(bot.post(alerts, message).refusal()).isEqualTo("400 50035");
    String where = "POST /channels/" + alerts.id() + "/messages " + violation;
    assertThat(discord.violations()).anyMatch(line -> line.startsWith(where));
  }
}
