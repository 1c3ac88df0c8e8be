package kpwatch.assess;

import static kpwatch.assess.Hypothesis.ATTACK;
import static kpwatch.assess.Hypothesis.INTERNAL;
import static kpwatch.assess.Hypothesis.TRANSIT;
import static kpwatch.assess.Hypothesis.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shares in whole per cent. */
class LikelihoodTest {
  private static final long SEED = 20250607;

  @Test
  void anyWeightsGiveSharesThatSumToAHundred() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2000; i++) {
      Map<Hypothesis, Double> weights =
          Map.of(
              INTERNAL,
              random.nextDouble() + 1e-6,
              ATTACK,
              random.nextDouble() * 10,
              TRANSIT,
              random.nextDouble() / 10,
              UNKNOWN,
              random.nextDouble());

      assertThat(Likelihood.of(weights).percent().values().stream().mapToInt(p -> p).sum())
          .as("seed %s, round %s, %s", SEED, i, weights)
          .isEqualTo(100);
    }
  }

  @Test
  void aTieIsUnknown() {
    Likelihood tie = Likelihood.of(Map.of(INTERNAL, 1.0, UNKNOWN, 1.0));

    assertThat(tie.verdict()).isEqualTo(UNKNOWN);
    assertThat(tie.rival()).isEqualTo(INTERNAL);
  }

  @Test
  void theRivalIsTheNextThatSaysSomething() {
    Likelihood likelihood =
        Likelihood.of(Map.of(INTERNAL, 5.0, UNKNOWN, 3.0, ATTACK, 1.0, TRANSIT, 0.5));

    assertThat(likelihood.verdict()).isEqualTo(INTERNAL);
    assertThat(likelihood.rival()).isEqualTo(ATTACK);
  }

  @Test
  void sharesThatDoNotSumToAHundredCannotBeMade() {
    assertThatThrownBy(() -> new Likelihood(Map.of(INTERNAL, 60, UNKNOWN, 30)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
