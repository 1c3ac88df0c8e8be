package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import kpwatch.storage.RoundOf;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Played;
import kpwatch.testkit.discord.StoredMessage;
import kpwatch.watch.WatchState;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people ask in Discord and how they are answered. */
class InteractionsTest extends Shared {
  private static final WatchState STATE =
      RoundOf.at(Instant.parse("2026-03-02T03:00:00Z")).round().state();

  private FakeUser anna;

  @BeforeEach
  void anna() {
    anna = scene.discord.world().user("anna");
    guild.member(anna);
    scene.present(() -> STATE);
  }

  @Test
  void aQuestionIsAnsweredToWhoAskedOnly() {
    Played played = scene.discord.people().slash(anna, alerts, "status");

    assertThat(played.awaitAnswer(Scene.SOON).content()).isNotEmpty();
    assertThat(played.ephemeral()).isTrue();
    assertThat(played.deferred()).isFalse();
    assertThat(scene.messages(alerts)).isEmpty();
  }

  @Test
  void aQuestionMayBeAskedInADirectMessage() {
    Played played =
        scene.discord.people().slash(anna, scene.discord.world().direct(anna), "status");

    assertThat(played.awaitAnswer(Scene.SOON).content()).isNotEmpty();
  }

  @Test
  void whatChangesSomethingIsNotOfferedInADirectMessage() {
    FakeChannel direct = scene.discord.world().direct(anna);

    assertThatThrownBy(() -> scene.discord.people().slash(anna, direct, "subscribe"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aDeskThatThrowsIsAnsweredWithAnApology() {
    scene.present(
        () -> {
          throw new IllegalStateException("a defect");
        });
    Played played = scene.discord.people().slash(anna, alerts, "status");

    assertThat(played.awaitAnswer(Scene.SOON).content()).startsWith("Something went wrong here");
    assertThat(LogText.all()).contains("Discord interaction failed");
  }

  @Test
  void aDeskThatTakesLongIsAcknowledgedInTimeAndAnswersThen() {
    var free = new CountDownLatch(1);
    scene.present(
        () -> {
          awaitUninterrupted(free);
          return STATE;
        });
    Played played = scene.discord.people().slash(anna, alerts, "status");

    assertThat(played.awaitAcknowledgement(Duration.ofSeconds(10))).isEqualTo(5);
    assertThat(played.acknowledgedAfter()).isLessThan(Duration.ofSeconds(3));
    free.countDown();
    assertThat(played.awaitAnswer(Scene.SOON).content()).isNotEmpty();
    assertThat(played.ephemeral()).isTrue();
  }

  @Test
  void aButtonIsAnswered() {
    Played played = scene.discord.people().click(anna, posted(), "v1:sites");

    assertThat(played.awaitAnswer(Scene.SOON).text()).isNotEmpty();
    assertThat(played.acknowledgement()).isEqualTo(4);
    assertThat(played.ephemeral()).isTrue();
  }

  @Test
  void aButtonOfAnUnknownVersionIsAnswered() {
    StoredMessage old = withButton("v0:gone:1");
    Played played = scene.discord.people().click(anna, old, "v0:gone:1");

    assertThat(played.awaitAnswer(Scene.SOON).content()).contains("older version");
  }

  @Test
  void halfACodeIsCompletedEvenWhereThereIsNone() {
    Played played = scene.discord.people().autocomplete(anna, alerts, "incident", "code", "KP");

    assertThat(played.awaitChoices(Scene.SOON)).isEmpty();
    assertThat(played.acknowledgement()).isEqualTo(8);
  }

  private StoredMessage posted() {
    scene.subscribe(guild, alerts, Wishes.USUAL);
    say(1);
    scene.run();
    return ours().get(0);
  }

  /** A message of an earlier version of the bot. */
  private StoredMessage withButton(String id) {
    scene
        .bot
        .connection
        .any()
        .orElseThrow()
        .getTextChannelById(alerts.id())
        .sendMessage("Old")
        .setAllowedMentions(Set.of())
        .setComponents(ActionRow.of(Button.secondary(id, "Gone")))
        .complete();
    return ours().get(0);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
