package kpwatch.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What goes wrong again and again is said ever more seldom. */
class FailureStreakTest {
  @Test
  void aDayOfFailuresEveryTwoSecondsMakesAFewLines() {
    FailureStreak failures = new FailureStreak();
    int lines = 0;
    for (int i = 0; i < 43_200; i++) {
      lines += failures.again() ? 1 : 0;
    }
    assertThat(lines).isEqualTo(16);
    assertThat(failures.over()).isEqualTo(43_200);
    assertThat(failures.over()).isZero();
    assertThat(failures.again()).as("the first one after it went well").isTrue();
  }
}
