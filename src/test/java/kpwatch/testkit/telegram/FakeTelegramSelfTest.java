package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Does the fake see red? A small bot is broken in one way at a time; unbroken it sees none. */
@Timeout(60)
class FakeTelegramSelfTest extends FakeTelegramFixture {
  private enum Flaw {
    NONE,
    RETRIES_AT_ONCE,
    NEVER_CUTS,
    NEVER_ESCAPES,
    POLLS_TWICE
  }

  private static final class SmallBot {
    private final Flaw flaw;
    private final PlainBot http;
    private final FakeTelegramSelfTest world;

    SmallBot(Flaw flaw, FakeTelegramSelfTest world) {
      this.flaw = flaw;
      this.http = world.bot;
      this.world = world;
    }

    void run(Place chat, String text) throws Exception {
      JsonNode updates = polled();
      assertThat(updates).hasSize(1);
      String cut =
          flaw == Flaw.NEVER_CUTS ? text : text.substring(0, Math.min(4096, text.length()));
      String html = flaw == Flaw.NEVER_ESCAPES ? cut : cut.replace("<", "&lt;");
      PlainBot.Reply reply = http.text(chat, html);
      if (reply.status() == 429) {
        if (flaw != Flaw.RETRIES_AT_ONCE) {
          int wait = reply.body().at("/parameters/retry_after").asInt();
          world.later(Duration.ofSeconds(wait));
        }
        http.text(chat, html);
      }
    }

    private JsonNode polled() throws Exception {
      if (flaw == Flaw.POLLS_TWICE) {
        long ahead = world.telegram.updates().lastId() + 1;
        CompletableFuture<PlainBot.Reply> other =
            http.later("getUpdates", PlainBot.pollJson(ahead, 50));
        world.telegram.await(() -> world.telegram.waitingPolls() == 1);
        world.people.says(world.owner, world.telegram.world().privateChat(world.owner), "/status");
        other.get(20, TimeUnit.SECONDS);
        CompletableFuture<PlainBot.Reply> second =
            http.later("getUpdates", PlainBot.pollJson(ahead + 1, 50));
        world.telegram.await(() -> world.telegram.waitingPolls() == 1);
        JsonNode mine = http.poll(ahead, 0).result();
        second.get(20, TimeUnit.SECONDS);
        return mine.isEmpty() ? Json.array().add(1) : mine;
      }
      world.people.says(world.owner, world.telegram.world().privateChat(world.owner), "/status");
      return http.poll(0, 0).result();
    }
  }

  private void run(Flaw flaw) throws Exception {
    Place chat = started();
    telegram.faults().next("sendMessage", Fault.tooMany(35));
    new SmallBot(flaw, this).run(chat, "a < b " + "한".repeat(4095));
  }

  @Test
  void aGoodBotIsLeftAlone() throws Exception {
    run(Flaw.NONE);

    assertThat(telegram.violations()).isEmpty();
    assertThat(telegram.warnings()).isEmpty();
    assertThat(telegram.sent()).hasSize(1);
  }

  @Test
  void anEarlyRetryIsSeen() throws Exception {
    run(Flaw.RETRIES_AT_ONCE);

    assertThat(telegram.violations()).singleElement().asString().contains("35000 ms before");
    assertThat(telegram.sent()).isEmpty();
  }

  @Test
  void aTextThatIsTooLongIsSeen() throws Exception {
    run(Flaw.NEVER_CUTS);

    assertThat(telegram.violations())
        .containsExactly("sendMessage: Bad Request: message is too long");
    assertThat(telegram.sent()).isEmpty();
  }

  @Test
  void markupThatIsNotEscapedIsSeen() throws Exception {
    run(Flaw.NEVER_ESCAPES);

    assertThat(telegram.violations())
        .singleElement()
        .asString()
        .contains("can't parse entities: Unsupported start tag");
    assertThat(telegram.sent()).isEmpty();
  }

  @Test
  void aSecondPollerIsSeen() throws Exception {
    run(Flaw.POLLS_TWICE);

    assertThat(telegram.violations())
        .singleElement()
        .asString()
        .contains("Conflict: terminated by other getUpdates request");
  }
}
