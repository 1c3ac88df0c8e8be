package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Prefix;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pace of the calls to RIPEstat. */
class RoutePlanTest {
  private static final Pace PACE = Pace.POLITE;
  private static final Duration HOUR = Duration.ofHours(1);

  private final PlanBench bench = new PlanBench();

  @Test
  void aStartAsksForEverythingAtOnce() {
    bench.goOn(Duration.ofSeconds(1));

    assertThat(bench.routeCalls(Bench.START))
        .containsAll(bench.country.network().prefixes())
        .hasSize(5);
    assertThat(bench.looks(Look.Peers.class, Bench.START)).hasSize(1);
    assertThat(bench.looks(Look.Controls.class, Bench.START)).hasSize(1);
  }

  @Test
  void afterwardsOneCallEveryInterval() {
    Instant settled = settled();
    bench.goOn(HOUR);

    List<PlanBench.Asked> looks = bench.looks(Look.Routes.class, settled);
    assertThat(looks).hasSize((int) HOUR.dividedBy(PACE.watch()));
    assertThat(looks).allMatch(a -> ((Look.Routes) a.look()).calls() == 1);
    assertThat(PlanBench.closest(looks.stream().map(PlanBench.Asked::at).toList()))
        .isGreaterThanOrEqualTo(PACE.watch());
  }

  @Test
  void everyFifthCallIsTheControlAndTheRoutesTakeTurns() {
    Instant settled = settled();
    bench.goOn(HOUR);

    List<Prefix> calls = bench.routeCalls(settled);
    for (int from = 0; from + 5 <= calls.size(); from++) {
      List<Prefix> five = calls.subList(from, from + 5);
      assertThat(five.stream().filter(bench::isControl)).hasSize(1);
      assertThat(five).containsAll(bench.country.network().prefixes());
    }
    assertThat(calls.stream().filter(bench::isControl).distinct()).hasSize(2);
  }

  @Test
  void aControlThatFailedIsAskedAgainNext() {
    Instant settled = settled();
    while (bench.routeCalls(settled).stream().noneMatch(bench::isControl)) {
      bench.goOn(Duration.ofSeconds(1));
    }
    bench.country.ripestat(Optional.of(Cause.TIMEOUT));
    bench.goOn(PACE.watch());
    Instant failed = bench.watch.now();
    bench.goOn(PACE.watch().multipliedBy(3));

    assertThat(bench.routeCalls(failed)).isNotEmpty().allMatch(bench::isControl);
  }

  @Test
  void aDropAsksForAllAtOnceAndThenEveryMinuteForTenMinutes() {
    settled();
    Prefix lost = bench.country.network().prefixes().get(1);
    bench.country.route(lost, 0);
    Instant seen = untilSeen(lost);
    bench.goOn(PACE.burstFor().plus(PACE.watch()));

    List<PlanBench.Asked> bursts = bursts(seen);
    assertThat(bursts.get(0).at()).isBeforeOrEqualTo(seen.plusSeconds(2));
    int minutes = (int) PACE.burstFor().dividedBy(PACE.burst());
    assertThat(bursts).hasSizeBetween(minutes, minutes + 1);
    assertThat(PlanBench.closest(bursts.stream().map(PlanBench.Asked::at).toList()))
        .isGreaterThanOrEqualTo(PACE.burst());
    Instant over = bench.watch.now();
    bench.goOn(HOUR.dividedBy(2));
    assertThat(bursts(over)).as("then the normal spread").allMatch(this::controlAndBlock);
  }

  /** Whatever the spread round asks next when it happens; a whole turn is ten minutes. */
  @ParameterizedTest(name = "{0} min into the turn")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void aTotalLossIsToldWithinFourMinutes(int minutes) {
    settled();
    bench.goOn(Duration.ofMinutes(minutes));
    Instant lost = bench.watch.now();
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.goOn(Duration.ofMinutes(4));

    assertThat(bench.watch.notifications().findFirst())
        .hasValueSatisfying(n -> assertThat(n.text()).startsWith("○ OUTAGE"));
    assertThat(bench.watch.tracks().open().get(0).onset()).isAfterOrEqualTo(lost);
  }

  @Test
  void aLossAsksForItsPapersAtOnceAndAgainAfterTenAndThirtyMinutes() {
    settled();
    Prefix lost = bench.country.network().prefixes().get(1);
    bench.country.route(lost, 0);
    Instant seen = untilSeen(lost);
    bench.goOn(Duration.ofMinutes(35));

    List<Duration> asked =
        bench.looks(Look.Validations.class, seen).stream()
            .map(
                a ->
                    Duration.between(seen, a.at())
                        .truncatedTo(java.time.temporal.ChronoUnit.MINUTES))
            .toList();
    assertThat(asked).contains(Duration.ZERO, Duration.ofMinutes(11), Duration.ofMinutes(31));
  }

