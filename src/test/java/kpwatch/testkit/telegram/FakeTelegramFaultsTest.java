package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong when a test orders it. */
@Timeout(60)
class FakeTelegramFaultsTest extends FakeTelegramFixture {
  private Place chat;

  @BeforeEach
  void chat() {
    chat = started();
  }

  private PlainBot.Reply with(Fault fault) throws Exception {
    telegram.faults().next("sendMessage", fault);
    return bot.text(chat, "a");
  }

  @Test
  void anErrorOfAnyKind() throws Exception {
    PlainBot.Reply reply =
        with(Fault.error(400, "Bad Request: moved", Map.of("migrate_to_chat_id", -100L)));

    assertThat(reply.body().toString())
        .isEqualTo(
            "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: moved\","
                + "\"parameters\":{\"migrate_to_chat_id\":-100}}");
    assertThat(telegram.sent()).isEmpty();
    assertThat(bot.text(chat, "a").status()).as("once only").isEqualTo(200);
  }

  @Test
  void aPageOfAProxy() throws Exception {
    for (int status : new int[] {500, 502, 504}) {
      PlainBot.Reply reply = with(Fault.page(status));
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.whole().body()).startsWith("<html>");
    }
    assertThat(telegram.sent()).isEmpty();
  }

  @Test
  void storedButTheAnswerIsLost() {
    assertThatThrownBy(() -> with(Fault.storedThenDropped())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> with(Fault.storedThenReset())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> with(Fault.cutBody())).isInstanceOf(IOException.class);

    assertThat(telegram.sent()).hasSize(3);
    assertThat(telegram.requests("sendMessage")).hasSize(3);
  }

  @Test
  void storedAndTheAnswerIsHalfAJson() throws Exception {
    PlainBot.Reply reply = with(Fault.brokenJson());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
    assertThat(telegram.sent()).hasSize(1);
  }

  @Test
  void readAndReset() {
    assertThatThrownBy(() -> with(Fault.reset())).isInstanceOf(IOException.class);

    assertThat(telegram.requests("sendMessage")).hasSize(1);
    assertThat(telegram.sent()).isEmpty();
  }

  @Test
  void resetBeforeItIsRead() throws Exception {
    bot.text(chat, "a").result();
    telegram.faults().resetUnread(5);
    assertThatThrownBy(() -> bot.text(chat, "b")).isInstanceOf(IOException.class);
    telegram.faults().clear();

    assertThat(telegram.requests("sendMessage")).hasSize(1);
    assertThat(telegram.faults().left()).isZero();
  }

  @Test
  void lateAnswersAndSilence() throws Exception {
    long start = System.nanoTime();
    assertThat(with(Fault.slow(Duration.ofMillis(300))).status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));

    telegram.faults().next("getMe", Fault.hang());
    CompletableFuture<Boolean> hung = bot.later("getMe", "{}").handle((r, e) -> e != null);
    telegram.await(() -> telegram.requests("getMe").size() == 1);
    telegram.stop();
    assertThat(hung.get(20, TimeUnit.SECONDS)).isTrue();
    telegram.start();
  }

  @Test
  void storedAndThenSilence() throws Exception {
    telegram.faults().next("getMe", Fault.storedThenHangs());
    telegram.faults().next("sendMessage", Fault.storedThenHangs());
    String message = "{\"chat_id\":%d,\"text\":\"a\",%s}";
    CompletableFuture<Boolean> hung =
        bot.later("sendMessage", message.formatted(chat.id(), PlainBot.PREVIEW_OFF))
            .handle((r, e) -> e != null);
    telegram.awaitSent(1);
    assertThat(hung).isNotDone();
    assertThat(telegram.faults().left()).isEqualTo(1);
    telegram.stop();
    assertThat(hung.get(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void stoppedMeansConnectionRefused() {
    telegram.stop();

    assertThatThrownBy(() -> bot.call("getMe", "{}")).isInstanceOf(ConnectException.class);
    telegram.start();
  }

  @Test
  void faultsCanBeForSomeChatsAndForEver() throws Exception {
    telegram.faults().always("getMe", Fault.error(401, "Unauthorized"));
    telegram.faults().next(1, seen -> seen.isTo(chat), Fault.page(502));
    assertThat(bot.text(supergroup(), "a").status()).isEqualTo(200);
    assertThat(bot.text(chat, "a").status()).isEqualTo(502);
    for (int i = 0; i < 3; i++) {
      assertThat(bot.call("getMe", "{}").status()).isEqualTo(401);
    }
    telegram.faults().clear();
    assertThat(bot.call("getMe", "{}").status()).isEqualTo(200);
  }
}
