package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
import kpwatch.notify.Notification.Kind;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done when nobody knows whether a message arrived, and when everybody does. */
@Timeout(120)
final class DoubtTest {
  private final Scene scene = new Scene();
  private Place chat;
  private int before;

  @BeforeEach
  void subscribe() {
    chat = scene.subscribed();
    before = scene.telegram.sent(chat).size();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Fault lost(String how) {
    return switch (how) {
      case "reset" -> Fault.storedThenReset();
      case "dropped" -> Fault.storedThenDropped();
      case "hangs" -> Fault.storedThenHangs();
      default -> throw new IllegalArgumentException(how);
    };
  }

  private int asked() {
    return scene.telegram.requests("sendMessage").size();
  }

  private List<Post> posts() {
    return scene.after(before, chat);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "dropped", "hangs"})
  void aFirstAlertWhoseAnswerIsLostIsRepeatedOnceAfterAWait(String how) {
    int asked = asked();
    scene.telegram.faults().next("sendMessage", lost(how));
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    assertThat(asked() - asked).as("OkHttp did not repeat by itself").isEqualTo(1);

    scene.runFor(Duration.ofSeconds(19));
    assertThat(posts()).hasSize(1);
    scene.runFor(Duration.ofSeconds(15));
    assertThat(posts()).as("one copy, the price for not missing it").hasSize(2);
    assertThat(scene.deliveries()).extracting("state").containsExactly("sent");
    scene.runFor(Duration.ofMinutes(2));
    assertThat(posts()).hasSize(2);
    assertThat(posts()).allMatch(p -> p.text().contains("KP-K7Q2 · update 1"));
  }

  @Test
  void aSecondLostAnswerEndsIt() {
    scene.telegram.faults().next("sendMessage", Fault.storedThenReset());
    scene.telegram.faults().next("sendMessage", Fault.storedThenReset());
    scene.say(News.closed(1, scene.now()), chat);
    scene.runFor(Duration.ofMinutes(3));

    assertThat(posts()).hasSize(2);
    assertThat(scene.deliveries()).extracting("state").containsExactly("refused");
    assertThat(scene.deliveries().get(0).get("reason").toString()).contains("may have arrived");
  }

  @Test
  void anUpdateWhoseAnswerIsLostIsNotRepeatedSinceTheCardTellsIt() {
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    scene.telegram.faults().next("sendMessage", Fault.storedThenReset());
    scene.say(News.updated(2, scene.now()), chat);
    scene.later(Duration.ofMinutes(2));
    scene.reads(News.card("CARD with the news", scene.now(), false));
    scene.runFor(Duration.ofMinutes(2));

    assertThat(posts()).hasSize(2);
    assertThat(posts().get(0).text()).startsWith("CARD with the news");
    assertThat(scene.deliveries()).extracting("state").containsExactly("sent", "refused");
  }

  @Test
  void aLostAnswerToAnEditIsRepeatedWhichChangesNothing() {
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    scene.later(Duration.ofMinutes(2));
    scene.telegram.faults().next("editMessageText", Fault.storedThenReset());
    scene.reads(News.card("CARD ended", scene.now(), true));
    scene.run();
    int asked = scene.telegram.requests("editMessageText").size();
    scene.runFor(Duration.ofSeconds(20));
    assertThat(scene.telegram.requests("editMessageText")).hasSize(asked);
    scene.runFor(Duration.ofSeconds(50));

    assertThat(scene.telegram.requests("editMessageText")).hasSize(asked + 1);
    assertThat(posts().get(0).edits()).isEqualTo(1);
    assertThat(posts().get(0).text()).startsWith("CARD ended");
  }

  @Test
  void anAnswerThatIsHalfReadIsASuccessWithItsId() {
    scene.telegram.faults().next("sendMessage", Fault.brokenJson());
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    scene.telegram.faults().next("sendMessage", Fault.cutBody());
    scene.say(News.closed(2, scene.now()), chat);
    scene.runFor(Duration.ofMinutes(1));

    assertThat(posts()).hasSize(2);
    assertThat(scene.deliveries()).extracting("state").containsExactly("sent", "sent");
    assertThat(scene.deliveries().get(0)).containsEntry("message", "" + posts().get(0).id());
  }

