package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import kpwatch.rislive.Retry.Ending;
import org.junit.jupiter.api.Test;

final class RetryTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration BRIEF = Duration.ofSeconds(1);

  private final Retry retry = new Retry(Rhythm.USUAL, new Random(1));

  @Test
  void aCutOfWhatLastedIsFollowedAfterHalfASecondToTwo() {
    Set<Duration> pauses = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Duration pause = retry.after(Ending.CUT, HOUR);
      assertThat(pause).isBetween(Duration.ofMillis(500), Duration.ofSeconds(2));
      pauses.add(pause);
    }
    assertThat(pauses).hasSizeGreaterThan(90);
  }

  @Test
  void cutsOfWhatDidNotLastAreFollowedWithinFiveSecondsHoweverMany() {
    retry.after(Ending.CUT, BRIEF);
    for (int i = 0; i < 100; i++) {
      assertThat(retry.after(Ending.CUT, BRIEF))
          .isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
    }
  }

  @Test
  void whoTurnsUsAwayTenTimesIsLeftAloneForHalfAMinuteOrMore() {
    Ending ending = Ending.REFUSED;
    for (int i = 1; i < Retry.MANY; i++) {
      assertThat(retry.after(ending, Duration.ZERO)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(retry.after(ending, Duration.ZERO))
          .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }
    assertThat(retry.after(Ending.CUT, BRIEF)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(retry.after(ending, Duration.ZERO)).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }
}
