package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kpwatch.subscription.Standing.State;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 17, item 6: an alert that a chat refuses for a reason that nobody knows waits. */
@Timeout(120)
final class RestrictedChatTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private Place refusing(int code, String words) {
    Place group = scene.group();
    scene.telegram.faults().always("sendMessage", Fault.error(code, words));
    scene.say(News.opened(scene.now()), group);
    scene.runFor(Duration.ofMinutes(2));
    return group;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 Bad Request: CHAT_RESTRICTED",
        "400 Bad Request: CHAT_ADMIN_REQUIRED",
        "400 Bad Request: CHAT_SEND_PLAIN_FORBIDDEN",
        "400 Bad Request: SLOWMODE_OF_NEXT_YEAR",
        "400 Bad Request: the chat sleeps",
        "403 Forbidden: the chat sleeps"
      })
  void itComesWhenTheChatTakesMessagesAgain(String refusal) {
    int before = 0;
    Place group = refusing(Integer.parseInt(refusal.substring(0, 3)), refusal.substring(4));
    assertThat(scene.deliveries()).extracting("state").containsExactly("pending");
    assertThat(scene.standing(group).state()).isEqualTo(State.PAUSED);
    assertThat(scene.sign("Telegram chats").ill()).isTrue();
    assertThat(scene.sign("Telegram chats").text())
        .contains(refusal.substring(refusal.indexOf(": ") + 2));
    for (int hour = 0; hour < 7; hour++) {
      scene.later(Duration.ofHours(1));
      scene.bot.recheck();
      scene.run();
    }
    assertThat(scene.deliveries()).extracting("state").containsExactly("pending");

    scene.telegram.faults().clear();
    scene.later(Duration.ofHours(2));
    scene.bot.recheck();
    scene.run();
    assertThat(scene.after(before, group)).anyMatch(p -> p.text().contains("OPENED 1"));
    assertThat(scene.sign("Telegram chats").well()).as("told no more").isFalse();
    assertThat(scene.sign("Telegram chats").text()).isEqualTo("absent");
  }

  @Test
  void thePausesGrow() {
    Place group = refusing(400, "Bad Request: CHAT_RESTRICTED");
    int tried = scene.telegram.requests("sendMessage").size();
    for (int minute = 0; minute < 240; minute++) {
      scene.later(Duration.ofMinutes(1));
      scene.bot.recheck();
      scene.run();
    }
    assertThat(scene.telegram.requests("sendMessage").size() - tried).isBetween(5, 12);
    assertThat(scene.standing(group).reason()).contains("CHAT_RESTRICTED");
  }

  @Test
  void aManagerReadsWhyItWaits() {
    Place group = scene.group();
    scene
        .telegram
        .faults()
        .next(
            Integer.MAX_VALUE,
            seen -> seen.parameter("text").contains("OPENED"),
            Fault.error(400, "Bad Request: CHAT_RESTRICTED"));
    scene.say(News.opened(scene.now()), group);
    scene.run();
    scene.people.says(scene.owner, group, "/subscriptions");
    scene.hear();
    assertThat(scene.last(group).text()).contains("paused").contains("CHAT_RESTRICTED");
  }

  @Test
  void aMessageThatNoChatWouldTakeHoldsNothingUp() {
    Place group = scene.group();
    scene
        .telegram
        .faults()
        .next("sendMessage", Fault.error(400, "Bad Request: BUTTON_DATA_INVALID"));
    scene.say(News.opened(scene.now()), group);
    scene.run();
    scene.say(News.updated(2, scene.now()), group);
    scene.runFor(Duration.ofSeconds(5));
    assertThat(scene.last(group).text()).startsWith("UPDATED 2");
  }
}
