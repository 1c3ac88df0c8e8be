package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages: who may write where, and what comes back if not. */
class FakeDiscordMessagesTest {
  private final SteppedClock clock = new SteppedClock();
  private final FakeDiscord discord = new FakeDiscord(clock);
  private final PlainBot bot = new PlainBot(discord);
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");

  @AfterEach
  void stop() {
    bot.close();
    discord.close();
  }

  @Test
  void aGoodPostIsStoredAndNothingIsHeldAgainstIt() throws IOException {
    assertThat(post(alerts).status()).isEqualTo(200);
    assertThat(discord.messages(alerts)).extracting(StoredMessage::content).containsExactly("Down");
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void aChannelThatIsGoneIsUnknown() throws IOException {
    alerts.delete();
    assertThat(post(alerts).refusal()).isEqualTo("404 10003");
  }

  @Test
  void aChannelThatCannotBeSeenIsRefused() throws IOException {
    alerts.deny(guild.everyone(), Permissions.VIEW_CHANNEL);
    assertThat(post(alerts).refusal()).isEqualTo("403 50001");
    assertThat(bot.get("channels/" + alerts.id()).refusal()).isEqualTo("403 50001");

    alerts.allow(guild.botRole(), Permissions.VIEW_CHANNEL);
    assertThat(post(alerts).status()).isEqualTo(200);
  }

  @Test
  void aGuildWithoutTheBotIsRefused() throws IOException {
    guild.removeBot();
    assertThat(post(alerts).refusal()).isEqualTo("403 50001");
    assertThat(bot.get("guilds/" + guild.id()).refusal()).isEqualTo("404 10004");

    guild.inviteBot();
    assertThat(post(alerts).status()).isEqualTo(200);
  }

  @Test
  void postingNeedsSendMessages() throws IOException {
    alerts.deny(discord.world().bot(), Permissions.SEND_MESSAGES);
    assertThat(post(alerts).refusal()).isEqualTo("403 50013");
  }

  @Test
  void anEmbedNeedsEmbedLinks() throws IOException {
    alerts.deny(guild.botRole(), Permissions.EMBED_LINKS);
    ObjectNode body = PlainBot.message("Down", "n");
    body.putArray("embeds").addObject().put("title", "Down");
    assertThat(bot.post(alerts, body).refusal()).isEqualTo("403 50013");
  }

  @Test
  void aFileNeedsAttachFilesAndIsKeptByteForByte() throws IOException {
    ObjectNode body = PlainBot.message("Down", "n");
    body.putArray("attachments").addObject().put("id", 0).put("description", "A chart");
    String path = "channels/" + alerts.id() + "/messages";
    assertThat(bot.upload("POST", path, body, List.of("chart.png")).status()).isEqualTo(200);
    StoredMessage.Attachment chart = discord.messages(alerts).get(0).attachments().get(0);
    assertThat(chart.description()).isEqualTo("A chart");
    assertThat(chart.filename()).isEqualTo("chart.png");
    assertThat(chart.bytes()).containsExactly(0x89, 13, 10, 0, 255);

    alerts.deny(guild.botRole(), Permissions.ATTACH_FILES);
    assertThat(bot.upload("POST", path, body, List.of("chart.png")).refusal())
        .isEqualTo("403 50013");
  }

  @Test
  void filesOfAnEditAreAddedUnlessTheListLeavesTheOldOut() throws IOException {
    ObjectNode body = PlainBot.text("Down");
    body.putArray("attachments").addObject().put("id", 0).put("description", "A chart");
    ObjectNode unlisted = PlainBot.text("Down");
    String id = post(alerts).id();
    String path = "channels/" + alerts.id() + "/messages/" + id;
    bot.upload("PATCH", path, body, List.of("1.png"));
    bot.upload("PATCH", path, unlisted, List.of("2.png"));
    assertThat(files()).containsExactly("1.png", "2.png");

    bot.upload("PATCH", path, body, List.of("3.png"));
    assertThat(files()).containsExactly("3.png");
  }

  private List<String> files() {
    return discord.messages(alerts).get(0).attachments().stream()
        .map(StoredMessage.Attachment::filename)
        .toList();
  }

  @Test
  void anEditOfAMessageThatIsGoneIsUnknown() throws IOException {
    String id = post(alerts).id();
    discord.delete(discord.messages(alerts).get(0));
    assertThat(bot.edit(alerts, id, PlainBot.text("Up")).refusal()).isEqualTo("404 10008");
    assertThat(bot.delete("channels/" + alerts.id() + "/messages/" + id).refusal())
        .isEqualTo("404 10008");
  }

  @Test
  void anotherAuthorsMessageCannotBeEdited() throws IOException {
    StoredMessage other = discord.people().say(guild.owner(), alerts, "Hello");
    assertThat(bot.edit(alerts, Json.id(other.id()), PlainBot.text("Up")).refusal())
        .isEqualTo("403 50005");
    assertThat(bot.delete("channels/" + alerts.id() + "/messages/" + other.id()).refusal())
        .isEqualTo("403 50013");
  }

  @Test
  void anOldMessageTakesFewEditsAnHour() throws IOException {
    discord.oldEdits(2);
    String id = post(alerts).id();
    clock.step(Duration.ofMinutes(61));
    assertThat(bot.edit(alerts, id, PlainBot.text("1")).status()).isEqualTo(200);
    assertThat(bot.edit(alerts, id, PlainBot.text("2")).status()).isEqualTo(200);
    PlainBot.Reply third = bot.edit(alerts, id, PlainBot.text("3"));
    assertThat(third.refusal()).isEqualTo("429 30046");
    assertThat(third.headers().get("Retry-After")).isEqualTo("600");
    assertThat(discord.messages(alerts).get(0).edits()).isEqualTo(2);
  }

  @Test
  void historyIsEmptyWithoutThePermissionAndASingleMessageIsRefused() throws IOException {
    String id = post(alerts).id();
    String path = "channels/" + alerts.id() + "/messages";
    assertThat(bot.get(path).body()).hasSize(1);
    assertThat(bot.get(path + "/" + id).id()).isEqualTo(id);

    alerts.deny(guild.botRole(), Permissions.READ_MESSAGE_HISTORY);
    assertThat(bot.get(path).body()).isEmpty();
    assertThat(bot.get(path + "/" + id).refusal()).isEqualTo("403 50013");
  }

  @Test
  void historyIsNewestFirstAndPaged() throws IOException {
    discord.limits().none();
    String first = post(alerts, "1").id();
    String second = post(alerts, "2").id();
    post(alerts, "3");
    String path = "channels/" + alerts.id() + "/messages";
    assertThat(bot.get(path + "?limit=1").body().findValuesAsText("content")).containsExactly("3");
    assertThat(bot.get(path + "?before=" + second).body().findValuesAsText("content"))
        .containsExactly("1");
    assertThat(bot.get(path + "?after=" + first).body().findValuesAsText("content"))
        .containsExactly("3", "2");
  }

  @Test
  void aReplyNeedsHistoryAndAMessage() throws IOException {
    ObjectNode reply = PlainBot.message("Up", "reply");
    reply.putObject("message_reference").put("message_id", "1");
    assertThat(bot.post(alerts, reply).refusal()).isEqualTo("400 50035");

    reply.putObject("message_reference").put("message_id", post(alerts).id());
    assertThat(bot.post(alerts, reply).status()).isEqualTo(200);
    assertThat(discord.messages(alerts).get(1).reference()).isPresent();

    alerts.deny(guild.botRole(), Permissions.READ_MESSAGE_HISTORY);
    assertThat(bot.post(alerts, reply.put("nonce", "again")).refusal()).isEqualTo("400 160002");
  }

  @Test
  void aClosedDirectMessageRefusesTheMessageNotTheChannel() throws IOException {
    FakeUser anna = discord.world().user("anna");
    anna.closeDirectMessages();
    ObjectNode recipient = Json.object().put("recipient_id", Json.id(anna.id()));
    PlainBot.Reply channel = bot.send("POST", "users/@me/channels", recipient);
    assertThat(channel.body().path("type").asInt()).isEqualTo(1);
    assertThat(post(discord.world().direct(anna)).refusal()).isEqualTo("403 50007");

    anna.openDirectMessages();
    assertThat(post(discord.world().direct(anna)).status()).isEqualTo(200);
  }

  private PlainBot.Reply post(FakeChannel channel) throws IOException {
    return post(channel, "Down");
  }

  private PlainBot.Reply post(FakeChannel channel, String content) throws IOException {
    return bot.post(channel, PlainBot.message(content, content));
  }
}
