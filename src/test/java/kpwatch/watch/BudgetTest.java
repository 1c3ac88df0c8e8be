package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Signals;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls a day: a thousand, and half as many more with an incident. */
class BudgetTest {
  private static final Network NETWORK = NetworkFile.read("kp");
  private static final int DAILY = Pace.POLITE.dailyCalls();

  /** Used calls, an incident or not, how many prefixes a burst may ask for. */
  @ParameterizedTest(name = "{0} calls used, incident {1}: {2} at once")
  @CsvSource({
    "0, false, 5", "799, false, 5", "800, false, 2", "999, false, 2", "1000, false, 1",
    "5000, false, 1", "1000, true, 5", "1199, true, 5", "1200, true, 2", "1499, true, 2",
    "1500, true, 1"
  })
  void aBurstShrinksNearTheEndOfTheBudget(int used, boolean incident, int prefixes) {
    assertThat(DAILY).isEqualTo(1000);
    Look.Routes look = looks(used, incident, Bench.START).get(0);

    assertThat(look.prefixes()).hasSize(prefixes);
    if (prefixes > 1) {
      assertThat(NETWORK.controlPrefixes()).contains(look.prefixes().get(0));
    }
  }

  @Test
  void whenTheBudgetIsSpentOnlyTheSpreadRoundGoesOn() {
    assertThat(looks(DAILY, false, Bench.START.plus(Duration.ofHours(3)))).isEmpty();
    assertThat(looks(DAILY - 1, false, Bench.START.plus(Duration.ofHours(3)))).hasSize(1);
  }

  @Test
  void whenTheBudgetIsSpentNoPapersAreAskedFor() {
    assertThat(planned(DAILY - 9, false, Bench.START)).anyMatch(Look.Validations.class::isInstance);
    assertThat(planned(DAILY, false, Bench.START)).noneMatch(Look.Validations.class::isInstance);
  }

  /** A burst is due, and the next call of the spread round at its time. */
  private static List<Look.Routes> looks(int used, boolean troubled, Instant spread) {
    return planned(used, troubled, spread).stream()
        .filter(Look.Routes.class::isInstance)
        .map(Look.Routes.class::cast)
        .toList();
  }

  private static List<Look> planned(int used, boolean troubled, Instant spread) {
    Instant now = Bench.START.plusSeconds(7200);
    Plan before =
        new Plan(
            new TreeMap<>(Map.of(RoutePlan.ALL, now, "routes", spread)),
            new TreeMap<>(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Budget.of(now).spent(used));
    Signals signals =
        new Signals(false, false, Set.of(), false, Set.of(), false, troubled, Set.of(), false);
    return new Planner(NETWORK, Pace.POLITE)
        .advance(before, Tracks.none(NETWORK, Bench.START), signals, List.of(), now)
        .looks();
  }

  @Test
  void aNewDayBeginsWithNothingUsed() {
    Budget spent = Budget.of(Bench.START).spent(900).at(Bench.START.plusSeconds(9), true);

    Budget next = spent.at(Bench.START.plus(Duration.ofDays(1)), false);

    assertThat(spent.share(DAILY)).isEqualTo(0.6);
    assertThat(next.share(DAILY)).isZero();
    assertThat(next.troubled()).isFalse();
  }

  @Test
  void anIncidentRaisesTheLimitForItsWholeDay() {
    Budget after =
        Budget.of(Bench.START)
            .spent(900)
            .at(Bench.START, true)
            .at(Bench.START.plusSeconds(9), false);

    assertThat(after.share(DAILY)).isEqualTo(0.6);
  }

  @Test
  void aQuietDayStaysBelowItsBudget() {
    PlanBench bench = new PlanBench();
    bench.until(Bench.START.plus(Duration.ofDays(1)));

    assertThat(bench.calls(Bench.START)).isBetween(720, DAILY - 1);
  }

  /** A loss or a return every half hour; what is left of the day after the budget is the spread. */
  @Test
  void aDayOfTroubleSpendsItsBudgetAndThenTheSpreadRoundAlone() {
    PlanBench bench = new PlanBench();
    for (int i = 0; i < 47; i++) {
      bench.country.everyRoute(i % 2 == 0 ? bench.country.crowd().size() : 0);
      bench.goOn(Duration.ofMinutes(30));
    }
    Instant last = bench.watch.now().minus(Duration.ofHours(4));

    assertThat(bench.watch.plan().budget().share(DAILY)).isGreaterThan(1);
    assertThat(bench.routeCalls(last)).hasSizeBetween(119, 121);
    assertThat(bench.looks(Look.Validations.class, last)).isEmpty();
  }
}
