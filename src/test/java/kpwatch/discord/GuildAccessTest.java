package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import kpwatch.storage.RoundOf;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.Played;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers and people that {@code access.allow} does not name. */
class GuildAccessTest {
  private final Scene scene = new Scene();
  private final FakeGuild named = scene.discord.world().guild("Named");
  private final FakeGuild other = scene.discord.world().guild("Other");
  private final FakeChannel ours = named.text("ours");
  private final FakeChannel theirs = other.text("theirs");

  @AfterEach
  void close() {
    assertThat(scene.discord.violations()).isEmpty();
    scene.close();
  }

  @Test
  void aServerThatIsNotNamedIsLeftAtTheStartAndTheNamedOneServed() {
    scene.restartAllowing("discord:" + named.id());
    scene.await(() -> left(other) == 1, "not left");
    present();
    assertThat(status(named.owner(), ours).awaitAnswer(Scene.SOON).content())
        .doesNotContain("access.allow");
    assertThat(left(named)).isZero();
  }

  @Test
  void aServerThatInvitesTheBotIsLeft() {
    scene.restartAllowing("discord:" + named.id());
    FakeGuild late = scene.discord.world().guild("Late");
    scene.await(() -> left(late) == 1, "not left");
  }

  @Test
  void aServerThatCouldNotBeLeftIsLeftLaterAndWhoAsksThereReadsOneLine() {
    scene.discord.faults().next(9, a -> a.method().equals("DELETE"), fault());
    scene.restartAllowing("discord:" + named.id());
    scene.await(() -> left(other) >= 1, "not tried");
    present();
    Played asked = status(other.owner(), theirs);
    assertThat(asked.awaitAnswer(Scene.SOON).text()).contains("access.allow", "" + other.id());
    assertThat(asked.ephemeral()).isTrue();
    Played again = status(other.owner(), theirs);
    long tries = left(other);
    scene.discord.faults().clear();
    scene.bot.recheck();
    scene.await(() -> left(other) > tries, "not tried again");
    assertThat(again.acknowledgement()).as("one line a day").isZero();
  }

  @Test
  void aPersonWhoIsNotNamedReadsOneLineADay() {
    FakeUser anna = scene.discord.world().user("anna");
    FakeUser ben = scene.discord.world().user("ben");
    scene.restartAllowing("discord:" + named.id(), "discord:" + ben.id());
    present();
    FakeChannel direct = scene.discord.world().direct(anna);
    assertThat(status(anna, direct).awaitAnswer(Scene.SOON).text()).contains("access.allow");
    Played second = status(anna, direct);
    assertThat(status(ben, scene.discord.world().direct(ben)).awaitAnswer(Scene.SOON).text())
        .doesNotContain("access.allow");
    assertThat(second.acknowledgement()).isZero();
    scene.clock.step(Duration.ofHours(25));
    assertThat(status(anna, direct).awaitAnswer(Scene.SOON).text()).contains("access.allow");
  }

  @Test
  void aSubscriptionOutsideComesBackWhenItIsNamedAndTheBotInvitedAgain() {
    scene.connect();
    scene.subscribe(other, theirs, Wishes.USUAL);
    scene.restartAllowing("discord:" + named.id());
    scene.awaitState(theirs, State.GONE);
    scene.restartAllowing("discord:" + named.id(), "discord:" + other.id());
    other.inviteBot();
    scene.awaitState(theirs, State.ACTIVE);
  }

  private void present() {
    scene.present(() -> RoundOf.at(Instant.parse("2026-03-02T03:00:00Z")).round().state());
  }

  private Played status(FakeUser user, FakeChannel channel) {
    return scene.discord.people().slash(user, channel, "status");
  }

  private long left(FakeGuild guild) {
    return scene.discord.requests().stream()
        .filter(a -> a.is("DELETE", "/users/@me/guilds/" + guild.id()))
        .count();
  }

  private static Fault fault() {
    return Fault.error(500, 0, "Sorry");
  }
}
