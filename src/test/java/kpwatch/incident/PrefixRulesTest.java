package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Prefix;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stale rows, stuck routes, the usual share, and hosts that contradict a loss. */
class PrefixRulesTest {
  private static final Thresholds.Routes ROUTES = Thresholds.DEFAULT.routes();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Asn CHINA = new Asn(4837);

  private final Bench bench = Bench.settled();
  private final Prefix hosted = bench.prefix(0);
  private final Prefix other = bench.prefix(1);

  @Test
  void aStaleRowLeavesBothCounts() {
    bench.look(
        bench.country.route(control(), bench.now()),
        bench
            .country
            .crowd()
            .answer(other, bench.now(), Map.of(CHINA, 60), 100, ROUTES.rowAge().plus(SECOND)));

    assertThat(bench.track(other).reading())
        .hasValueSatisfying(
            r -> assertThat(List.of(r.seeing(), r.live())).containsExactly(60, 100));
  }

  @Test
  void aRowOfExactlyTheAgeIsFresh() {
    bench.look(
        bench.country.route(control(), bench.now()),
        bench.country.crowd().answer(other, bench.now(), Map.of(CHINA, 60), 100, ROUTES.rowAge()));

    assertThat(bench.track(other).reading())
        .hasValueSatisfying(
            r -> assertThat(List.of(r.seeing(), r.live())).containsExactly(160, 200));
  }

  @Test
  void anAnswerOfStaleRowsAloneShowsNothing() {
    int all = bench.country.crowd().size();
    bench.look(
        bench.country.route(control(), bench.now()),
        bench
            .country
            .crowd()
            .answer(other, bench.now(), Map.of(), all, ROUTES.rowAge().plus(SECOND)));

    assertThat(bench.last().missing())
        .extracting(Observation.Missing::cause)
        .containsExactly(Cause.CONTROL_FAILED);
  }

  @Test
  void anAnswerThatIsNoNewerIsStale() {
    Sight.NOT_NEWER.show(bench, other);

    assertThat(bench.last().missing())
        .extracting(Observation.Missing::cause)
        .containsExactly(Cause.STALE);
  }

  /** The usual is 160 of 200 peers: every limit but those of GONE is a share of that. */
  @ParameterizedTest(name = "{0} of 200, usually 160: {1}")
  @CsvSource({"112, up", "111, reduced", "20, reduced", "19, gone"})
  void limitsAreSharesOfTheUsual(int seeing, String state) {
    Bench lower = new Bench();
    lower.country.everyRoute(160);
    lower.settle();
    lower.country.route(other, seeing);

    lower.routes().later(ROUTES.confirm()).routes();

    assertThat(lower.state(other).word()).isEqualTo(state);
  }

  @Test
  void theUsualIsFrozenWhileAnIncidentIsOpen() {
    bench.country.route(bench.prefix(2), 0);
    bench.rounds(2, Duration.ofMinutes(1));
    assertThat(bench.open()).hasSize(1);

    bench.country.route(other, 145);
    bench.rounds(20, Duration.ofMinutes(2));

    assertThat(bench.steps.subList(bench.steps.size() - 20, bench.steps.size()))
        .allMatch(s -> s.samples().isEmpty());
    assertThat(bench.state().word()).isEqualTo("degraded");
  }

  /** What a few peers still keep counts as nothing once every host has been silent for a while. */
  @ParameterizedTest(name = "hosts silent for {0} min, {1}: {2}")
  @CsvSource({
    "11, BELOW_STUCK, gone",
    "11, AT_STUCK, reduced",
    "9, BELOW_STUCK, reduced",
    "9, BELOW_GONE, gone"
  })
  void stuckRoutesInSilence(int minutes, Sight sight, String state) {
    bench.hosts().routes();
    bench.country.everyHost(Answer.TIMEOUT);
    bench.later(Duration.ofMinutes(5)).hosts();
    bench.later(Duration.ofMinutes(minutes - 5).minus(ROUTES.confirm()));

    sight.show(bench, other);
    bench.later(ROUTES.confirm());
    sight.show(bench, other);

    assertThat(bench.state(other).word()).isEqualTo(state);
  }

  @Test
  void withoutAnyVoterSilenceSaysNothing() {
    Bench routesOnly = new Bench();
    for (int i = 0; i < 3; i++) {
      routesOnly.later(Duration.ofMinutes(2)).routes();
    }
    for (int i = 0; i < 2; i++) {
      routesOnly.later(ROUTES.confirm());
      Sight.BELOW_STUCK.show(routesOnly, other);
    }

    assertThat(routesOnly.state(other)).isEqualTo(PrefixState.REDUCED);
  }

  @Test
  void whileTheControlsFailSilenceSaysNothing() {
    bench.hosts().routes();
    bench.country.everyHost(Answer.TIMEOUT);
    bench.country.failingControls(4);
    bench.later(Duration.ofMinutes(5)).hosts().later(Duration.ofMinutes(6)).hosts();
    for (int i = 0; i < 2; i++) {
      bench.later(ROUTES.confirm());
      Sight.BELOW_STUCK.show(bench, other);
    }

    assertThat(bench.state(other)).isEqualTo(PrefixState.REDUCED);
  }

  @Test
  void nothingIsKnownOnlyAfterTheWholeTime() {
    bench.routes().idle(ROUTES.unknownAfter().minus(SECOND));
    assertThat(bench.state(other)).isEqualTo(PrefixState.UP);
    assertThat(bench.tracks().routesPlane().seeing()).isTrue();

    bench.idle(SECOND);
    assertThat(bench.state(other)).isEqualTo(PrefixState.UNKNOWN);
    assertThat(bench.tracks().routesPlane().seeing()).isFalse();
  }

  @Test
  void aHostInsideThatAnsweredSinceTheLossContradictsIt() {
    bench.country.everyRoute(0);
    bench.later(SECOND).routes().later(ROUTES.confirm()).routes();
    assertThat(bench.state(hosted)).isEqualTo(PrefixState.GONE);

    bench.later(SECOND).probes(bench.country.addresses().subList(0, 1));

    assertThat(bench.state(hosted)).isEqualTo(PrefixState.UNKNOWN);
    assertThat(bench.state(other)).as("no host of its own").isEqualTo(PrefixState.GONE);
  }

  @Test
  void aHostThatAnsweredBeforeTheLossDoesNotContradictIt() {
    bench.hosts();
    bench.country.everyRoute(0);
    bench.later(SECOND).routes().later(ROUTES.confirm()).routes();

    assertThat(bench.state(hosted)).isEqualTo(PrefixState.GONE);
  }

  @Test
  void anAnswerThatWasOnItsWayDoesNotContradictIt() {
    bench.country.everyRoute(0);
    bench.later(SECOND).routes();

    bench.later(Duration.ofMillis(100)).probes(bench.country.addresses().subList(0, 1));
    bench.later(ROUTES.confirm()).routes();

    assertThat(bench.state(hosted)).isEqualTo(PrefixState.GONE);
  }

  @Test
  void theContradictionEndsWhenTheHostFallsSilent() {
    bench.country.everyRoute(0);
    bench.later(SECOND).routes().later(ROUTES.confirm()).routes();
    bench.later(SECOND).probes(bench.country.addresses());
    bench.country.everyHost(Answer.TIMEOUT);

    bench.later(Duration.ofMinutes(5)).hosts().idle(SECOND);

    assertThat(bench.state(hosted)).isEqualTo(PrefixState.GONE);
  }

  private Prefix control() {
    return bench.country.network().controlPrefixes().get(0);
  }
}
