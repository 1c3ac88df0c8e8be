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
    scene.outbox.begun(List.of(delivery), scene.clock.instant());
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
  void anEarlierDoubtIsNotForgottenForALaterAttemptThatSurelyFailed() {
    lose();
    scene.discord.faults().nextPost(Fault.error(403, 40004, "Send disabled"));
    scene.clock.step(Duration.ofSeconds(20));
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
    scene.clock.step(Duration.ofSeconds(20));
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

  private List<String> texts() {
    return scene.messages(alerts).stream().map(StoredMessage::text).toList();
  }
}
