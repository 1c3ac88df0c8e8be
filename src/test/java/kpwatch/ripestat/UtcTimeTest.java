package kpwatch.ripestat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2025-06-11T16:02:52, 2025-06-11T16:02:52Z",
    "2026-11-09T15:05:54.880000, 2026-11-09T15:05:54.880Z",
    "2026-11-09T15:05:54.880000Z, 2026-11-09T15:05:54.880Z",
    "2025-06-11T01:40:00+00:00, 2025-06-11T01:40:00Z",
    "2025-06-11T03:40:00+02:00, 2025-06-11T01:40:00Z",
    "2025-06-11T03:40:00.5+0200, 2025-06-11T01:40:00.5Z",
    "2025-06-11T16:02, 2025-06-11T16:02:00Z"
  })
  void readsEveryKnownSpelling(String text, Instant time) {
    assertThat(UtcTime.parse(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "1749657772",
        "2025-06-11",
        "2025-13-11T16:02:52",
        "+12345-06-11T16:02:52",
        "-2025-06-11T16:02:52",
        "2025-06-11T16:02:52 Europe/Amsterdam"
      })
  void whatIsNoTimeIsEmpty(String text) {
    assertThat(UtcTime.parse(text)).isEmpty();
  }
}
