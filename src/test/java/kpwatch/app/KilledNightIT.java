package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.testkit.RunningJar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program is killed in the middle of an outage and started again. */
@Tag("night")
class KilledNightIT {
  private static final int SPEED = 60;

  @TempDir Path folder;

  @Test
  void itSaysNothingTwiceAndTellsTheEnd() throws Exception {
    try (Night night =
        Night.begin(folder, ShortJune.with(Duration.ofMinutes(35)), SPEED, List.of())) {
      Instant loss = night.scenario().changes().get(0).at();
      night.waitUntil(loss.plus(Duration.ofMinutes(12)));
      RunningJar first = night.jar();
      first.kill();
      assertThat(openings(first)).hasSize(1);
      assertThat(endings(first)).isEmpty();

      RunningJar second = night.restart();
      Story lived = night.story();
      assertThat(openings(second)).isEmpty();
      assertThat(endings(second)).hasSize(1);
      assertThat(lived.main())
          .containsOnlyOnce("incident opened", "said opened", "said closed", "incident closed");
    }
  }

  /** By their feet: a start also shows the state, which may be the outage. */
  private static List<String> openings(RunningJar jar) {
    return jar.lines().stream().filter(l -> l.contains(" · update 1 · ")).toList();
  }

  private static List<String> endings(RunningJar jar) {
    return jar.lines().stream().filter(l -> l.startsWith("● ENDED:")).toList();
  }
}
