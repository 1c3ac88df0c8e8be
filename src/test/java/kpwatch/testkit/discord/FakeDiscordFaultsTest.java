package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each scripted fault, and whether the message is there after it. */
class FakeDiscordFaultsTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final FakeDiscord discord = new FakeDiscord();
  private final PlainBot bot = new PlainBot(discord);
  private final FakeChannel alerts = discord.world().guild("Watchers").text("alerts");

  @AfterEach
  void stop() {
    bot.close();
    discord.close();
  }

  @Test
  void anErrorInDiscordsShape() throws IOException {
    discord.faults().nextPost(Fault.error(400, 240000, "Message blocked by harmful links filter"));
    assertThat(post().refusal()).isEqualTo("400 240000");
    assertThat(discord.messages(alerts)).isEmpty();
    assertThat(post().status()).isEqualTo(200);
  }

  @Test
  void aPageInsteadOfJson() throws IOException {
    discord.faults().nextPost(Fault.status(502));
    discord.faults().nextPost(Fault.status(500));
    assertThat(post().status()).isEqualTo(502);
    assertThat(post().status()).isEqualTo(500);
    assertThat(discord.messages(alerts)).isEmpty();
  }

  @Test
  void aLostAnswerLeavesTheMessage() {
    discord.faults().nextPost(Fault.answerLost());
    assertThatThrownBy(this::post).isInstanceOf(IOException.class);
    assertThat(discord.messages(alerts)).hasSize(1);
  }

  @Test
  void aDroppedRequestLeavesNothing() {
    discord.faults().nextPost(Fault.dropped());
    assertThatThrownBy(this::post).isInstanceOf(IOException.class);
    assertThat(discord.messages(alerts)).isEmpty();
    assertThat(discord.requests()).hasSize(1);
  }

  @Test
  void garbageIsAnsweredForAMessageThatIsThere() throws IOException {
    discord.faults().nextPost(Fault.garbage());
    PlainBot.Reply reply = post();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
    assertThat(discord.messages(alerts)).hasSize(1);
  }

  @Test
  void aSlowAnswerIsForAMessageThatIsThereAtOnce() throws Exception {
    var release = new CountDownLatch(1);
    discord.faults().nextPost(Fault.held(release));
    CompletableFuture<Integer> status = CompletableFuture.supplyAsync(this::quietly);
    discord.awaitMessages(alerts, 1, SOON);
    assertThat(status).isNotDone();
    release.countDown();
    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(200);
  }

  @Test
  void aSlowAnswerTakesItsTime() throws IOException {
    discord.faults().nextPost(Fault.slow(Duration.ofMillis(150)));
    long began = System.nanoTime();
    post();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void aFaultHitsOnlyWhatItIsMeantForAndAsOftenAsItIsMeant() throws IOException {
    discord.faults().next(2, asked -> asked.is("GET", "/users/@me"), Fault.status(503));
    assertThat(post().status()).isEqualTo(200);
    assertThat(bot.get("users/@me").status()).isEqualTo(503);
    assertThat(discord.faults().pending()).isEqualTo(1);
    assertThat(bot.get("users/@me").status()).isEqualTo(503);
    assertThat(bot.get("users/@me").status()).isEqualTo(200);
  }

  @Test
  void aDeadServerRefusesAndComesBackWithWhatItHad() throws IOException {
    post();
    discord.stop();
    assertThatThrownBy(this::post).isInstanceOf(IOException.class);
    discord.start();
    assertThat(post().status()).isEqualTo(200);
    assertThat(discord.messages(alerts)).hasSize(2);
  }

  private int quietly() {
    try {
      return post().status();
    } catch (IOException e) {
      return -1;
    }
  }

  private PlainBot.Reply post() throws IOException {
    return bot.post(alerts, PlainBot.message("Down", Long.toString(System.nanoTime())));
  }
}
