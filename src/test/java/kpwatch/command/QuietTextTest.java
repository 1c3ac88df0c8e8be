package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.subscription.QuietHours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietTextTest {
  private final List<String> problems = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "22:00-07:00, Europe/London, 22:00-07:00 Europe/London",
    "22-7, , 22:00-07:00 UTC",
    "22:30 – 6, Asia/Seoul, 22:30-06:00 Asia/Seoul",
    "23:00 to 24:00, UTC, 23:00-00:00 UTC",
    "1-5, america/new york, 01:00-05:00 America/New_York",
    "1-5, +9, 01:00-05:00 UTC+09:00",
    "1-5, utc-3:30, 01:00-05:00 UTC-03:30",
    "1-5, GMT, 01:00-05:00 UTC"
  })
  void spansAreReadAsPeopleTypeThem(String quiet, String zone, String read) {
    assertThat(read(quiet, zone, null)).map(QuietHours::toString).contains(read);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"22", "22:0-7", "24:30-7", "7:60-8", "a-b", "22:00-", "22:00-07:00-08:00"})
  void whatIsNoSpanIsAProblem(String quiet) {
    assertThat(read(quiet, null, null)).isEmpty();
    assertThat(problems).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"KST", "EST", "London", "Mars/Base", "+19", "UTC+5:75", "Europe"})
  void whatIsNoZoneIsAProblem(String zone) {
    assertThat(read("22-7", zone, null)).isPresent();
    assertThat(problems).hasSize(1);
  }

  @Test
  void theZoneAloneChangesTheClockOfTheHoursThatAreThere() {
    assertThat(read(null, "Asia/Tokyo", "22-7"))
        .map(QuietHours::toString)
        .contains("22:00-07:00 Asia/Tokyo");
    assertThat(read("23-6", null, "22-7")).map(QuietHours::toString).contains("23:00-06:00 UTC");
    assertThat(read(null, null, "22-7")).map(QuietHours::toString).contains("22:00-07:00 UTC");
    assertThat(read("off", null, "22-7")).isEmpty();
    assertThat(problems).isEmpty();
  }

  private Optional<QuietHours> read(
      @org.jspecify.annotations.Nullable String quiet,
      @org.jspecify.annotations.Nullable String zone,
      @org.jspecify.annotations.Nullable String before) {
    Optional<QuietHours> old =
        Optional.ofNullable(before)
            .flatMap(
                b ->
                    new QuietText(Optional.empty(), problems)
                        .read(Optional.of(b), Optional.empty()));
    return new QuietText(old, problems).read(Optional.ofNullable(quiet), Optional.ofNullable(zone));
  }
}
