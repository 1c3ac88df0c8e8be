package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.testkit.Shortened;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program over loopback HTTP and DNS, sixty times as fast as it was, side by side;
 * what it goes through is what {@code replay} goes through. All runs begin together, since they
 * only wait.
 */
@Tag("night")
class PlayedNightsIT {
  private static final int SPEED = 60;

  @TempDir static Path folder;
  private static Night june;
  private static Night empty;
  private static Night cut;

  @BeforeAll
  static void beginAll() throws Exception {
    june = begun("june", ShortJune.with(Duration.ofMinutes(35)));
    String given = System.getProperty("scenarios.dir", "");
    if (!given.isEmpty()) {
      empty = begun("empty", given(given, "ripestat-empty"));
      cut = begun("cut", given(given, "own-line-cut"));
    }
  }

  @AfterAll
  static void endAll() {
    for (Night night : new Night[] {june, empty, cut}) {
      if (night != null) {
        night.close();
      }
    }
  }

  private static Night begun(String name, Scenario scenario) throws Exception {
    return Night.begin(folder.resolve(name), scenario, SPEED, List.of());
  }

  private static Scenario given(String folder, String id) {
    return Shortened.of(
        ScenarioFile.read(Path.of(folder, id + ".json").toString()),
        Duration.ofMinutes(30),
        Duration.ofMinutes(30),
        Duration.ofMinutes(45));
  }

  private static void goesThroughTheSame(Night night) throws Exception {
    Story told = Story.replayed(night.scenario());
    Story lived = night.story();
    assertThat(lived.main()).isEqualTo(told.main());
    assertThat(lived.tracks()).isEqualTo(told.tracks());
    assertThat(night.world().ripestat().violations()).isEmpty();
    assertThat(night.world().ripestat().mostAtOnce()).isLessThanOrEqualTo(4);
    assertThat(night.world().risLive().violations()).isEmpty();
    assertThat(night.world().risLive().clients()).isNotEmpty();
  }

  @Test
  void juneNightIsLivedAsItIsReplayed() throws Exception {
    goesThroughTheSame(june);
    assertThat(june.jar().lines())
        .anyMatch(l -> l.startsWith("○ OUTAGE: North Korea unreachable"))
        .anyMatch(l -> l.startsWith("● ENDED: North Korea"));
  }

  @Test
  void anEmptyRipestatIsLivedAsItIsReplayed() throws Exception {
    Assumptions.assumeTrue(empty != null, "no -Dscenarios.dir: the scenario files are not here");
    goesThroughTheSame(empty);
  }

  @Test
  void aCutOfOurOwnLineIsLivedAsItIsReplayed() throws Exception {
    Assumptions.assumeTrue(cut != null, "no -Dscenarios.dir: the scenario files are not here");
    goesThroughTheSame(cut);
    assertThat(cut.jar().lines()).noneMatch(l -> l.contains("OUTAGE"));
  }
}
