package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import kpwatch.notify.Delivery;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.discord.StoredMessage;
import org.junit.jupiter.api.Test;

/** After a doubt of some minutes, a channel is read back before anything is posted. */
class ReadBackTest extends Shared {
  @Test
  void afterADoubtOfMoreThanTwoMinutesTheChannelIsReadBackInsteadOfPostingAgain() {
    lose();
    scene.clock.step(Duration.ofMinutes(10));
    scene.discord.people().say(guild.owner(), alerts, "What happened?");
    long posts = scene.posts(alerts);

    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(scene.posts(alerts)).isEqualTo(posts);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void whatTheReadingBackFindsIsTheCardFromThenOn() {
    lose();
    scene.clock.step(Duration.ofMinutes(10));
    scene.run();
    say(2);
    scene.run();

    assertThat(ours()).hasSize(2);
    assertThat(ours().get(1).reference()).contains(ours().get(0).id());
  }

  @Test
  void whatTheReadingBackDoesNotFindIsPostedThen() {
    say(1);
    runWith(Fault.dropped());
    scene.clock.step(Duration.ofMinutes(10));

    scene.run();

    assertThat(texts()).hasSize(1).first().asString().startsWith("Delayed notice. ");
  }

  @Test
  void whatIsNotThereIsToldTogetherWithWhatHasOvertakenIt() {
    say(1);
    runWith(Fault.dropped());
    scene.clock.step(Duration.ofMinutes(10));
    over();

    scene.run();

    assertThat(texts()).hasSize(1);
    assertThat(texts().get(0)).contains("update 9", "Not sent at its time", "12:00 UTC");
    assertThat(waiting()).isEmpty();
  }

  @Test
  void afterADeathInTheFirstAttemptWhatIsNotThereIsToldTogetherToo() {
    say(1);
    Delivery delivery = scene.outbox.due("discord", scene.clock.instant(), 99).get(0);
    scene.outbox.begun(List.of(delivery), scene.clock.instant());
    scene.clock.step(Duration.ofMinutes(4));
    over();

    scene.restart();
    scene.run();

    assertThat(texts()).hasSize(1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void rightAfterAStartTheGatewayIsWaitedForToTellWhatMayBeRead() throws Exception {
    say(1);
    runWith(Fault.dropped());
    scene.clock.step(Duration.ofMinutes(1));
    over();
    guild.goUnavailable();
    scene.restartHalfway();
    Thread sending = new Thread(scene::run);
    sending.start();
    scene.await(() -> isIn(sending, Cache.class), "not waited for");
    guild.comeBack();
    sending.join();

    assertThat(texts()).hasSize(1).first().asString().contains("update 9", "Told with it");
  }

  /** What is not there yet may be on its way; only its own nonce keeps a second one away then. */
  @Test
  void shortlyAfterAnAttemptInDoubtTheSameIsRepeatedAsItIs() {
    say(1);
    for (int i = 0; i < 5; i++) {
      runWith(Fault.dropped());
      scene.clock.step(Duration.ofSeconds(29));
    }
    assertThat(scene.posts(alerts)).isGreaterThanOrEqualTo(5);
    over();

    scene.run();

    assertThat(texts()).hasSize(2);
    assertThat(texts().get(0)).contains("update 1");
    assertThat(waiting()).isEmpty();
  }

  /** The nonce keeps a second one away then, too, but only of the same. */
  @Test
  void halfAMinuteIsEnoughToTellThatAPostIsNotThere() {
    say(1);
    runWith(Fault.dropped());
    over();
    scene.clock.step(Duration.ofSeconds(30));

    scene.run();

    assertThat(texts()).hasSize(1).first().asString().contains("update 9", "Told with it");
  }

  @Test
  void whileTheNonceIsKnownAChannelThatCannotBeReadIsNoReasonToWaitOrToWarn() {
    scene.restart();
    say(1);
    runWith(Fault.answerLost());
    scene.clock.step(Duration.ofSeconds(60));
    readingBackFails(99);

    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(waiting()).isEmpty();
    assertThat(scene.sign("Discord copies").text()).isEqualTo("absent");
  }

  @Test
  void whereReadingBackFailsForNowNothingIsPostedUntilItWorks() {
    lose();
    long posts = scene.posts(alerts);
    scene.clock.step(Duration.ofMinutes(3));
    readingBackFails(3);
    scene.runFor(Duration.ofMinutes(2), Duration.ofSeconds(10));

    assertThat(ours()).hasSize(1);
    assertThat(scene.posts(alerts)).isEqualTo(posts);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void whereReadingBackNeverWorksTheMessageIsPostedAfterHalfAnHour() {
    say(1);
    runWith(Fault.dropped());
    scene.clock.step(Duration.ofMinutes(3));
    readingBackFails(99);
    scene.runFor(Duration.ofMinutes(40), Duration.ofMinutes(3));

    assertThat(ours()).hasSize(1);
    assertThat(scene.sign("Discord copies").well()).isFalse();
  }

  @Test
  void readingBackDoesNotTakeAnEarlierUpdateForALaterOne() {
    say(1);
    scene.run();
    say(2);
    runWith(Fault.dropped());
    scene.clock.step(Duration.ofMinutes(3));

    scene.run();

    assertThat(texts()).hasSize(2);
    assertThat(texts().get(1)).contains(code + " · update 2");
  }

  @Test
  void readingBackFindsTheMessageBehindManyOthers() {
    lose();
    scene.clock.step(Duration.ofMinutes(1));
    for (int i = 0; i < 150; i++) {
      scene.discord.people().say(guild.owner(), alerts, "noise " + i);
    }
    scene.clock.step(Duration.ofMinutes(9));
    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void readingBackFindsAPostThatCameLongAfterTheFirstAttempt() {
    say(1);
    runWith(Fault.dropped());
    for (int i = 0; i < 150; i++) {
      scene.discord.people().say(guild.owner(), alerts, "noise " + i);
    }
    scene.clock.step(Duration.ofMinutes(10));
    runWith(Fault.answerLost());
    scene.clock.step(Duration.ofMinutes(10));
    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void whereTheChannelMayNotBeReadBackADoubtEndsInOneCopyAtMostAndHealthSaysSo() {
    guild.botRole().permissions(Permissions.BOT_RECOMMENDED & ~Permissions.READ_MESSAGE_HISTORY);
    alerts.deny(guild.everyone(), Permissions.READ_MESSAGE_HISTORY);
    lose();
    scene.clock.step(Duration.ofMinutes(10));

    scene.runFor(Duration.ofMinutes(20), Duration.ofMinutes(1));

    assertThat(ours()).hasSizeBetween(1, 2);
    assertThat(waiting()).isEmpty();
    assertThat(scene.sign("Discord copies").text()).contains("Read Message History");
    assertThat(scene.sign("Discord copies").well()).isFalse();
  }

  private void readingBackFails(int times) {
    scene
        .discord
        .faults()
        .next(times, a -> a.is("GET", "/channels/*/messages"), Fault.error(500, 0, "Sorry"));
  }

  private static boolean isIn(Thread thread, Class<?> type) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(type.getName()));
  }

  private void over() {
    scene.say(News.ended(code, 9, scene.clock.instant()), News.loud(alerts));
  }

  private List<String> texts() {
    return scene.messages(alerts).stream().map(StoredMessage::text).toList();
  }
}
