package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the last starts of a day are spread over what is left of it. */
class IdentifyBudgetTest {
  @ParameterizedTest
  @CsvSource({
    "1000, PT24H, PT0S, true, true",
    "201, PT24H, PT0S, true, true",
    "200, PT24H, PT7M12S, false, true",
    "10, PT1H, PT6M, false, true",
    "1, PT1H, PT1H, false, true",
    "0, PT1H, PT1H, false, false"
  })
  void fewStartsAreSpreadAndNoneIsTakenThatIsNotThere(
      int left, Duration reset, Duration pause, boolean atOnce, boolean afterwards) {
    IdentifyBudget.Allowed allowed = IdentifyBudget.allowed(left, reset);

    assertThat(allowed.pause()).isEqualTo(pause);
    assertThat(allowed.now(false)).isEqualTo(atOnce);
    assertThat(allowed.now(true)).isEqualTo(afterwards);
  }
}
