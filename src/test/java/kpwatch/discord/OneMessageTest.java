package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.notify.Delivery;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.discord.StoredMessage;
import org.junit.jupiter.api.Test;

/** Whatever happens to an answer, a channel has each message once. */
class OneMessageTest extends Shared {
  @Test
  void anAlertIsPostedOnce() {
    say(1);
    scene.run();
    scene.run();

    assertThat(texts()).hasSize(1).first().asString().contains(code + " · update 1");
    assertThat(scene.posts(alerts)).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsLostAfterStoringLeavesOneMessage() {
    int before = scene.discord.postsSwallowedByNonce();
    lose();
    say(2);

    scene.runFor(Duration.ofSeconds(20), Duration.ofSeconds(1));

    assertThat(texts()).hasSize(2);
    assertThat(scene.discord.postsSwallowedByNonce()).isGreaterThan(before);
    assertThat(waiting()).isEmpty();
  }

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
  void whereReadingBackFailsForNowNothingIsPostedUntilItWorks() {
    lose();
    long posts = scene.posts(alerts);
    scene.clock.step(Duration.ofMinutes(3));
    scene
        .discord
        .faults()
        .next(3, a -> a.is("GET", "/channels/*/messages"), Fault.error(500, 0, "Sorry"));
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
    scene
        .discord
        .faults()
        .next(99, a -> a.is("GET", "/channels/*/messages"), Fault.error(500, 0, "Sorry"));
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
  void aRestartBetweenSendingAndRecordingLeavesOneMessage() {
    lose();
    scene.restart();
    scene.clock.step(Duration.ofSeconds(40));
    scene.run();
    assertThat(ours()).hasSize(1);
    assertThat(waiting()).isEmpty();

    say(2);
    runWith(Fault.answerLost());
    scene.restart();
    scene.clock.step(Duration.ofHours(1));
    scene.run();
    assertThat(ours()).hasSize(2);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void aProcessThatDiedBeforeSendingPostsAfterItsRestart() {
    say(1);
    Delivery delivery = scene.outbox.due("discord", scene.clock.instant(), 99).get(0);
    scene.outbox.begun(delivery, scene.clock.instant());
    scene.clock.step(Duration.ofMinutes(4));

    scene.restart();
    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void anAnswerThatCannotBeReadLeavesOneMessage() {
    say(1);
    runWith(Fault.garbage());
    scene.runFor(Duration.ofSeconds(10), Duration.ofSeconds(2));

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

  @Test
  void anEarlierDoubtIsNotForgottenForALaterAttemptThatSurelyFailed() {
    lose();
    scene.discord.faults().nextPost(Fault.error(403, 40004, "Send disabled"));
    scene.clock.step(Duration.ofSeconds(30));
    scene.run();
    scene.clock.step(Duration.ofMinutes(10));

    scene.run();

    assertThat(ours()).hasSize(1);
  }

  @Test
  void anEarlierDoubtIsNotForgottenWhileTheChannelIsPaused() {
    scene.subscribe(guild, alerts, Wishes.USUAL);
    lose();
    alerts.deny(guild.botRole(), Permissions.SEND_MESSAGES);
    alerts.deny(guild.everyone(), Permissions.SEND_MESSAGES);
    scene.clock.step(Duration.ofMinutes(1));
    scene.run();
    scene.awaitState(alerts, Standing.State.PAUSED);
    scene.clock.step(Duration.ofMinutes(30));
    alerts.inherit(guild.botRole());
    alerts.inherit(guild.everyone());
    scene.awaitState(alerts, Standing.State.ACTIVE);

    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(waiting()).isEmpty();
  }

  /** The answer to the first update is lost after storing. */
  private void lose() {
    say(1);
    runWith(Fault.answerLost());
    assertThat(ours()).hasSize(1);
    assertThat(waiting()).hasSize(1);
  }

  private List<String> texts() {
    return scene.messages(alerts).stream().map(StoredMessage::text).toList();
  }
}
