package kpwatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kpwatch.files.Change;
import kpwatch.files.HostState;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.observation.Observation;
import kpwatch.observation.Rpki;
import kpwatch.observation.Subject;
import kpwatch.watch.Look;
import kpwatch.watch.Outcome;
import org.junit.jupiter.api.Test;

class VariantTest {
  private static final Scenario TOLD = ScenarioFile.read("kp-2022-01-26");
  private static final int MANY = 200;

  @Test
  void changesMoveWithinWhatIsKnownOfThemInTheirOrder() {
    for (int seed = 0; seed < MANY; seed++) {
      Scenario variant = Variant.of(TOLD, seed).scenario();
      List<Change> changes = variant.changes();
      assertThat(changes).hasSameSizeAs(TOLD.changes());
      for (int i = 0; i < changes.size(); i++) {
        Instant told = TOLD.changes().get(i).at();
        assertThat(Duration.between(told, changes.get(i).at()).abs())
            .isLessThanOrEqualTo(Variant.INFERRED);
        assertThat(i > 0 && changes.get(i).at().equals(changes.get(i - 1).at()))
            .as("together with the one before, seed %s", seed)
            .isEqualTo(i > 0 && told.equals(TOLD.changes().get(i - 1).at()));
      }
      assertThat(Duration.between(TOLD.start(), variant.start()))
          .isBetween(Duration.ZERO, Duration.ofMinutes(5));
    }
  }

  @Test
  void allServersAreFasterOrSlowerByOneFactor() {
    Subject site = Subject.site(TOLD.network().sites().get(0).host());
    for (int seed = 0; seed < MANY; seed++) {
      double factor = time(Variant.of(TOLD, seed).scenario(), site) / time(TOLD, site);
      assertThat(factor).isBetween(0.49, 2.01);
    }
  }

  private static double time(Scenario scenario, Subject subject) {
    return Optional.ofNullable(scenario.initial().hosts().get(subject))
        .flatMap(HostState::time)
        .orElseThrow()
        .toMillis();
  }

  @Test
  void oneSeedIsOneVariant() {
    assertThat(Variant.of(TOLD, 7).scenario()).isEqualTo(Variant.of(TOLD, 7).scenario());
    assertThat(Variant.of(TOLD, 7).scenario()).isNotEqualTo(Variant.of(TOLD, 8).scenario());
  }

  @Test
  void aTenthOfTheAnswersIsMissingInEverySecondOne() {
    assertThat(missing(Variant.of(TOLD, 2))).isZero();
    assertThat(missing(Variant.of(TOLD, 3))).isBetween(70, 130);
  }

  private static int missing(Variant variant) {
    List<Observation> answers =
        IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    (Observation)
                        new Observation.Validation(
                            TOLD.start().plusSeconds(i),
                            TOLD.network().prefixes().get(0),
                            Rpki.VALID))
            .toList();
    Outcome all = new Outcome(new Look.Validations(TOLD.network().prefixes()), answers);
    return (int)
        variant.seen(all).seen().stream().filter(o -> o instanceof Observation.Missing).count();
  }
}
