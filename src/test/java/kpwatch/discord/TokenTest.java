package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Discord refuses the bot altogether, it stops, says so and keeps what was to be said. */
@Timeout(60)
class TokenTest {
  private static final Patience QUICK =
      new Patience(Duration.ofSeconds(6), Duration.ofSeconds(2), Duration.ofMillis(20));

  private final Scene scene = new Scene();
  private final FakeChannel alerts = scene.discord.world().guild("Watchers").text("alerts");

  @AfterEach
  void close() {
    assertThat(scene.discord.violations()).isEmpty();
    scene.close();
  }

  @Test
  void aTokenThatIsWrongFromTheStartIsAskedForOnce() {
    scene.another("wrong", QUICK);
    say(1);
    scene.bot.start(scene.desk());
    scene.await(() -> stopped().contains("401"), "not stopped");

    scene.run();
    scene.runFor(Duration.ofHours(2), Duration.ofHours(1));

    assertThat(scene.discord.requests()).hasSize(1);
    assertThat(scene.discord.requestsAfter401()).isZero();
    assertThat(stopped()).contains("discord.token is not valid");
    assertKept(1);
  }

  @Test
  void aTokenThatIsRevokedWhileConnectedEndsEverything() {
    scene.connect();
    scene.discord.revokeToken();
    scene.await(() -> stopped().contains("4004"), "not stopped: " + scene.signs());
    say(1);
    scene.runFor(Duration.ofHours(2), Duration.ofHours(1));

    assertThat(scene.discord.requestsAfter401()).isZero();
    assertThat(scene.posts(alerts)).isZero();
    assertKept(1);
  }

  @Test
  void anAlertThatMeetsARevokedTokenIsTheLastRequest() {
    scene.connect();
    scene.discord.faults().nextPost(Fault.error(401, 0, "401: Unauthorized"));
    say(1);
    say(2);
    scene.runFor(Duration.ofHours(2), Duration.ofHours(1));

    assertThat(scene.posts(alerts)).isEqualTo(1);
    assertThat(stopped()).contains("401");
    assertThat(scene.signs()).hasSize(1);
    assertKept(2);
    scene.await(() -> scene.discord.gateway().connected() == 0, "still connected");
  }

  @Test
  void aNewTokenAfterARestartDeliversWhatWaited() {
    scene.another("wrong", QUICK);
    say(1);
    scene.bot.start(scene.desk());
    scene.await(() -> stopped().contains("401"), "not stopped");
    scene.run();

    scene.restart();
    scene.run();

    assertThat(scene.messages(alerts)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4004, 4013, 4014})
  void aCloseCodeThatIsForGoodEndsEverything(int code) {
    scene.connect();
    say(1);
    scene.discord.gateway().close(code);
    scene.await(() -> stopped().contains(Integer.toString(code)), "not stopped");
    int requests = scene.discord.requests().size();

    scene.runFor(Duration.ofHours(2), Duration.ofHours(1));

    assertThat(scene.discord.requests()).hasSize(requests);
    assertThat(scene.discord.gateway().identifies()).isEqualTo(1);
    assertKept(1);
  }

  private String stopped() {
    List<String> stops = scene.signs().stream().filter(s -> !s.well()).map(s -> s.text()).toList();
    return stops.stream().filter(s -> s.startsWith("stopped")).findFirst().orElse("");
  }

  private void say(int number) {
    scene.say(News.outage("KP-K7Q2", number, scene.clock.instant()), News.loud(alerts));
  }

  private void assertKept(int count) {
    assertThat(scene.waiting()).startsWith(count + " ");
  }
}