  @Test
  void hostsThatFailTogetherBuyOneRoundAndNoBurst() {
    settled();
    Instant struck = bench.watch.now();
    bench.country.hosts(bench.country.addresses().subList(0, 4), Answer.TIMEOUT);
    bench.goOn(Duration.ofMinutes(29));
    assertThat(bursts(struck)).hasSize(1);

    bench.country.well();
    bench.goOn(Duration.ofMinutes(11));
    Instant again = bench.watch.now();
    bench.country.hosts(bench.country.addresses().subList(0, 4), Answer.TIMEOUT);
    bench.goOn(Duration.ofMinutes(15));
    assertThat(bursts(again)).as("after half an hour it may again").hasSize(1);
  }

  @Test
  void theSecondTimeWithinHalfAnHourBuysNothing() {
    settled();
    Instant struck = bench.watch.now();
    for (int i = 0; i < 2; i++) {
      bench.country.hosts(bench.country.addresses().subList(0, 4), Answer.TIMEOUT);
      bench.goOn(Duration.ofMinutes(7));
      bench.country.well();
      bench.goOn(Duration.ofMinutes(7));
    }

    assertThat(bursts(struck)).hasSize(1);
  }

  @Test
  void twoFailingHostsBuyNothing() {
    settled();
    Instant struck = bench.watch.now();
    bench.country.hosts(bench.country.addresses().subList(0, 2), Answer.TIMEOUT);
    bench.goOn(Duration.ofMinutes(20));

    assertThat(bursts(struck)).isEmpty();
  }

  @Test
  void bothNameServersBuyARound() {
    settled();
    Instant struck = bench.watch.now();
    bench.country.hosts(bench.country.nameservers(), Answer.TIMEOUT);
    bench.goOn(Duration.ofMinutes(5));

    assertThat(bursts(struck)).hasSize(1);
  }

  @Test
  void aRestartAsksForAllAndKeepsThePaceOtherwise() {
    settled();
    Instant names = bench.watch.plan().due().get("name:kcna.kp");
    bench.goOn(Duration.ofSeconds(70));
    Instant last =
        new ArrayList<>(bench.times("address:175.45.176.71"))
            .get(bench.times("address:175.45.176.71").size() - 1);
    bench.restart();
    Instant restarted = bench.watch.now();
    bench.goOn(Duration.ofMinutes(12));

    assertThat(bursts(restarted).get(0).at()).isEqualTo(restarted);
    List<Instant> visits = bench.times("address:175.45.176.71");
    assertThat(PlanBench.closest(visits.subList(visits.indexOf(last), visits.size())))
        .isGreaterThanOrEqualTo(PACE.probe());
    assertThat(bench.watch.plan().due()).containsEntry("name:kcna.kp", names);
  }

  /** However soon the answers come: all of these come within one moment. */
  @Test
  void sightThatReturnsAsksForAllOnce() {
    settled();
    bench.off(Duration.ofMinutes(20));
    Instant back = bench.watch.now();

    List<Look> asked = bench.watch.tick(List.of());
    int rounds = 0;
    while (asked.stream().anyMatch(Look.Routes.class::isInstance)) {
      assertThat(++rounds).isLessThan(4);
      asked =
          bench.watch.tick(
              asked.stream().map(l -> PlanBench.outcome(l, bench.country, back)).toList());
    }

    assertThat(rounds).isPositive();
  }

  private Instant settled() {
    bench.goOn(Duration.ofMinutes(21));
    return bench.watch.now();
  }

  private Instant untilSeen(Prefix lost) {
    Instant since = bench.watch.now();
    while (!bench.routeCalls(since).contains(lost)) {
      bench.goOn(Duration.ofSeconds(1));
    }
    return bench.watch.now();
  }

  /** While a route is lost, the block that may cover it is asked for with the control. */
  private boolean controlAndBlock(PlanBench.Asked asked) {
    List<Prefix> prefixes = ((Look.Routes) asked.look()).prefixes();
    return prefixes.size() == 2
        && bench.isControl(prefixes.get(0))
        && bench.country.network().block().equals(Optional.of(prefixes.get(1)));
  }

  private List<PlanBench.Asked> bursts(Instant since) {
    return bench.looks(Look.Routes.class, since).stream()
        .filter(a -> ((Look.Routes) a.look()).prefixes().size() > 1)
        .toList();
  }
}
