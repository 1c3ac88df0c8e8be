package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The figures of each pace. */
class ThresholdsTest {
  private static final Duration CONFIRM = Duration.ofSeconds(45);

  @Test
  void thePolitePaceHasTheFiguresOfTheDecisionRecord() {
    Thresholds polite = Thresholds.DEFAULT;

    assertThat(polite.routes().unknownAfter()).isEqualTo(Duration.ofMinutes(12));
    assertThat(polite.routes().controlAge()).isEqualTo(Duration.ofMinutes(10));
    assertThat(polite.country().hold()).isEqualTo(Duration.ofMinutes(15));
    assertThat(polite.country().blindSaid()).isEqualTo(Duration.ofMinutes(20));
    assertThat(polite.country().away()).isEqualTo(Duration.ofMinutes(10));
    assertThat(polite.probes().order()).isEqualTo(Duration.ofSeconds(390));
  }

  @Test
  void aFasterPaceShrinksSpansAndNeitherSharesNorCounts() {
    Thresholds polite = Thresholds.DEFAULT;
    Thresholds fast = Thresholds.at(Duration.ofSeconds(1), Duration.ofSeconds(2), CONFIRM, 4);

    assertThat(fast.country().hold()).isLessThan(polite.country().hold());
    assertThat(fast.routes().gone()).isEqualTo(polite.routes().gone());
    assertThat(fast.routes().leastPeers()).isEqualTo(polite.routes().leastPeers());
    assertThat(fast.routes().confirm()).isEqualTo(CONFIRM);
    assertThat(fast.country().away()).as("a busy machine").isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aSlowerPaceOrMorePrefixesLengthenWhatATurnTakes() {
    Thresholds many = Thresholds.at(Duration.ofMinutes(2), Duration.ofMinutes(5), CONFIRM, 8);
    Thresholds slow = Thresholds.at(Duration.ofMinutes(10), Duration.ofMinutes(5), CONFIRM, 4);

    assertThat(many.routes().unknownAfter()).isEqualTo(Duration.ofMinutes(22));
    assertThat(slow.routes().unknownAfter()).isEqualTo(Duration.ofMinutes(60));
    assertThat(slow.routes().controlAge()).isEqualTo(Duration.ofMinutes(50));
    assertThat(slow.country().hold()).isEqualTo(Thresholds.DEFAULT.country().hold());
  }
}
