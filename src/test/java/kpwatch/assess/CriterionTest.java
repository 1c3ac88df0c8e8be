package kpwatch.assess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every criterion must have to be one. */
class CriterionTest {
  @ParameterizedTest
  @EnumSource
  void itHasAnIdOfThePublishedListASentenceAndASource(Criterion criterion) {
    assertThat(criterion.name()).matches("[A-E][1-9][0-9]?");
    assertThat(criterion.sentence()).matches("[A-Z].*\\.").doesNotContain("attack");
    assertThat(criterion.source()).matches("https?://\\S+|routing practice");
  }

  @ParameterizedTest
  @EnumSource
  void itWeighsAsMuchAsItsStrengthSays(Criterion criterion) {
    if (criterion.strength() == Strength.NONE) {
      assertThat(criterion.ratios()).isEmpty();
    } else {
      assertThat(criterion.ratios().values()).contains(criterion.strength().ratio());
      assertThat(criterion.ratios()).doesNotContainKey(Hypothesis.UNKNOWN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theClockAndTheCalendarAreNeverMoreThanModerate(Criterion criterion) {
    if (criterion.family() == Criterion.Family.CALENDAR) {
      assertThat(criterion.strength()).isLessThanOrEqualTo(Strength.MODERATE);
      assertThat(criterion.locating()).isFalse();
    }
  }
}