  @Test
  void whatSurelyWasNotSentIsSentAgainFreely() {
    scene.telegram.stop();
    scene.say(News.updated(1, scene.now()), chat);
    scene.runFor(Duration.ofSeconds(20));
    scene.telegram.start();
    scene.runFor(Duration.ofSeconds(40));

    assertThat(posts()).hasSize(1);
    assertThat(scene.deliveries()).extracting("state").containsExactly("sent");
  }

  @Test
  void aServerInTroubleIsAskedAtMostEightTimesInTheFirstMinuteAndThenEachMinute() {
    int asked = asked();
    scene.telegram.faults().always("sendMessage", Fault.page(502));
    scene.say(News.updated(1, scene.now()), chat);
    scene.runFor(Duration.ofSeconds(60));
    int firstMinute = asked() - asked;
    assertThat(firstMinute).isBetween(4, 8);
    scene.runFor(Duration.ofMinutes(10));
    assertThat(asked() - asked - firstMinute).isBetween(9, 11);
    assertThat(scene.sign("Telegram sending").well()).isFalse();

    scene.telegram.faults().clear();
    scene.telegram.faults().next("sendMessage", Fault.error(500, "Internal Server Error: restart"));
    scene.runFor(Duration.ofMinutes(3));
    assertThat(posts()).hasSize(1);
    assertThat(posts().get(0).text()).startsWith("Delayed notice. UPDATED 1");
    assertThat(scene.sign("Telegram sending").well()).isTrue();
  }

  @Test
  void aGatewayThatTimedOutIsADoubt() {
    scene.telegram.faults().next("sendMessage", Fault.page(504));
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    scene.later(Duration.ofSeconds(10));
    scene.run();
    assertThat(posts()).isEmpty();
    scene.later(Duration.ofSeconds(20));
    scene.run();
    assertThat(posts()).hasSize(1);
  }

  @Test
  void refusalsAfterADoubtLeaveOneRepetition() {
    scene.telegram.faults().next("sendMessage", Fault.storedThenReset());
    scene.telegram.faults().next("sendMessage", Fault.page(502));
    scene.telegram.faults().next("sendMessage", Fault.tooMany(3));
    scene.telegram.faults().next("sendMessage", Fault.storedThenReset());
    scene.say(News.opened(scene.now()), chat);
    scene.runFor(Duration.ofMinutes(5));

    assertThat(posts()).hasSize(2);
    assertThat(scene.deliveries()).extracting("state").containsExactly("refused");
  }

  @Test
  void aProcessThatWasKilledWhileItSentRepeatsOnlyWhatMatters() {
    scene.say(News.opened(scene.now()), chat);
    Delivery opened = scene.outbox.due("telegram", scene.now(), 1).get(0);
    scene.outbox.begun(List.of(opened), scene.now());
    scene.restart();
    scene.run();
    assertThat(posts()).as("not at once").isEmpty();
    scene.runFor(Duration.ofSeconds(40));
    assertThat(posts()).hasSize(1);

    Notification news = News.updated(2, scene.now());
    scene.say(news, chat);
    Delivery updated = scene.outbox.due("telegram", scene.now(), 1).get(0);
    scene.outbox.begun(List.of(updated), scene.now());
    scene.restart();
    scene.runFor(Duration.ofMinutes(1));
    assertThat(posts()).hasSize(1);
    assertThat(scene.deliveries()).extracting("state").containsExactly("sent", "refused");
  }

  @Test
  void whatMayRingAndACorrectionAreWorthACopyNewsIsNot() {
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    scene.say(News.of(2, scene.now(), Kind.UPDATED, true), chat);
    scene.say(News.of(3, scene.now(), Kind.CORRECTION, false), chat);
    scene.say(News.of(4, scene.now(), Kind.UNSTABLE, false), chat);
    for (int i = 0; i < 3; i++) {
      Delivery next = scene.outbox.due("telegram", scene.now(), 1).get(0);
      assertThat(Doubt.worthACopy(next))
          .as(next.notification().kind().word())
          .isEqualTo(next.notification().kind() != Kind.UNSTABLE);
      scene.outbox.refused(next, "read", scene.now());
    }
  }
}
