package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kpwatch.subscription.Level;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeRole;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.Permissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a channel that the bot may not post to, or that is gone. */
class StandingTest extends Shared {
  private static final Wishes WISHES =
      new Wishes(
          Level.ALL,
          Optional.of(new Wishes.Mention("1", Severity.OUTAGE)),
          Wishes.Detail.SHORT,
          Optional.empty());

  @BeforeEach
  void subscribe() {
    scene.subscribe(guild, alerts, WISHES);
  }

  @Test
  void aChannelThatMayNotBePostedToIsPausedUntilItsOverwriteGoes() {
    deny(Permissions.SEND_MESSAGES);
    say(1);
    scene.run();

    assertThat(scene.standing(alerts).state()).isEqualTo(State.PAUSED);
    assertThat(scene.standing(alerts).reason())
        .isEqualTo(
            "I can see #alerts but may not post there. A server manager can allow Send Messages for"
                + " me.");
    long posts = scene.posts(alerts);
    scene.bot.recheck();
    scene.runFor(Duration.ofHours(3), Duration.ofMinutes(30));
    scene.bot.recheck();
    scene.run();
    assertThat(scene.posts(alerts)).isEqualTo(posts);
    assertThat(ours()).isEmpty();

    allow();
    scene.awaitState(alerts, State.ACTIVE);
    scene.run();
    assertThat(ours()).hasSize(1);
  }

  @Test
  void aChannelThatCannotBeSeenIsPausedUntilARoleShowsIt() {
    guild.everyone().permissions(0);
    guild.botRole().permissions(0);
    say(1);
    scene.run();

    assertThat(scene.standing(alerts).state()).isEqualTo(State.PAUSED);
    assertThat(scene.standing(alerts).reason())
        .isEqualTo("I cannot see the channel. A server manager can allow View Channels for me.");

    guild.botRole().permissions(Permissions.BOT_RECOMMENDED);
    scene.awaitState(alerts, State.ACTIVE);
    scene.run();
    assertThat(ours()).hasSize(1);
  }

  @Test
  void aRoleGivenToTheBotEndsAPause() {
    FakeRole speaker = guild.role("speaker", Permissions.BOT_RECOMMENDED);
    guild.everyone().permissions(0);
    guild.botRole().permissions(0);
    say(1);
    scene.run();
    assertThat(scene.standing(alerts).state()).isEqualTo(State.PAUSED);

    guild.member(scene.discord.world().bot(), guild.botRole(), speaker);

    scene.awaitState(alerts, State.ACTIVE);
  }

  @Test
  void aRefusalThatNoPermissionExplainsIsNotTriedAgainOnATimer() {
    scene.discord.faults().nextPost(Fault.error(403, 50013, "Missing Permissions"));
    say(1);
    scene.run();
    assertThat(scene.standing(alerts).state()).isEqualTo(State.PAUSED);
    assertThat(scene.standing(alerts).reason()).contains("50013");
    long posts = scene.posts(alerts);

    scene.bot.recheck();
    scene.runFor(Duration.ofHours(3), Duration.ofHours(1));
    assertThat(scene.posts(alerts)).isEqualTo(posts);

    alerts.rename("alarms");
    scene.awaitState(alerts, State.ACTIVE);
    scene.run();
    assertThat(ours()).hasSize(1);
  }

  @Test
  void whereOnlyEmbedLinksIsMissingAPlainMessageGoesOut() {
    alerts.deny(guild.botRole(), Permissions.EMBED_LINKS);
    scene.await(() -> !missing().isEmpty(), "the overwrite was not heard of");
    say(1);
    scene.run();

    assertThat(scene.standing(alerts).state()).isEqualTo(State.ACTIVE);
    assertThat(ours()).hasSize(1);
    assertThat(ours().get(0).embeds()).isEmpty();
    assertThat(ours().get(0).content()).startsWith("○ OUTAGE: ").contains(code + " · update 1");
  }

  @Test
  void aDeletedChannelIsGoneAndNothingIsSentThere() {
    say(1);
    alerts.delete();
    scene.awaitState(alerts, State.GONE);
    scene.run();

    assertThat(scene.posts(alerts)).isZero();
    assertThat(waiting()).isEmpty();
    assertThat(scene.subscriptions.find(Scene.ref(alerts)).orElseThrow().wishes()).isNotNull();
  }

