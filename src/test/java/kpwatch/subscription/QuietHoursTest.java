package kpwatch.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
  @ParameterizedTest
  @CsvSource({
    "2026-03-02T12:59:59Z, false",
    "2026-03-02T13:00:00Z, true",
    "2026-03-02T13:29:59Z, true",
    "2026-03-02T13:30:00Z, false",
  })
  void theyBeginAndEndByTheClockOfTheirZone(Instant now, boolean quiet) {
    assertThat(quiet("22:00", "22:30", "Asia/Seoul").hold(now)).isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T21:59:59Z, false",
    "2026-03-02T22:00:00Z, true",
    "2026-03-02T23:59:59Z, true",
    "2026-03-03T00:00:00Z, true",
    "2026-03-03T06:59:59Z, true",
    "2026-03-03T07:00:00Z, false",
    "2026-03-03T12:00:00Z, false",
  })
  void theyMayPassMidnight(Instant now, boolean quiet) {
    assertThat(quiet("22:00", "07:00", "UTC").hold(now)).isEqualTo(quiet);
  }

  /** On 29 March 2026 Berlin's clocks went from 02:00 to 03:00, at 01:00 UTC. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-28T21:00:00Z, true",
    "2026-03-29T00:59:59Z, true",
    "2026-03-29T01:00:00Z, true",
    "2026-03-29T04:59:59Z, true",
    "2026-03-29T05:00:00Z, false",
  })
  void anHourThatIsLeftOutMakesTheNightShorter(Instant now, boolean quiet) {
    assertThat(quiet("22:00", "07:00", "Europe/Berlin").hold(now)).isEqualTo(quiet);
  }

  /** On 25 October 2026 Berlin's clocks go from 03:00 back to 02:00, at 01:00 UTC. */
  @ParameterizedTest
  @CsvSource({
    "2026-10-25T00:29:59Z, false",
    "2026-10-25T00:30:00Z, true",
    "2026-10-25T00:59:59Z, true",
    "2026-10-25T01:00:00Z, false",
    "2026-10-25T01:30:00Z, true",
    "2026-10-25T02:00:00Z, false",
  })
  void anHourThatComesTwiceIsQuietTwice(Instant now, boolean quiet) {
    assertThat(quiet("02:30", "03:00", "Europe/Berlin").hold(now)).isEqualTo(quiet);
  }

  @Test
  void aSpanThatIsLeftOutIsNotHeld() {
    QuietHours gap = quiet("02:10", "02:50", "Europe/Berlin");

    assertThat(gap.hold(Instant.parse("2026-03-29T00:59:59Z"))).isFalse();
    assertThat(gap.hold(Instant.parse("2026-03-29T01:00:00Z"))).isFalse();
  }

  @Test
  void equalEndsAreNoSpan() {
    assertThatThrownBy(() -> quiet("07:00", "07:00", "UTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quiet hours that begin and end at 07:00");
  }

  private static QuietHours quiet(String from, String to, String zone) {
    return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
  }
}
