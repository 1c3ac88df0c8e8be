package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kpwatch.subscription.Level;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeRole;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.Permissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a channel that the bot may not post to. */
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
