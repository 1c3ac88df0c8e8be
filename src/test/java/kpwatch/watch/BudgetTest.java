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
import kpwatch.observation.Answer;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No 24 hours hold more than a thousand calls, or half as many more with an incident. */
class BudgetTest {
  private static final Network NETWORK = NetworkFile.read("kp");
  private static final Duration DAY = Duration.ofHours(24);
  private static final int DAILY = Pace.POLITE.dailyCalls();
  private static final int INCIDENT = DAILY * 3 / 2;
  private static final Allowance ALLOWANCE = Allowance.of(Pace.POLITE, NETWORK.prefixes().size());

  @Test
  void whatIsNotRegularIsTheReserve() {
    assertThat(DAILY).isEqualTo(1000);
    assertThat(ALLOWANCE.spread()).isEqualTo(720);
    assertThat(ALLOWANCE.regular()).isEqualTo(720 + 96 + 4);
    assertThat(ALLOWANCE.reserve()).isEqualTo(180);
  }

  /** Tokens taken, an incident or not, how many prefixes a burst may ask for. */
  @ParameterizedTest(name = "{0} tokens taken, incident {1}: {2} at once")
  @CsvSource({
    "0, false, 5", "143, false, 5", "144, false, 2", "178, false, 2", "179, false, 1",
    "5000, false, 1", "180, true, 5", "543, true, 5", "544, true, 2", "678, true, 2",
    "679, true, 1"
  })
  void aBurstShrinksNearTheEndOfTheReserve(int drawn, boolean incident, int prefixes) {
    Look.Routes look = looks(drawn, incident, Bench.START).get(0);

    assertThat(look.prefixes()).hasSize(prefixes);
    if (prefixes > 1) {
      assertThat(NETWORK.controlPrefixes()).contains(look.prefixes().get(0));
    }
  }

  @Test
  void withoutTokensOnlyTheSpreadRoundGoesOn() {
    assertThat(looks(180, false, Bench.START.plus(Duration.ofHours(3)))).isEmpty();
    assertThat(looks(178, false, Bench.START.plus(Duration.ofHours(3)))).hasSize(1);
  }

  @Test
  void theHourlyPapersNeedNoToken() {
    assertThat(planned(180, false, Bench.START)).anyMatch(Look.Validations.class::isInstance);
  }

  /** A burst is due, and the next call of the spread round at its time. */
  private static List<Look.Routes> looks(int drawn, boolean troubled, Instant spread) {
    return planned(drawn, troubled, spread).stream()
        .filter(Look.Routes.class::isInstance)
        .map(Look.Routes.class::cast)
        .toList();
  }

