package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kpwatch.notify.Notification.Kind;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Telegram's limits, kept against a Telegram that enforces them. */
@Timeout(120)
final class RatesTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void anAlertToAHundredChatsKeepsToTheRate() {
    List<Place> chats = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Person person = scene.telegram.world().person("P" + i);
      scene.people.starts(person, "");
      chats.add(scene.telegram.world().privateChat(person));
    }
    scene.hear();
    chats.forEach(scene::subscribe);
    int before = scene.telegram.sent().size();
    scene.later(Duration.ofSeconds(5));
    var began = scene.now();
    scene.say(News.opened(scene.now()), chats.toArray(Place[]::new));
    scene.run();

    assertThat(scene.telegram.sent()).hasSize(before + 100);
    assertThat(Duration.between(began, scene.now()))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
    assertThat(scene.deliveries()).extracting("attempts").containsOnly(1);
  }

  @Test
  void aGroupGetsTwentyAMinuteInOrder() {
    Place group = scene.group();
    for (int i = 1; i <= 30; i++) {
      scene.say(News.ofItsOwn(i, scene.now(), Kind.UPDATED), group);
    }
    scene.runFor(Duration.ofMinutes(4));
    assertThat(scene.after(1, group)).hasSize(30);
    for (int i = 1; i <= 30; i++) {
      assertThat(scene.after(1, group).get(i - 1).text()).contains("UPDATED " + i + "\n");
    }
  }

  @Test
  void aToldWaitIsObeyedForItsChatAndOthersGoOn() {
    Place chat = scene.subscribed();
    Place group = scene.group();
    scene.telegram.faults().next(1, s -> s.isTo(chat), Fault.tooMany(35));
    scene.say(News.opened(scene.now()), chat, group);
    scene.run();
    scene.run();
    assertThat(scene.last(group).text()).startsWith("OPENED 1");
    int asked = scene.telegram.requests("sendMessage").size();
    scene.runFor(Duration.ofSeconds(33));
    assertThat(scene.telegram.requests("sendMessage")).hasSize(asked);
    scene.runFor(Duration.ofSeconds(3));
    assertThat(scene.last(chat).text()).startsWith("OPENED 1");
  }

  @Test
  void aToldWaitForAnEditIsObeyedEvenForTheLastOne() {
    Place chat = scene.subscribed();
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    scene.later(Duration.ofMinutes(2));
    scene.telegram.faults().next("editMessageText", Fault.tooMany(80));
    scene.reads(News.card("CARD ended", scene.now(), true));
    scene.runFor(Duration.ofSeconds(78));
    assertThat(scene.telegram.requests("editMessageText")).hasSize(1);
    scene.runFor(Duration.ofSeconds(5));
    assertThat(scene.last(chat).text()).startsWith("CARD ended");
  }

  @Test
  void whoAsksTooMuchIsLeftWithoutAnswersBeforeAlertsAre() {
    Place group = scene.group();
    for (int i = 0; i < 40; i++) {
      scene.people.says(scene.owner, group, "/status");
    }
    scene.hear();
    assertThat(scene.telegram.sent(group)).hasSizeLessThanOrEqualTo(16);
    scene.say(News.opened(scene.now()), group);
    scene.run();
    assertThat(scene.last(group).text()).startsWith("OPENED 1");
  }

  @Test
  void aWaitToldToAnAnswerIsKept() {
    Place chat = scene.subscribed();
    scene.telegram.faults().next("sendMessage", Fault.tooMany(10));
    scene.people.says(scene.owner, chat, "/status");
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    assertThat(scene.telegram.sent(chat)).hasSize(1);
    scene.say(News.opened(scene.now()), chat);
    scene.runFor(Duration.ofSeconds(15));
    assertThat(scene.last(chat).text()).startsWith("OPENED 1");
  }
}
