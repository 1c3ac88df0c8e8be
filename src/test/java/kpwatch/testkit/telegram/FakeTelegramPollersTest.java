package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may ask for updates. */
@Timeout(60)
class FakeTelegramPollersTest extends FakeTelegramFixture {
  private static final String OTHER =
      "Conflict: terminated by other getUpdates request;"
          + " make sure that only one bot instance is running";

  @Test
  void aSecondPollEndsTheFirstWithAConflict() throws Exception {
    CompletableFuture<PlainBot.Reply> first = bot.later("getUpdates", PlainBot.pollJson(1, 50));
    telegram.await(() -> telegram.waitingPolls() == 1);
    bot.poll(2, 0).result();

    PlainBot.Reply reply = first.get(20, TimeUnit.SECONDS);
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.description()).isEqualTo(OTHER);
    assertThat(telegram.violations()).containsExactly("getUpdates: " + OTHER);
  }

  @Test
  void aFurtherConflictSoonAfterIsLate() throws Exception {
    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      CompletableFuture<PlainBot.Reply> first =
          bot.later("getUpdates", PlainBot.pollJson(10 + i, 50));
      telegram.await(() -> telegram.waitingPolls() == 1);
      bot.poll(20 + i, 0).result();
      assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(409);
      assertThat(System.nanoTime() - start > Polls.CONFLICT_DELAY.toNanos()).isEqualTo(i == 1);
    }
  }

  @Test
  void aPollWhoseCallerLeftIsNoSecondPoller() throws Exception {
    String request = "GET /bot" + telegram.token() + "/getUpdates?timeout=50";
    try (var socket = new Socket("127.0.0.1", telegram.port())) {
      String line = request + "&allowed_updates=%5B%5D HTTP/1.1\r\nHost: a\r\n\r\n";
      socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
      telegram.await(() -> telegram.waitingPolls() == 1);
    }
    bot.poll(2, 0).result();

    telegram.await(() -> telegram.waitingPolls() == 0);
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void aWebhookAndPollingExcludeEachOther() throws Exception {
    CompletableFuture<PlainBot.Reply> poll = bot.later("getUpdates", PlainBot.pollJson(1, 50));
    telegram.await(() -> telegram.waitingPolls() == 1);
    assertThat(bot.call("setWebhook", "{\"url\":\"http://a\"}").status()).isEqualTo(400);
    bot.call("setWebhook", "{\"url\":\"https://example.org/hook\"}").result();
    assertThat(poll.get(20, TimeUnit.SECONDS).description())
        .isEqualTo("Conflict: terminated by setWebhook request");

    PlainBot.Reply refused = bot.poll(2, 0);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.description())
        .isEqualTo(
            "Conflict: can't use getUpdates method while webhook is active;"
                + " use deleteWebhook to delete the webhook first");
    assertThat(bot.call("getWebhookInfo", "{}").result().path("url").asText())
        .isEqualTo("https://example.org/hook");

    people.starts(owner, "");
    bot.call("deleteWebhook", "{\"drop_pending_updates\":true}").result();
    assertThat(bot.updates(3)).isEmpty();
  }
}