  private static List<Look> planned(int drawn, boolean troubled, Instant spread) {
    Instant now = Bench.START.plusSeconds(7200);
    Plan before =
        new Plan(
            new TreeMap<>(Map.of(RoutePlan.ALL, now, "routes", spread)),
            new TreeMap<>(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            bursts(Budget.UNUSED, now, drawn));
    Signals signals =
        new Signals(
            false,
            false,
            false,
            Set.of(),
            false,
            Set.of(),
            false,
            troubled,
            Set.of(),
            false,
            Signals.Heard.NOTHING);
    return new Planner(NETWORK, Pace.POLITE)
        .advance(before, Tracks.none(NETWORK, Bench.START), signals, List.of(), now)
        .looks();
  }

  private static Budget bursts(Budget before, Instant at, int calls) {
    return before.spent(at, Budget.Kind.BURST, calls, calls, ALLOWANCE.hour());
  }

  @Test
  void aTokenComesBackADayAfterItWasTaken() {
    Budget taken = bursts(Budget.UNUSED, Bench.START.plusSeconds(3599), 100);

    assertThat(taken.at(Bench.START.plus(DAY).plusSeconds(3599), false, ALLOWANCE).left())
        .isEqualTo(80);
    assertThat(taken.at(Bench.START.plus(DAY).plusSeconds(3600), false, ALLOWANCE).left())
        .isEqualTo(180);
  }

  @Test
  void anIncidentAddsHalfADayOfCallsUntilADayAfterItsEnd() {
    Budget open = Budget.UNUSED.at(Bench.START, true, ALLOWANCE);

    assertThat(open.left()).isEqualTo(680);
    assertThat(open.daily()).isEqualTo(INCIDENT);
    assertThat(open.at(Bench.START.plus(DAY).minusSeconds(1), false, ALLOWANCE).left())
        .isEqualTo(680);
    assertThat(open.at(Bench.START.plus(DAY), false, ALLOWANCE).left()).isEqualTo(180);
  }

  @Test
  void aBudgetTooSmallForTheRegularCallsLeavesTheSpreadRoundAndWhatIsLeftOfIt() {
    Allowance small = Allowance.of(new Pace(minutes(2), minutes(5), true, 750), 4);
    Allowance tiny = Allowance.of(new Pace(minutes(2), minutes(5), true, 100), 4);

    assertThat(small.covers()).isFalse();
    assertThat(small.reserve()).isEqualTo(30);
    assertThat(tiny.reserve()).isZero();
  }

  @Test
  void atAFasterPaceTheDayIsAsMuchShorter() {
    Pace fast = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(5), true, DAILY);
    Allowance allowance = Allowance.of(fast, NETWORK.prefixes().size());

    assertThat(allowance.day()).isEqualTo(minutes(24));
    assertThat(allowance.reserve()).isEqualTo(ALLOWANCE.reserve());
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  @Test
  void aQuietDayMakesTheRegularCallsAndNoOthersButThoseOfTheStart() {
    PlanBench bench = forgetful().goOn(DAY);

    assertThat(bench.called.size()).isBetween(720 + 96, 720 + 96 + 4 + 10);
    assertThat(bench.watch.plan().budget().left()).isGreaterThanOrEqualTo(165);
  }

  @Test
  void aWeekInWhichOneSiteIsDeadStaysInsideTheBudgetAndThePoliteDistance() {
    PlanBench bench = forgetful().goOn(minutes(21));
    bench.country.hosts(bench.country.addresses().subList(3, 4), Answer.TIMEOUT);
    bench.goOn(Duration.ofDays(7));

    assertThat(bench.mostCallsWithin(DAY)).isBetween(820, DAILY);
    bench.assertPolite();
  }

  @Test
  void aDayWithAnOutageOfNineHoursStaysInsideTheBudgetAndThePoliteDistance() {
    PlanBench bench = forgetful().goOn(Duration.ofHours(3));
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.goOn(Duration.ofHours(9));
    assertThat(bench.watch.tracks().country()).isEqualTo(kpwatch.incident.CountryState.OUTAGE);
    bench.country.well();
    bench.goOn(DAY);

    assertThat(bench.mostCallsWithin(DAY)).isBetween(820, INCIDENT);
    bench.assertPolite();
  }

  @Test
  void aDayWithEveryThirdCallFailingStaysInsideTheBudgetAndThePoliteDistance() {
    PlanBench bench = forgetful().everyThirdFails().goOn(DAY).goOn(DAY);

    assertThat(bench.mostCallsWithin(DAY)).isBetween(820, DAILY);
    bench.assertPolite();
  }

  @Test
  void aDayWithoutRipeStatStaysInsideTheBudget() {
    PlanBench bench = forgetful().goOn(minutes(21));
    bench.country.ripestat(Optional.of(kpwatch.observation.Observation.Cause.HTTP_5XX));
    bench.goOn(DAY);

    assertThat(bench.mostCallsWithin(DAY)).isLessThanOrEqualTo(DAILY);
  }

  /** A loss or a return every half hour; what is left after the reserve is the regular pace. */
  @Test
  void aDayOfTroubleTakesEveryTokenAndNeverMore() {
    PlanBench bench = forgetful();
    for (int i = 0; i < 80; i++) {
      bench.country.everyRoute(i % 2 == 0 ? bench.country.crowd().size() : 0);
      bench.goOn(minutes(30));
      assertThat(bench.watch.plan().budget().left()).isNotNegative();
    }
    Instant last = bench.watch.now().minus(Duration.ofHours(20));

    assertThat(bench.mostCallsWithin(DAY)).isBetween(INCIDENT - 150, INCIDENT);
    assertThat(bench.routeCalls(last)).as("the spread round goes on").hasSizeGreaterThan(400);
  }

  private static PlanBench forgetful() {
    PlanBench bench = new PlanBench(Trouble.ENOUGH);
    bench.watch.forgetful();
    return bench;
  }

  /** Starts that follow one another quickly look at everything at once, but not without end. */
  @Test
  void aProgramThatFallsOverAllDayStaysInsideTheBudget() {
    PlanBench bench = forgetful();
    for (int i = 0; i < 24 * 60 / 5; i++) {
      bench.goOn(minutes(5)).restart();
    }

    assertThat(bench.mostCallsWithin(DAY)).isLessThanOrEqualTo(DAILY);
    bench.assertPolite();
  }
}
