package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import kpwatch.storage.RoundOf;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.discord.Played;
import kpwatch.testkit.discord.StoredMessage;
import kpwatch.watch.WatchState;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people ask in Discord, and where they may change something. */
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
    assertThat(LogText.all()).contains("a question could not be answered");
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

  @Test
  void whoManagesAChannelSubscribesItAndNamesItAsALink() {
    alerts.allow(anna, Permissions.MANAGE_CHANNELS);
    Played played =
        scene.discord.people().slash(anna, alerts, "subscribe", Map.of("channel", alerts));

    assertThat(played.awaitAnswer(Scene.SOON).text()).contains("<#" + alerts.id() + ">");
    assertThat(scene.subscriptions.find(Scene.ref(alerts))).isPresent();
  }

  @Test
  void theCallersRightsCountInTheChannelThatIsNamed() {
    FakeChannel other = scene.channel(guild, "other");
    alerts.allow(anna, Permissions.MANAGE_CHANNELS);
    Played refused =
        scene.discord.people().slash(anna, alerts, "subscribe", Map.of("channel", other));
    assertThat(refused.awaitAnswer(Scene.SOON).text()).contains("Manage Channels");
    assertThat(scene.subscriptions.find(Scene.ref(other))).isEmpty();

    Played done = scene.discord.people().slash(anna, other, "subscribe", Map.of("channel", alerts));
    done.awaitAnswer(Scene.SOON);
    assertThat(scene.subscriptions.find(Scene.ref(alerts))).isPresent();
  }

  @Test
  void aManagerWhoCannotSeeAChannelCannotSubscribeIt() {
    FakeChannel hidden = scene.channel(guild, "hidden");
    hidden.allow(anna, Permissions.MANAGE_CHANNELS);
    hidden.deny(anna, Permissions.VIEW_CHANNEL);
    Played played =
        scene.discord.people().slash(anna, alerts, "subscribe", Map.of("channel", hidden));

    played.awaitAnswer(Scene.SOON);
    assertThat(scene.subscriptions.find(Scene.ref(hidden))).isEmpty();
  }

  @Test
  void aManagerToWhomAChannelDeniesItCannotSubscribeIt() {
    FakeChannel closed = scene.channel(guild, "closed");
    guild.member(anna, guild.role("manager", Permissions.MANAGE_CHANNELS));
    closed.deny(anna, Permissions.MANAGE_CHANNELS);
    Played played =
        scene.discord.people().slash(anna, alerts, "subscribe", Map.of("channel", closed));

    assertThat(played.awaitAnswer(Scene.SOON).text()).contains("Manage Channels");
    assertThat(scene.subscriptions.find(Scene.ref(closed))).isEmpty();
  }

  @Test
  void aChannelWhereTheBotMayNotPostIsRefusedAtOnceWithWhatIsMissing() {
    alerts.deny(guild.botRole(), Permissions.EMBED_LINKS);
    Played played =
        scene.discord.people().slash(guild.owner(), alerts, "subscribe", Map.of("channel", alerts));

    assertThat(played.awaitAnswer(Scene.SOON).text()).contains("Embed Links");
    assertThat(scene.subscriptions.find(Scene.ref(alerts))).isEmpty();
  }

  @Test
  void aChannelOfAnotherGuildCannotBeSubscribed() {
    FakeChannel elsewhere = scene.alerts();
    try {
      scene
          .discord
          .people()
          .slash(guild.owner(), alerts, "subscribe", Map.of("channel", elsewhere))
          .awaitAnswer(Scene.SOON);
    } catch (IllegalStateException notOffered) {
      assertThat(notOffered).hasMessageNotContaining("no such command");
    }

    assertThat(scene.subscriptions.find(Scene.ref(elsewhere))).isEmpty();
  }

  @Test
  void everyoneIsNotARoleToCall() {
    Played played =
        scene
            .discord
            .people()
            .slash(
                guild.owner(),
                alerts,
                "subscribe",
                Map.of("channel", alerts, "mention", guild.everyone()));

    assertThat(played.awaitAnswer(Scene.SOON).content()).startsWith("I never call everyone.");
    assertThat(scene.subscriptions.find(Scene.ref(alerts))).isEmpty();
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
