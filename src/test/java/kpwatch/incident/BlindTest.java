package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Cause;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;

/** What is concluded while we cannot see, have only begun to, or were away. */
class BlindTest {
  private static final Thresholds LIMITS = Thresholds.DEFAULT;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TWO = Duration.ofMinutes(2);

  private final Bench bench = Bench.settled();

  @Test
  void whileNothingIsSeenNothingIsConcludedAndNothingCloses() {
    lose();
    bench.country.ripestat(Optional.of(Cause.HTTP_5XX));
    bench.country.failingControls(4);
    int said = bench.changes().size();
    bench.rounds(20, TWO);

    assertThat(bench.tracks().monitor().state()).isEqualTo(PlaneState.BLIND);
    assertThat(bench.state()).isEqualTo(CountryState.UNKNOWN);
    assertThat(bench.changes()).hasSize(said);
    assertThat(bench.open().get(0).scope()).contains(Scope.NATIONAL);
  }

  @Test
  void aLossIsNotHeldEndedByHostsWhileTheRoutesCannotBeLookedAt() {
    lose();
    bench.country.well();
    bench.country.ripestat(Optional.of(Cause.MAINTENANCE));
    bench.rounds(20, TWO);

    assertThat(bench.tracks().monitor().seeing()).isTrue();
    assertThat(bench.state()).isEqualTo(CountryState.UNKNOWN);
    assertThat(bench.open()).hasSize(1);
  }

  @Test
  void aFirstStartInAnOutageIsAnOutageWithoutAnEarliestTime() {
    Bench late = new Bench();
    late.country.everyRoute(0);
    late.country.everyHost(Answer.TIMEOUT);
    late.rounds(2, MINUTE);

    assertThat(late.state()).isEqualTo(CountryState.OUTAGE);
    assertThat(late.open().get(0).notBefore()).isEmpty();
  }

  @Test
  void aGapInRunningIsNotedAndEndsWhatWasMeasured() {
    assertThat(bench.tracks().measured()).isPresent();
    Detector detector = new Detector(bench.country.network(), LIMITS);
    Instant back = bench.tracks().advanced().plus(Duration.ofHours(3));

    Instant last = bench.tracks().advanced();
    Jump jump = Jump.between(last, back, LIMITS).orElseThrow();
    Tracks resumed = detector.resumed(bench.memory(), jump).tracks();

    assertThat(resumed.measured()).isEmpty();
    assertThat(resumed.away()).contains(new Tracks.Away(bench.tracks().advanced(), back));
    assertThat(Jump.between(last, last.plusSeconds(9), LIMITS)).as("a short restart").isEmpty();
  }

  @Test
  void onePlaneThatSeesIsEnoughForTheMonitor() {
    bench.country.ripestat(Optional.of(Cause.HTTP_5XX));
    bench.rounds(8, TWO);

    assertThat(bench.tracks().routesPlane().seeing()).isFalse();
    assertThat(bench.tracks().monitor().seeing()).isTrue();
    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
  }

  private void lose() {
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(2, TWO);
  }
}
