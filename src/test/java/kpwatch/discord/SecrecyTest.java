package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import kpwatch.config.Secret;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The token is in no line of the log, whatever happens. */
@Timeout(60)
class SecrecyTest {
  private final Scene scene = new Scene();
  private final FakeChannel alerts = scene.discord.world().guild("Watchers").text("alerts");

  @AfterEach
  void nothingTold() {
    assertThat(LogText.all()).isNotEmpty();
    scene.close(); // looks for the token in everything
  }

  @Test
  void aNightOfFaultsDoesNotTellIt() {
    scene.connect();
    for (Fault fault :
        new Fault[] {
          Fault.dropped(),
          Fault.garbage(),
          Fault.status(500),
          Fault.error(400, 50035, "Invalid Form Body"),
          Fault.error(401, 0, "401: Unauthorized")
        }) {
      scene.discord.faults().nextPost(fault);
      scene.say(News.outage("KP-" + fault.hashCode(), 1, scene.clock.instant()), News.loud(alerts));
      scene.runFor(Duration.ofSeconds(3), Duration.ofSeconds(1));
    }
    scene.discord.gateway().close(4000);
    scene.discord.revokeToken();
    scene.await(() -> !scene.sign("Discord").text().equals("absent"), "not stopped");

    assertThat(scene.signs().toString()).doesNotContain(scene.discord.token());
    assertThat(LogText.all()).contains("net.dv8tion");
  }

  @Test
  void aDiscordThatIsAwayDoesNotTellIt() {
    scene.discord.stop();
    scene.bot.start(scene.desk());
    scene.await(
        () -> scene.sign("Discord gateway").text().contains("cannot be reached"), "no sign of it");
    scene.discord.start();
    scene.await(() -> scene.sign("Discord gateway").well(), "not connected");
  }

  @Test
  void aTokenThatIsNotValidIsNotTold() {
    scene.another(scene.discord.token(), new Patience(SHORT, SHORT, SHORT));
    scene.discord.revokeToken();
    scene.bot.start(scene.desk());
    scene.await(() -> scene.sign("Discord").text().contains("401"), "not stopped");
  }

  @Test
  void settingsDoNotTellIt() {
    var settings =
        new DiscordSettings(
            Optional.of(new Secret(scene.discord.token())),
            URI.create(scene.discord.baseUrl()),
            Optional.empty());
    LogText.keep();
    org.slf4j.LoggerFactory.getLogger("net.dv8tion.test").info("{}", settings);
  }

  private static final Duration SHORT = Duration.ofSeconds(2);
}
