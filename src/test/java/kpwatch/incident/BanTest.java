package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.observation.Answer;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One silent address among answering neighbours may have banned us. */
class BanTest {
  private static final Duration FIVE = Duration.ofMinutes(5);

  private final Bench bench = Bench.settled();
  private final List<Subject> addresses = bench.country.addresses();

  /** Of nine; so many silent ones that the country may be in trouble are none. */
  @ParameterizedTest(name = "{0} of nine fall silent")
  @ValueSource(ints = {1, 2, 3, 4, 5, 9})
  void itIsPossibleOnlyWhileFewAreSilent(int silent) {
    List<Subject> struck = addresses.subList(0, silent);
    bench.country.hosts(struck, Answer.TIMEOUT);
    bench.later(FIVE).hosts();

    boolean few = silent < bench.limits.probes().few();
    assertThat(banned()).isEqualTo(few ? silent : 0);
  }

  @Test
  void theFirstSilenceAloneIsNone() {
    Reply.SILENT_ONCE.comeTo(bench.later(FIVE), addresses.get(0));

    assertThat(banned()).isZero();
  }

  @Test
  void withoutAVoteOrWhileTheNeighboursWereNotHeardLatelyNothingIsSaid() {
    bench.country.hosts(addresses.subList(0, 1), Answer.TIMEOUT);
    bench.later(bench.limits.probes().lately()).probes(addresses.subList(0, 1));
    assertThat(banned()).as("heard ten minutes ago").isZero();

    Bench fresh = new Bench().controls();
    fresh.country.hosts(addresses.subList(0, 1), Answer.TIMEOUT);
    fresh.settle();
    assertThat(fresh.track(addresses.get(0)).banned()).as("no vote").isEmpty();
  }

  @Test
  void anAnswerEndsIt() {
    bench.country.hosts(addresses.subList(0, 1), Answer.TIMEOUT);
    bench.later(FIVE).hosts();
    assertThat(banned()).isEqualTo(1);

    bench.country.well();
    bench.later(FIVE).probes(addresses.subList(0, 1));
    assertThat(banned()).isZero();
    assertThat(bench.track(addresses.get(0)).state()).isEqualTo(ProbeState.UP);
  }

  @Test
  void itLastsWhileTheNeighboursAreMerelyNotAskedAndEndsWhenMoreFallSilent() {
    bench.country.hosts(addresses.subList(0, 1), Answer.TIMEOUT);
    bench.later(FIVE).hosts();
    bench.later(Duration.ofMinutes(20)).controls();
    assertThat(banned()).isEqualTo(1);

    bench.country.hosts(addresses.subList(0, 2), Answer.TIMEOUT);
    bench.later(FIVE).probes(addresses.subList(1, 2));
    assertThat(bench.track(addresses.get(0)).banned()).isPresent();
    bench.country.hosts(addresses.subList(0, 3), Answer.TIMEOUT);
    bench.later(FIVE).probes(addresses.subList(2, 3));
    assertThat(bench.track(addresses.get(0)).banned()).isEmpty();
  }

  /** The lost route explains the silence; then and after, its hosts are asked at the usual pace. */
  @Test
  void behindALostRouteAndInAnIncidentItIsNone() {
    Subject.Kind kind = Subject.Kind.ADDRESS;
    bench.look(
        new kpwatch.observation.Observation.Name(
            bench.now(),
            "kcna.kp",
            java.util.Optional.of(kpwatch.observation.Address.parse("175.45.177.9")),
            Answer.OK));
    bench.country.route(bench.prefix(3), 0);
    bench.later(FIVE).everything().later(FIVE).everything();
    assertThat(bench.open()).hasSize(1);

    bench.country.hosts(addresses.subList(1, 2), Answer.TIMEOUT);
    bench.later(FIVE).everything();
    assertThat(addresses.get(1).kind()).isEqualTo(kind);
    assertThat(bench.track(addresses.get(1)).failing()).isTrue();
    assertThat(banned()).isZero();
  }

  /** Eight days: the vote lapses after seven of them, the pause stays. */
  @Test
  void aSiteThatIsDeadForDaysLosesItsVoteAndIsStillPaused() {
    bench.country.hosts(addresses.subList(0, 1), Answer.TIMEOUT);
    for (int i = 0; i < 8 * 4; i++) {
      bench.later(Duration.ofHours(6)).everything();
    }

    assertThat(bench.tracks().voters()).hasSize(8);
    assertThat(bench.track(addresses.get(0)).banned()).isPresent();
    assertThat(bench.track(addresses.get(0)).state()).isEqualTo(ProbeState.UNQUALIFIED);
  }

  @Test
  void whileWeAreBlindItIsNeitherSaidNorTakenBack() {
    bench.country.hosts(addresses.subList(0, 1), Answer.TIMEOUT);
    bench.later(FIVE).hosts();
    bench.country.everyHost(Answer.TIMEOUT);
    bench.country.failingControls(4);
    bench.later(Duration.ofMinutes(1)).controls();
    bench.later(FIVE).hosts();

    assertThat(bench.tracks().probePlane().seeing()).isFalse();
    assertThat(banned()).isEqualTo(1);
  }

  private long banned() {
    return addresses.stream().filter(a -> bench.track(a).banned().isPresent()).count();
  }
}