  @Test
  void anUnknownChannelIsGone() {
    scene.discord.faults().nextPost(Fault.error(404, 10003, "Unknown Channel"));
    say(1);
    say(2);
    scene.run();

    assertThat(scene.standing(alerts).state()).isEqualTo(State.GONE);
    assertThat(scene.posts(alerts)).isEqualTo(1);
    assertThat(waiting()).isEmpty();
  }

  @Test
  void aGuildThatSendsTheBotAwayKeepsItsWishesUntilItIsInvitedAgain() {
    FakeRole watch = guild.role("watch", 0);
    Wishes wishes =
        new Wishes(
            Level.ALL,
            Optional.of(new Wishes.Mention(Long.toString(watch.id()), Severity.OUTAGE)),
            Wishes.Detail.SHORT,
            Optional.empty());
    scene.subscribe(guild, alerts, wishes);
    say(1);
    guild.removeBot();
    scene.awaitState(alerts, State.GONE);
    scene.run();
    assertThat(scene.posts(alerts)).isZero();

    guild.inviteBot();
    scene.awaitState(alerts, State.ACTIVE);

    assertThat(scene.subscriptions.find(Scene.ref(alerts)).orElseThrow().wishes())
        .isEqualTo(wishes);
    say(2);
    scene.run();
    assertThat(ours()).hasSize(1);
  }

  @Test
  void aChannelThatWasGoneByAnErrorIsRevivedByTheNextInvitation() {
    scene.discord.faults().nextPost(Fault.error(404, 10004, "Unknown Guild"));
    say(1);
    scene.run();
    assertThat(scene.standing(alerts).state()).isEqualTo(State.GONE);
    guild.removeBot();
    guild.inviteBot();

    scene.awaitState(alerts, State.ACTIVE);
  }

  @Test
  void anOutageOfDiscordChangesNothing() {
    FakeChannel mark = scene.channel(guild, "mark");
    guild.goUnavailable();
    scene.await(() -> !scene.known(mark), "the outage was not heard of");

    assertThat(scene.standing(alerts).state()).isEqualTo(State.ACTIVE);
    say(1);
    scene.run();
    assertThat(ours()).hasSize(1);
    guild.comeBack();
    scene.await(() -> scene.known(mark), "the return was not heard of");
    assertThat(scene.standing(alerts).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void aGuildThatSendsTheBotAwayDuringAnOutageIsLeft() {
    FakeChannel mark = scene.channel(guild, "mark");
    guild.goUnavailable();
    scene.await(() -> !scene.known(mark), "the outage was not heard of");
    guild.removeBotUnseen();

    scene.awaitState(alerts, State.GONE);
  }

  @Test
  void aRoleThatIsDeletedCallsNobodyAfterwards() {
    FakeRole watch = guild.role("watch", 0);
    Wishes.Mention mention = new Wishes.Mention(Long.toString(watch.id()), Severity.OUTAGE);
    scene.subscribe(
        guild,
        alerts,
        new Wishes(Level.ALL, Optional.of(mention), Wishes.Detail.FULL, Optional.empty()));
    scene.await(() -> scene.role(watch), "the role was not heard of");

    watch.delete();

    scene.await(() -> wishes().mention().isEmpty(), "the role is still called");
    assertThat(wishes().level()).isEqualTo(Level.ALL);
  }

  @Test
  void aRoleThatWasDeletedWhileTheBotWasAwayCallsNobodyAfterwards() {
    assertThat(wishes().mention()).isPresent();
    scene.restart();

    scene.await(() -> wishes().mention().isEmpty(), "the role is still called");
  }

  private Wishes wishes() {
    return scene.subscriptions.find(Scene.ref(alerts)).orElseThrow().wishes();
  }

  private List<String> missing() {
    return scene
        .bot
        .connection
        .any()
        .map(jda -> Places.missing(jda.getGuildChannelById(alerts.id())))
        .orElseThrow();
  }

  private void deny(long permission) {
    alerts.deny(guild.botRole(), permission);
    alerts.deny(guild.everyone(), permission);
    scene.await(() -> !missing().isEmpty(), "the overwrite was not heard of");
  }

  private void allow() {
    alerts.inherit(guild.botRole());
    alerts.inherit(guild.everyone());
  }
}
