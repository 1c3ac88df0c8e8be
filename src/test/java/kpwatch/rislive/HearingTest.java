package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Times are those of one day. */
class HearingTest {
  private final Hearing hearing = new Hearing();

  @Test
  void nobodyIsHeardWithoutAConnectionThatProvesItself() {
    assertThat(hearing.fault(at("10:30:00"))).hasValue("not connected yet");
    hearing.opened(at("10:30:00"));
    assertThat(hearing.fault(at("10:30:01"))).hasValue("connected, but nothing has come yet");
    hearing.proven(at("10:30:02"));
    assertThat(hearing.fault(at("10:30:02"))).isEmpty();
    hearing.closed("cut");
    assertThat(hearing.fault(at("10:30:03"))).hasValue("cut");
    hearing.opened(at("10:30:04"));
    assertThat(hearing.fault(at("10:30:04"))).as("proven before").isPresent();
  }

  @Test
  void anAnswerToAPingMayBeLateButNotMissing() {
    hear("10:30:00");
    assertThat(hearing.fault(at("10:31:10"))).isEmpty();
    assertThat(hearing.fault(at("10:31:11"))).hasValue("connected, but silent since 10:30 UTC");
    hearing.proven(at("10:31:12"));
    assertThat(hearing.fault(at("10:31:12"))).isEmpty();
  }

  @Test
  void beaconsThatWereNeverHeardAreNoneToMiss() {
    hear("08:30:00");
    hearing.proven(at("23:59:00"));
    assertThat(hearing.fault(at("23:59:00"))).isEmpty();
  }

  @Test
  void beaconsThatAreMissedAtTheirHourTellThatItIsDeaf() {
    hear("08:30:00");
    hearing.beacon(at("10:00:05"));
    hearing.proven(at("12:09:59"));
    assertThat(hearing.fault(at("12:09:59"))).as("may be late").isEmpty();
    hearing.proven(at("12:10:00"));
    assertThat(hearing.fault(at("12:10:00")))
        .hasValue("connected, but the beacons of 12:00 UTC were not heard");
    hearing.beacon(at("12:11:00"));
    assertThat(hearing.fault(at("12:11:00"))).isEmpty();
  }

  @Test
  void nothingIsExpectedOfThemAtOddHours() {
    hear("08:30:00");
    hearing.beacon(at("10:00:05"));
    hearing.proven(at("11:59:00"));
    assertThat(hearing.fault(at("11:59:00"))).isEmpty();
  }

  @Test
  void whatTheySayAtAnotherHourDoesNotStandForTheirHour() {
    hear("08:30:00");
    hearing.beacon(at("11:13:00"));
    hearing.proven(at("12:30:00"));
    assertThat(hearing.fault(at("12:30:00"))).isPresent();
  }

  @Test
  void whoWasNotConnectedAtTheHourCannotHaveMissedThem() {
    hear("08:30:00");
    hearing.beacon(at("10:00:05"));
    hearing.closed("cut");
    hear("12:05:00");
    hearing.proven(at("13:59:00"));
    assertThat(hearing.fault(at("13:59:00"))).isEmpty();
    hearing.proven(at("14:30:00"));
    assertThat(hearing.fault(at("14:30:00"))).isPresent();
  }

  @Test
  void theFirstHourOfADay() {
    hear("00:00:00");
    hearing.beacon(at("00:00:05"));
    hearing.proven(at("00:05:00"));
    assertThat(hearing.fault(at("00:05:00"))).isEmpty();
  }

  @Test
  void aClockThatIsSetBackHidesNoSilence() {
    hear("10:30:00");
    assertThat(hearing.fault(at("09:30:00"))).isEmpty();
    assertThat(hearing.fault(at("09:31:10"))).isEmpty();
    assertThat(hearing.fault(at("09:31:11"))).isPresent();
  }

  @Test
  void aClockThatIsSetBackHidesNoMissedBeacons() {
    hear("10:30:00");
    hearing.beacon(at("12:00:05"));
    hearing.fault(at("08:30:00"));
    hearing.proven(at("10:15:00"));
    assertThat(hearing.fault(at("10:15:00"))).isPresent();
  }

  @Test
  void aClockThatJumpsAheadIsSilenceUntilSomethingComes() {
    hear("10:30:00");
    assertThat(hearing.fault(at("11:30:00"))).isPresent();
    hearing.proven(at("11:30:01"));
    assertThat(hearing.fault(at("11:30:01"))).isEmpty();
  }

  private void hear(String time) {
    hearing.opened(at(time));
    hearing.proven(at(time));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-02T" + time + "Z");
  }
}
