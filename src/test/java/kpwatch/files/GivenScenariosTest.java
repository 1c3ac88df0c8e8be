package kpwatch.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kpwatch.files.PlayedWorld.Reply;
import kpwatch.observation.Prefix;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file in the folder of {@code scenarios.dir} is read and can be played. */
class GivenScenariosTest {
  @TestFactory
  List<DynamicTest> everyGivenScenarioIsReadAndPlayed() throws IOException {
    String folder = System.getProperty("scenarios.dir", "");
    Assumptions.assumeTrue(
        !folder.isEmpty(), "no -Dscenarios.dir: the scenario files are not here");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      List<Path> scenarios = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
      assertThat(scenarios).isNotEmpty();
      return scenarios.stream()
          .map(f -> dynamicTest(f.getFileName().toString(), () -> play(f)))
          .toList();
    }
  }

  private static void play(Path file) {
    Scenario scenario = ScenarioFile.read(file.toString());
    assertThat(file.getFileName().toString()).isEqualTo(scenario.id() + ".json");
    assertThat(scenario.expectedJson()).isPresent();
    PlayedWorld world = new PlayedWorld(scenario);
    for (Prefix prefix : scenario.network().prefixes()) {
      Reply reply =
          world.ripestat("looking-glass", Map.of("resource", prefix.toString()), scenario.start());
      assertThat(reply.status()).isEqualTo(200);
    }
  }
}
