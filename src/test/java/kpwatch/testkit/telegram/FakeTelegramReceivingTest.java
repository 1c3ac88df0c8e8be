package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code getUpdates} and webhooks. */
@Timeout(60)
class FakeTelegramReceivingTest extends FakeTelegramFixture {
  private static List<Long> ids(List<JsonNode> updates) {
    return updates.stream().map(u -> u.path("update_id").asLong()).toList();
  }

  private long heard(String text) {
    people.says(owner, started(), text);
    return telegram.updates().lastId();
  }

  @Test
  void aLongPollEndsWithTheFirstUpdate() throws Exception {
    Place chat = started();
    CompletableFuture<PlainBot.Reply> poll = bot.later("getUpdates", PlainBot.pollJson(0, 50));
    telegram.await(() -> telegram.waitingPolls() == 1);
    people.says(owner, chat, "/status");

    JsonNode updates = poll.get(20, TimeUnit.SECONDS).result();
    assertThat(updates).hasSize(1);
    assertThat(updates.at("/0/message/text").asText()).isEqualTo("/status");
  }

  @Test
  void onlyAHigherOffsetConfirms() throws Exception {
    long id = heard("/status");
    assertThat(ids(bot.updates(0))).containsExactly(id);
    assertThat(ids(bot.updates(id))).containsExactly(id);
    assertThat(telegram.updates().pending()).isEqualTo(1);
    assertThat(bot.updates(id + 1)).isEmpty();
    assertThat(telegram.updates().pending()).isZero();
  }

  @Test
  void anOffsetFromTheFutureAnswersFromTheHeadAndConfirmsNothing() throws Exception {
    long id = heard("/status");

    assertThat(ids(bot.updates(id + 400))).containsExactly(id);
    assertThat(telegram.updates().pending()).isEqualTo(1);
  }

  @Test
  void afterAQuietWeekTheNextIdMayBeLower() throws Exception {
    Place chat = started();
    long before = telegram.updates().lastId();
    later(Duration.ofDays(8));
    telegram.updates().continueFrom(100);
    people.says(owner, chat, "/status");

    assertThat(ids(bot.updates(before + 1))).containsExactly(100L);
    assertThat(ids(bot.updates(before + 2))).as("confirms nothing").containsExactly(100L);
  }

  @Test
  void aNegativeOffsetDropsOlderUpdates() throws Exception {
    Place chat = started();
    people.says(owner, chat, "a");
    people.says(owner, chat, "b");
    long last = telegram.updates().lastId();

    assertThat(ids(bot.updates(-1))).containsExactly(last);
    assertThat(telegram.updates().pending()).isEqualTo(1);
  }

  @Test
  void theLimitHoldsAndAHurriedRepeatGetsOne() throws Exception {
    Place chat = started();
    for (int i = 0; i < 3; i++) {
      people.says(owner, chat, "m" + i);
    }
    String two = "{\"offset\":0,\"limit\":2,\"allowed_updates\":[\"message\"]}";

    assertThat(bot.call("getUpdates", two).result()).hasSize(2);
    assertThat(bot.call("getUpdates", two).result()).hasSize(1);
  }

  @Test
  void aHurriedRepeatWithoutUpdatesIsStretchedToThreeSeconds() throws Exception {
    bot.updates(7);
    long start = System.nanoTime();
    bot.updates(7);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2500));
  }

  @Test
  void updatesAreKeptForADay() throws Exception {
    heard("/status");
    later(Duration.ofHours(24));
    assertThat(telegram.updates().pending()).isEqualTo(1);
    later(Duration.ofSeconds(1));

    assertThat(bot.updates(0)).isEmpty();
  }

  @Test
  void whatIsAllowedIsRemembered() throws Exception {
    bot.call("getUpdates", "{\"offset\":1,\"allowed_updates\":[\"my_chat_member\",\"nonsense\"]}");
    people.starts(owner, "");
    assertThat(bot.call("getUpdates", "{\"offset\":2}").result()).isEmpty();
    assertThat(bot.call("getWebhookInfo", "{}").result().path("allowed_updates")).hasSize(1);

    bot.call("getUpdates", "{\"offset\":3,\"allowed_updates\":[\"nonsense\"]}");
    people.starts(owner, "");
    assertThat(telegram.updates().pending()).as("the default again").isEqualTo(1);
  }

  @Test
  void anUpdateOfOddShapeComesAmongGoodOnes() throws Exception {
    Place chat = started();
    people.says(owner, chat, "before");
    telegram.updates().raw("\"message\":\"no object\"");
    people.says(owner, chat, "after");

    List<JsonNode> updates = bot.updates(0);
    assertThat(updates).hasSize(3);
    assertThat(updates.get(1).path("message").isTextual()).isTrue();
  }

  @Test
  void aConfirmedUpdateMayComeAgain() throws Exception {
    long id = heard("/status");
    bot.updates(id + 1);
    telegram.updates().again((int) id);

    assertThat(ids(bot.updates(id + 1))).containsExactly(id);
    assertThat(bot.updates(id + 2)).isEmpty();
  }
}
