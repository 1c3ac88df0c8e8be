package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads, forums and announcement channels. */
class FakeDiscordThreadsTest {
  private final FakeDiscord discord = new FakeDiscord();
  private final PlainBot bot = new PlainBot(discord);
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");

  @AfterEach
  void stop() {
    bot.close();
    discord.close();
  }

  @Test
  void inAThreadOnlyItsOwnSendPermissionCounts() throws IOException {
    FakeChannel thread = alerts.thread("incident");
    alerts.deny(guild.botRole(), Permissions.SEND_MESSAGES);
    assertThat(post(thread, "1").status()).isEqualTo(200);

    alerts.deny(guild.botRole(), Permissions.SEND_MESSAGES_IN_THREADS);
    assertThat(post(thread, "2").refusal()).isEqualTo("403 50013");
  }

  @Test
  void postingReopensAnArchivedThreadButEditingInItIsRefused() throws IOException {
    FakeChannel thread = alerts.thread("incident");
    String id = post(thread, "1").id();
    thread.archive();
    assertThat(bot.edit(thread, id, PlainBot.text("Up")).refusal()).isEqualTo("400 50083");
    assertThat(metadata(thread, "archived")).isTrue();
    assertThat(post(thread, "2").status()).isEqualTo(200);
    assertThat(metadata(thread, "archived")).isFalse();
  }

  @Test
  void aLockedThreadRefusesAllButModerators() throws IOException {
    FakeChannel thread = alerts.thread("incident");
    thread.lock();
    assertThat(post(thread, "1").refusal()).isEqualTo("400 160005");

    guild.botRole().permissions(Permissions.BOT_RECOMMENDED | Permissions.MANAGE_THREADS);
    assertThat(post(thread, "1").status()).isEqualTo(200);
  }

  @Test
  void archivedThreadsAreListedApart() throws IOException {
    FakeChannel thread = alerts.thread("incident");
    String archived = "channels/" + alerts.id() + "/threads/archived/public";
    assertThat(bot.get("guilds/" + guild.id() + "/threads/active").body().path("threads"))
        .hasSize(1);
    thread.archive();
    assertThat(bot.get("guilds/" + guild.id() + "/threads/active").body().path("threads"))
        .isEmpty();
    assertThat(bot.get(archived).body().path("threads")).hasSize(1);
  }

  @Test
  void aForumTakesPostsOnly() throws IOException {
    FakeChannel forum = guild.forum("incidents");
    assertThat(post(forum, "1").refusal()).isEqualTo("400 40058");

    ObjectNode body = Json.object().put("name", "Outage");
    body.set("message", PlainBot.text("Down"));
    String path = "channels/" + forum.id() + "/threads";
    assertThat(bot.send("POST", path, body).status()).isEqualTo(201);
    forum.requireTag();
    assertThat(bot.send("POST", path, body).refusal()).isEqualTo("400 40067");
  }

  @Test
  void aMessageIsPublishedOnceAndThenEditedRarely() throws IOException {
    FakeChannel news = guild.announcement("news");
    String id = post(news, "1").id();
    String path = "channels/" + news.id() + "/messages/" + id + "/crosspost";
    assertThat(bot.send("POST", path, Json.object()).status()).isEqualTo(200);
    assertThat(bot.send("POST", path, Json.object()).refusal()).isEqualTo("400 40033");
    for (int i = 0; i < 3; i++) {
      assertThat(bot.edit(news, id, PlainBot.text("Up" + i)).status()).isEqualTo(200);
    }
    assertThat(bot.edit(news, id, PlainBot.text("Up")).refusal()).isEqualTo("429 20022");
  }

  @Test
  void anOrdinaryChannelPublishesNothing() throws IOException {
    String id = post(alerts, "1").id();
    String path = "channels/" + alerts.id() + "/messages/" + id + "/crosspost";
    assertThat(bot.send("POST", path, Json.object()).refusal()).isEqualTo("400 50024");
  }

  private boolean metadata(FakeChannel thread, String field) throws IOException {
    return bot.get("channels/" + thread.id())
        .body()
        .path("thread_metadata")
        .path(field)
        .asBoolean();
  }

  private PlainBot.Reply post(FakeChannel channel, String nonce) throws IOException {
    return bot.post(channel, PlainBot.message("Down", nonce));
  }
}
