package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kpwatch.files.NetworkFile;
import kpwatch.testkit.Country;
import kpwatch.testkit.Histories;
import kpwatch.testkit.Trouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds in every history in which the clock is set now and then: decision 0010. */
@Tag("slow")
class ClockHistoryTest {
  private static final int ONE_OF = 10;

  /** By seconds, hours and days, back and forth, while it runs and while it does not. */
  @Test
  void everyIncidentEndsAfterItsBeginningAndTheLastMessageIsTheLastState() {
    Histories.each(ONE_OF, random -> HistoryTest.assertSound(HistoryTest.troubled(random, true)));
  }

  /** While a clock that was set back stands still, one prefix came back after the other. */
  @Test
  void twoReturnsOfTheSameSecondAreTwoNews() {
    Histories.again(8740, random -> HistoryTest.assertSound(HistoryTest.troubled(random, true)));
  }

  @Test
  void jumpsOfTheClockAndTroubleOfOursNeverMakeAnIncident() {
    Histories.each(
        ONE_OF,
        random -> {
          Country country = new Country(NetworkFile.read("kp"), Trouble.ENOUGH);
          WatchBench bench = new WatchBench(country).settle();
          Trouble trouble = new Trouble(country, random);
          for (int i = 0; i < HistoryTest.TROUBLES; i++) {
            if (random.nextInt(3) == 0) {
              trouble.unanswered();
            }
            HistoryTest.jump(bench, random);
            bench.later(Duration.ofMinutes(3)).tick(HistoryTest.looks(bench, random));
          }
          assertThat(bench.changes()).isEmpty();
        });
  }
}
