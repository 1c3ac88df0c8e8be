package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kpwatch.files.NetworkFile;
import kpwatch.notify.Notification;
import kpwatch.observation.Answer;
import kpwatch.testkit.Country;
import kpwatch.testkit.Trouble;
import org.junit.jupiter.api.Test;

/** What ended is remembered, also by a program that is started again. */
class MemoryOfIncidentsTest {
  private static final Duration THREE = Duration.ofMinutes(3);

  private final Country country = new Country(NetworkFile.read("kp"), Trouble.ENOUGH);
  private final WatchBench bench = new WatchBench(country).settle();

  @Test
  void theSecondLossIsToldAsTheSecondAfterARestart() {
    outage();
    bench.later(Duration.ofHours(30)).restart();
    outage();

    String first = opened(0);
    String second = opened(1);
    assertThat(first).doesNotContain("in 30 days");
    assertThat(second).contains("2nd loss of routes in 30 days; median length 3");
  }

  @Test
  void afterAMonthNothingIsCounted() {
    outage();
    bench.later(Duration.ofDays(31)).restart();
    outage();

    assertThat(opened(1)).doesNotContain("in 30 days");
  }

  private String opened(int number) {
    return bench
        .notifications()
        .filter(n -> n.kind() == Notification.Kind.OPENED)
        .skip(number)
        .findFirst()
        .orElseThrow()
        .text();
  }

  private void outage() {
    country.well();
    rounds(10);
    country.everyRoute(0);
    country.everyHost(Answer.TIMEOUT);
    rounds(10);
    country.well();
    rounds(12);
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      var all = bench.later(THREE).everything();
      all.add(bench.search());
      bench.tick(all);
    }
  }
}
