package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeGuild;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that is lost comes back, and what is to be said does not wait for it. */
@Timeout(60)
class GatewayTest {
  private static final Patience QUICK =
      new Patience(Duration.ofSeconds(6), Duration.ofSeconds(2), Duration.ofMillis(20));

  private final Scene scene = new Scene();
  private final FakeGuild guild = scene.discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private int said;

  @AfterEach
  void close() {
    assertThat(scene.discord.violations()).isEmpty();
    scene.close();
  }

  @Test
  void aClosedGatewayIsResumed() {
    scene.connect();
    scene.discord.gateway().close(4000);
    assertSending();

    scene.await(() -> scene.discord.gateway().resumes() == 1, "not resumed");
    scene.await(() -> scene.sign("Discord gateway").well(), "the sign is still bad");
    assertThat(scene.discord.gateway().identifies()).isEqualTo(1);
    assertSending();
  }

  @Test
  void aSilentGatewayIsLeftForANewConnectionAndSendingGoesOnMeanwhile() {
    scene.discord.gateway().heartbeatInterval(Duration.ofMillis(300));
    scene.connect();
    scene.discord.gateway().goSilent();
    assertSending();

    scene.await(
        () -> scene.discord.gateway().resumes() >= 1 || scene.discord.gateway().identifies() >= 2,
        "neither resumed nor begun anew");
    scene.await(() -> scene.sign("Discord gateway").well(), "the sign is still bad");
    assertSending();
  }

  @Test
  void aSessionThatJdaGivesUpIsBegunAnew() {
    scene.connect();
    scene.bot.connection.any().orElseThrow().shutdown();

    scene.await(() -> scene.discord.gateway().identifies() == 2, "not begun anew");
    scene.await(() -> scene.sign("Discord gateway").well(), "the sign is still bad");
    assertSending();
  }

  /** In place of an Error in JDA: what it leaves behind is a thread that is no more. */
  @ParameterizedTest
  @ValueSource(strings = {"MainWS-ReadThread", "MainWS-WriteThread"})
  @SuppressWarnings("removal")
  void aThreadOfTheGatewayThatDiesIsMissedWithinSeconds(String name) {
    scene.connect();
    Thread victim = threadOf(name);
    victim.stop();
    wake(victim);
    for (int i = 0; i < 9; i++) {
      scene.bot.liveness.look();
    }
    scene.await(
        () -> scene.discord.gateway().resumes() + scene.discord.gateway().identifies() >= 2,
        "neither resumed nor begun anew");
    scene.await(() -> scene.sign("Discord gateway").well(), "the sign is still bad");
    assertSending();
    FakeChannel fresh = guild.text("fresh");
    scene.await(() -> scene.known(fresh), "nothing is heard any more");
  }

  @Test
  void aSessionThatLivesIsLeftAlone() {
    scene.connect();
    for (int i = 0; i < 50; i++) {
      scene.bot.liveness.look();
    }
    assertThat(scene.discord.gateway().identifies()).isEqualTo(1);
  }

  @Test
  void aSessionThatIsGoneIsBegunAnewWithoutRegisteringCommandsAgain() {
    scene.connect();
    scene.discord.gateway().refuseResumes(true);
    scene.discord.gateway().close(4000);

    scene.await(() -> scene.discord.gateway().identifies() == 2, "not begun anew");
    scene.discord.gateway().refuseResumes(false);
    scene.await(() -> scene.sign("Discord gateway").well(), "the sign is still bad");
    assertThat(scene.discord.commands().overwrites()).isEqualTo(1);
    assertSending();
  }

  @Test
  void aDiscordThatIsAwayAtTheStartIsTriedUntilItIsThere() {
    LogText.takeAll();
    scene.discord.stop();
    say();
    scene.bot.start(scene.desk());
    scene.run();
    scene.await(
        () -> scene.sign("Discord gateway").text().contains("cannot be reached"), "no sign of it");
    assertThat(scene.sign("Discord gateway").well()).isFalse();

    scene.discord.start();
    scene.await(() -> scene.sign("Discord gateway").well(), "not connected");
    scene.runFor(Duration.ofSeconds(8), Duration.ofSeconds(1));

    assertThat(scene.messages(alerts)).hasSize(1);
    assertThat(LogText.all()).containsOnlyOnce("Discord can be reached again");
    assertThat(LogText.all()).containsOnlyOnce("(attempt 1)");
  }

  @Test
  void withoutAStartLeftTodayNoSessionIsBegun() {
    scene.discord.gateway().identifiesLeft(0);
    scene.bot.start(scene.desk());

    scene.await(
        () -> scene.sign("Discord gateway").text().contains("few starts"), "no sign of waiting");
    assertThat(scene.discord.gateway().identifies()).isZero();
    assertThat(scene.sign("Discord gateway").well()).isFalse();
  }

  @Test
  void withFewStartsLeftItWaitsItsShareAndThenBegins() {
    scene.another(scene.discord.token(), QUICK);
    scene.discord.gateway().identifiesLeft(3);
    scene.discord.gateway().identifiesReset(Duration.ofMillis(600));
    scene.bot.start(scene.desk());

    scene.await(() -> scene.sign("Discord gateway").well(), "not connected");
    assertThat(scene.discord.gateway().identifies()).isEqualTo(1);
  }

  /** A thread that waits for the network notices its end when something comes. */
  private void wake(Thread victim) {
    for (int i = 0; i < 20 && victim.isAlive(); i++) {
      alerts.rename("renamed-" + i);
      try {
        victim.join(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    assertThat(victim.isAlive()).isFalse();
  }

  private static Thread threadOf(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().endsWith(name))
        .findFirst()
        .orElseThrow();
  }

  /** Posts at once, whatever the gateway does. */
  private void assertSending() {
    say();
    scene.run();
    assertThat(scene.messages(alerts)).hasSize(said);
  }

  private void say() {
    said++;
    scene.say(News.outage("KP-K7Q2", said, scene.clock.instant()), News.loud(alerts));
  }
}
