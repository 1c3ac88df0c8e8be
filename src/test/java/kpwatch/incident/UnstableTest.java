package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kpwatch.incident.Incident.Action;
import kpwatch.observation.Answer;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;

/** Coming and going. */
class UnstableTest {
  private static final Thresholds.Unstable UNSTABLE = Thresholds.DEFAULT.unstable();
  private static final Duration TWO = Duration.ofMinutes(2);
  private static final Duration TEN = Duration.ofMinutes(10);

  private final Bench bench = Bench.settled();

  private void lost() {
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(3, TWO);
  }

  private void back() {
    bench.country.well();
    bench.rounds(3, TWO);
  }

  @Test
  void anOutageAndItsReturnAreNot() {
    lost();
    back();

    assertThat(bench.tracks().flips()).hasSize(2);
    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
  }

  @Test
  void theThirdFlipIsAndItAllIsOneIncident() {
    lost();
    back();
    lost();
    assertThat(bench.state()).isEqualTo(CountryState.UNSTABLE);
    back();
    lost();
    back();

    assertThat(bench.open()).hasSize(1);
    assertThat(bench.actions()).containsOnlyOnce(Action.OPENED);
    assertThat(bench.state()).isEqualTo(CountryState.UNSTABLE);
  }

  @Test
  void itEndsAfterALongQuietWithTheLastReturn() {
    lost();
    back();
    lost();
    back();
    bench.rounds((int) UNSTABLE.quiet().dividedBy(TEN) - 2, TEN);
    assertThat(bench.open()).hasSize(1);
    bench.rounds(3, TEN);

    assertThat(bench.open()).isEmpty();
    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
    Incident closed = bench.changes().get(bench.changes().size() - 1).incident();
    assertThat(closed.ended())
        .hasValueSatisfying(
            end ->
                assertThat(Duration.between(end, bench.now()))
                    .isGreaterThanOrEqualTo(UNSTABLE.quiet()));
  }

  @Test
  void aLossThatStaysIsAnOutageAgain() {
    lost();
    back();
    lost();
    bench.rounds((int) UNSTABLE.quiet().dividedBy(TEN) + 1, TEN);

    assertThat(bench.open()).hasSize(1);
    assertThat(bench.state()).isEqualTo(CountryState.OUTAGE);
  }

  @Test
  void flipsOfLongAgoDoNotCount() {
    lost();
    back();
    bench.rounds((int) UNSTABLE.window().dividedBy(TEN), TEN);
    lost();

    assertThat(bench.state()).isEqualTo(CountryState.OUTAGE);
  }

  @Test
  void serversThatComeAndGoNeedFiveFlips() {
    for (int flips = 1; flips < UNSTABLE.degradedFlips(); flips++) {
      assertThat(bench.state()).isNotEqualTo(CountryState.UNSTABLE);
      if (flips % 2 == 1) {
        bench.country.hosts(bench.country.addresses(), Answer.TIMEOUT);
      } else {
        bench.country.well();
      }
      bench.rounds(4, TWO);
    }
    bench.country.hosts(bench.country.addresses(), Answer.TIMEOUT);
    bench.rounds(4, TWO);

    assertThat(bench.state()).isEqualTo(CountryState.UNSTABLE);
  }
}
