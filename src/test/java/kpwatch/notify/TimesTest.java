package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import kpwatch.files.NetworkFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as we write them. */
class TimesTest {
  private final Times times = new Times(NetworkFile.read("kp"));

  /** The capital's clock was half an hour behind from 15 August 2015 to 4 May 2018. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2014-12-22T16:00:00Z, 16:00 UTC (01:00 Pyongyang)",
    "2015-08-14T14:00:00Z, 14:00 UTC (23:00 Pyongyang)",
    "2015-08-15T00:00:00Z, 00:00 UTC (08:30 Pyongyang)",
    "2016-09-20T03:15:00Z, 03:15 UTC (11:45 Pyongyang)",
    "2018-05-04T14:00:00Z, 14:00 UTC (22:30 Pyongyang)",
    "2018-05-04T15:30:00Z, 15:30 UTC (00:30 Pyongyang)",
    "2026-03-02T03:14:15Z, 03:14 UTC (12:14 Pyongyang)"
  })
  void theCapitalsClockFollowsItsOwnRules(Instant at, String written) {
    assertThat(times.clock(at)).isEqualTo(written);
  }

  @Test
  void aDayIsWrittenWithItsDate() {
    assertThat(times.day(Instant.parse("2025-06-06T17:30:59Z")))
        .isEqualTo("2025-06-06 17:30 UTC (02:30 Pyongyang)");
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "2025-06-06T17:28:00Z, 2025-06-06T17:30:00Z, within 17:28-17:30 UTC (02:28-02:30 Pyongyang)",
    "2025-06-06T17:30:05Z, 2025-06-06T17:30:50Z, at 17:30 UTC (02:30 Pyongyang)",
    "2025-06-06T01:00:00Z, 2025-06-06T13:01:00Z, "
        + "within 2025-06-06 01:00 UTC (10:00 Pyongyang) - 2025-06-06 13:01 UTC (22:01 Pyongyang)"
  })
  void anIntervalIsWrittenAsOne(Instant from, Instant to, String written) {
    assertThat(times.within(from, to)).isEqualTo(written);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "PT0S, 0 s",
    "PT45S, 45 s",
    "PT1M29S, 89 s",
    "PT1M30S, 2 min",
    "PT15M, 15 min",
    "PT59M29S, 59 min",
    "PT59M30S, 1 h 00 min",
    "PT2H7M, 2 h 07 min",
    "PT47H59M, 47 h 59 min",
    "PT48H, 2 d 0 h",
    "PT76H10M, 3 d 4 h"
  })
  void lengthsAreRoundedToWhatMatters(Duration length, String written) {
    assertThat(Times.length(length)).isEqualTo(written);
  }
}
