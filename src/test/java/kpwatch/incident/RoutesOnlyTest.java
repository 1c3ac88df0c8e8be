package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A place from which no server answers: its probes leave every rule, and it goes on trying. */
class RoutesOnlyTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration CONFIRM = Thresholds.DEFAULT.routes().confirm();

  private final Bench bench = new Bench();

  @BeforeEach
  void aDayWithoutAnAnswer() {
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(23, HOUR).later(HOUR.minusSeconds(1)).everything();
    assertThat(bench.tracks().routesOnly()).isEmpty();
    bench.later(Duration.ofSeconds(1)).everything();
    assertThat(bench.tracks().routesOnly()).contains(bench.now());
    assertThat(bench.limits.probes().qualifies()).isEqualTo(HOUR.multipliedBy(24));
  }

  @Test
  void itsSilenceIsNothingOfTheCountrys() {
    bench.rounds(6, HOUR);

    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
    assertThat(bench.changes()).isEmpty();
    assertThat(bench.steps).allMatch(s -> s.signals().failing().isEmpty());
    assertThat(bench.steps).noneMatch(s -> s.signals().namesSilent());
    assertThat(bench.tracks().measured()).isEmpty();
  }

  @Test
  void fewStaleRoutesAreNotCalledStuck() {
    bench.country.everyRoute(Sight.BELOW_STUCK.seeing(bench));
    bench.later(CONFIRM).routes().later(CONFIRM).routes();

    assertThat(bench.state(bench.prefix(0))).isEqualTo(PrefixState.REDUCED);
  }

  @Test
  void oneLookDoesNotConfirmALoss() {
    bench.country.everyRoute(0);
    bench.later(CONFIRM).hosts().routes();
    assertThat(bench.open()).isEmpty();

    bench.later(CONFIRM).routes();
    assertThat(bench.state()).isEqualTo(CountryState.OUTAGE);
  }

  @Test
  void anAnswerWithoutAVoteVetoesNothing() {
    bench.country.everyRoute(0);
    bench.later(CONFIRM).routes().later(CONFIRM).routes();
    bench.country.everyHost(Answer.OK);
    bench.later(CONFIRM).hosts().routes();

    for (Prefix prefix : bench.country.network().prefixes()) {
      assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);
    }
    assertThat(bench.state()).isEqualTo(CountryState.OUTAGE);
  }

  @Test
  void halfOfTheRoutesAreNotAllWhateverTheHostsDo() {
    bench.country.route(bench.prefix(0), 0);
    bench.country.route(bench.prefix(1), 0);
    bench.later(CONFIRM).everything().later(CONFIRM).everything();

    assertThat(bench.open().get(0).scope()).contains(Scope.PARTIAL);
  }

  @Test
  void withoutRoutesItIsBlind() {
    bench.country.ripestat(Optional.of(Cause.TIMEOUT));
    bench.rounds(10, Duration.ofMinutes(2));

    assertThat(bench.tracks().probePlane().seeing()).isTrue();
    assertThat(bench.tracks().monitor().seeing()).isFalse();
  }

  @Test
  void theFirstVoteMakesItAPlaceLikeAnyOther() {
    Subject server = bench.country.nameservers().get(0);
    bench.country.hosts(List.of(server), Answer.OK);
    bench.rounds(bench.limits.probes().earns() - 1, HOUR);
    assertThat(bench.tracks().routesOnly()).isPresent();

    bench.rounds(1, HOUR);
    assertThat(bench.tracks().routesOnly()).isEmpty();
  }
}
