package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import kpwatch.subscription.Level;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeRole;
import kpwatch.testkit.discord.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when channels, servers and roles go and come back. */
class GoneTest extends Shared {
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

  /** Its server comes back after every start and every lost connection. */
  @Test
  void aChannelThatUnsubscribedStaysSoWhenItsServerIsBack() {
    FakeChannel other = guild.text("other");
    scene.subscribe(guild, other, WISHES);
    scene.subscriptions.standing(Scene.ref(alerts), Standing.unsubscribed(Instant.EPOCH));
    guild.removeBot();
    scene.awaitState(other, State.GONE);

    guild.inviteBot();
    scene.awaitState(other, State.ACTIVE);

    assertThat(scene.standing(alerts).isUnsubscribed()).isTrue();
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
}
