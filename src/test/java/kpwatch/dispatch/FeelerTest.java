package kpwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeelerTest {
  private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");

  private final Feeler feeler = new Feeler();

  @Test
  void anIllPlatformIsFeltForEachSecondThenMoreSeldom() {
    feeler.fell(START);
    List<Long> felt = feltUntil(Duration.ofHours(2));

    assertThat(felt.subList(0, 4)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(gapAt(felt, Duration.ofMinutes(30))).isEqualTo(5);
    assertThat(gapAt(felt, Duration.ofMinutes(90))).isEqualTo(30);
  }

  @Test
  void whereItAnswersButTakesNothingThePausesGrowUntilItTakesSomething() {
    List<Long> pauses = new ArrayList<>();
    Instant now = START;
    for (int i = 0; i < 9; i++) {
      feeler.fell(now);
      pauses.add(feeler.left(now).toSeconds());
      now = now.plus(feeler.left(now));
      assertThat(feeler.feels(now)).isTrue();
      assertThat(feeler.felt(true, now)).isTrue();
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);

    feeler.took();
    feeler.fell(now);
    assertThat(feeler.left(now)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void itIsFeltOnceAtATime() {
    assertThat(feeler.feels(START)).as("it is well").isFalse();
    feeler.fell(START);
    assertThat(feeler.feels(START.plusSeconds(1))).isTrue();
    assertThat(feeler.feels(START.plusSeconds(9))).isFalse();

    feeler.felt(false, START.plusSeconds(9));
    assertThat(feeler.feels(START.plusSeconds(9))).isFalse();
    assertThat(feeler.feels(START.plusSeconds(10))).isTrue();
  }

  @Test
  void aClockThatGoesBackDoesNotStopTheFeeling() {
    feeler.fell(START);

    assertThat(feeler.feels(START.minusSeconds(7200))).isTrue();
  }

  private List<Long> feltUntil(Duration end) {
    List<Long> felt = new ArrayList<>();
    for (long second = 1; second <= end.toSeconds(); second++) {
      if (feeler.feels(START.plusSeconds(second))) {
        felt.add(second);
        feeler.felt(false, START.plusSeconds(second));
      }
    }
    return felt;
  }

  private static long gapAt(List<Long> felt, Duration age) {
    int next = 0;
    while (felt.get(next) < age.toSeconds()) {
      next++;
    }
    return felt.get(next + 1) - felt.get(next);
  }
}
