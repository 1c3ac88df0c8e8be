package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.testkit.Judgement;
import kpwatch.testkit.Variant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * Each scenario as it may just as well have been. How often: the system property {@code variants};
 * one again: {@code scenario=ID} and {@code variant=SEED}.
 */
@Tag("slow")
class VariantsTest {
  private static final int VARIANTS = Integer.getInteger("variants", 1);

  /** What is played where each is played only once: no long file, and none that accepts much. */
  private static final Duration SHORT = Duration.ofHours(20);

  @TestFactory
  Stream<DynamicTest> givenScenariosAreJudgedAlikeInEveryVariant(TestReporter reporter)
      throws IOException {
    String folder = System.getProperty("scenarios.dir", "");
    Assumptions.assumeTrue(
        !folder.isEmpty(), "no -Dscenarios.dir: the scenario files are not here");
    return tests(Path.of(folder), reporter);
  }

  @TestFactory
  Stream<DynamicTest> ourScenariosAreJudgedAlikeInEveryVariant(TestReporter reporter)
      throws IOException {
    return tests(Path.of("src/test/resources/scenarios"), reporter);
  }

  private static Stream<DynamicTest> tests(Path folder, TestReporter reporter) throws IOException {
    String only = System.getProperty("scenario", "");
    try (Stream<Path> files = Files.list(folder)) {
      List<Scenario> scenarios =
          files
              .filter(f -> f.toString().endsWith(".json"))
              .sorted()
              .map(f -> ScenarioFile.read(f.toString()))
              .filter(s -> only.isEmpty() ? affordable(s) : s.id().equals(only))
              .toList();
      return scenarios.stream().map(s -> dynamicTest(s.id(), () -> judge(s, reporter)));
    }
  }

  private static boolean affordable(Scenario scenario) {
    boolean small = Duration.between(scenario.start(), scenario.end()).compareTo(SHORT) <= 0;
    return VARIANTS > 1 || (small && new Judgement(scenario).strict());
  }

  private static void judge(Scenario scenario, TestReporter reporter) {
    Long only = Long.getLong("variant");
    LongStream seeds = only == null ? LongStream.range(0, VARIANTS) : LongStream.of(only);
    Judgement judgement = new Judgement(scenario);
    seeds.parallel().forEach(seed -> judgement.add(played(scenario, seed)));
    reporter.publishEntry(scenario.id(), judgement.toString());
    assertThat(judgement.faults()).as("%s: %s", scenario.id(), judgement).isEmpty();
  }

  private static Judgement.Played played(Scenario scenario, long seed) {
    Variant variant = Variant.of(scenario, seed);
    Judgement.Played played = new Judgement.Played(seed, variant.toString());
    new Replay(variant.scenario(), variant::seen).play(played::heard, () -> {});
    return played;
  }
}
