package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PacerTest {
  private static final Instant START = Instant.parse("2026-11-23T04:12:00Z");
  private final Pacer pacer = new Pacer(29);
  private Instant now = START;

  /** Answered in no time. */
  private Duration take(long chat) {
    Duration wait = pacer.take(chat, now);
    if (wait.isZero()) {
      pacer.done(now);
    }
    return wait;
  }

  private void later(long millis) {
    now = now.plusMillis(millis);
  }

  @Test
  void soManyInARollingSecondOverAllChats() {
    for (int chat = 1; chat <= 29; chat++) {
      assertThat(take(chat)).isZero();
      later(10);
    }
    assertThat(take(30)).isEqualTo(Duration.ofMillis(710));
    later(709);
    assertThat(take(30)).isEqualTo(Duration.ofMillis(1));
    later(1);
    assertThat(take(30)).isZero();
    assertThat(take(31)).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void whatIsUnderWayCountsUntilASecondAfterItsAnswer() {
    for (int chat = 1; chat <= 29; chat++) {
      assertThat(pacer.take(chat, now)).isZero();
    }
    later(5_000);
    assertThat(pacer.take(30, now)).isPositive();
    pacer.done(now);
    assertThat(pacer.take(30, now)).isEqualTo(Duration.ofSeconds(1));
    later(1_000);
    assertThat(pacer.take(30, now)).isZero();
  }

  @Test
  void anAnswerToSomebodyHasRoomWhereAlertsHaveNone() {
    for (int chat = 1; chat <= 29; chat++) {
      take(chat);
    }
    assertThat(take(30)).isPositive();
    assertThat(pacer.talk(30, now)).isZero();
    assertThat(pacer.talk(31, now)).isPositive();
  }

  @Test
  void timesReadOnOtherThreadsDoNotMakeTimePassFaster() {
    for (int chat = 1; chat <= 29; chat++) {
      take(chat);
      pacer.untilNext(now.minusMillis(15));
      later(20);
    }
    later(419);
    assertThat(take(30)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void aClockThatGoesBackMakesNoWaitLonger() {
    take(5);
    pacer.told(5, Duration.ofSeconds(9), now);
    later(-3 * 3_600_000);
    assertThat(take(5)).isEqualTo(Duration.ofSeconds(9));
    later(9_000);
    assertThat(take(5)).isZero();
  }

  @Test
  void oneASecondToAChatAndTwentyAMinuteToAGroup() {
    for (int i = 0; i < 20; i++) {
      assertThat(take(-5)).isZero();
      assertThat(take(5)).isZero();
      assertThat(take(-5)).isEqualTo(Duration.ofSeconds(i < 19 ? 1 : 42));
      later(1000);
    }
    assertThat(take(5)).isZero();
    assertThat(take(-5)).isEqualTo(Duration.ofSeconds(41));
    later(41_000);
    assertThat(take(-5)).isZero();
  }

  @Test
  void talkLeavesRoomForAlerts() {
    for (int i = 0; i < 15; i++) {
      assertThat(pacer.talk(-5, now)).isZero();
      later(1000);
    }
    assertThat(pacer.talk(-5, now)).isPositive();
    assertThat(take(-5)).isZero();
  }

  @Test
  void aToldWaitHoldsForItsChatToTheLetter() {
    pacer.told(1, Duration.ofSeconds(35), now);
    assertThat(take(2)).isZero();
    later(34_999);
    assertThat(take(1)).isEqualTo(Duration.ofMillis(1));
    later(1);
    assertThat(take(1)).isZero();
  }

  @Test
  void twoToldWaitsHalveTheRateForAMinute() {
    pacer.told(1, Duration.ofSeconds(1), now);
    pacer.told(2, Duration.ofSeconds(1), now.plusSeconds(3));
    later(10_000);
    for (int chat = 10; chat < 24; chat++) {
      assertThat(take(chat)).isZero();
    }
    assertThat(take(24)).isEqualTo(Duration.ofSeconds(1));
    later(54_000);
    for (int chat = 30; chat < 59; chat++) {
      assertThat(take(chat)).isZero();
    }
  }

  @Test
  void threeToldWaitsStopAllForTheLongest() {
    pacer.told(1, Duration.ofSeconds(4), now);
    pacer.told(2, Duration.ofSeconds(30), now);
    pacer.told(3, Duration.ofSeconds(7), now);
    later(29_999);
    assertThat(take(99)).isEqualTo(Duration.ofMillis(1));
    later(1);
    assertThat(take(99)).isZero();
  }

  @Test
  void manyChatsAreForgotten() {
    for (int chat = 1; chat <= 20_000; chat++) {
      assertThat(take(chat)).isZero();
      later(35);
    }
    assertThat(take(1)).isZero();
  }
}
