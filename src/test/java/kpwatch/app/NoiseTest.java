package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kpwatch.files.ScenarioFile;
import kpwatch.incident.Transition;
import kpwatch.notify.Notification.Kind;
import kpwatch.testkit.Noise;
import kpwatch.watch.Round;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Days on which nothing happens. How many: the system property {@code noise.days}. */
@Tag("slow")
class NoiseTest {
  private static final int DAYS = Integer.getInteger("noise.days", 2);

  @Test
  void everydayNoiseIsNoIncidentAndNoPostButThatWeAreBlindAndThatWeSee(@TempDir Path folder)
      throws IOException {
    long seed = Long.getLong("noise", 1L);
    Path file = Files.writeString(folder.resolve("noise.json"), Noise.scenario(seed, DAYS));
    List<String> heard = new ArrayList<>();
    List<Transition> noticed = new ArrayList<>();
    new Replay(ScenarioFile.read(file.toString()))
        .play(
            round -> {
              noticed.addAll(round.transitions());
              heard.addAll(told(round));
            },
            () -> {});

    assertThat(noticed).as("the noise is there").hasSizeGreaterThan(10 * DAYS);
    assertThat(heard).as("seed %s, %s days", seed, DAYS).isEmpty();
  }

  private static List<String> told(Round round) {
    List<String> told = new ArrayList<>();
    round
        .changes()
        .forEach(c -> told.add(round.at() + " " + c.action() + " " + c.incident().widest()));
    round.posts().stream()
        .map(Round.Post::notification)
        .filter(n -> n.kind() != Kind.BLIND && n.kind() != Kind.SEEING)
        .forEach(n -> told.add(n.at() + " " + n.kind() + " " + n.text()));
    return told;
  }
}
