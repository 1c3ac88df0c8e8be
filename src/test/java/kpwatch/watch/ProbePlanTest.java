package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kpwatch.observation.Answer;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import org.junit.jupiter.api.Test;

/** The visits to the country's servers: never more than is polite. */
class ProbePlanTest {
  private static final Pace PACE = Pace.POLITE;
  private static final Duration DAY = Duration.ofDays(1);

  private final PlanBench bench = new PlanBench();

  @Test
  void overAQuietDayEachAddressIsVisitedAtTheInterval() {
    bench.goOn(DAY);

    for (Subject address : bench.country.addresses()) {
      List<Instant> visits = bench.times(address.toString());
      assertThat(PlanBench.closest(visits)).isGreaterThanOrEqualTo(PACE.probe());
      assertThat(visits).hasSizeGreaterThan((int) DAY.dividedBy(PACE.probe()) * 9 / 10);
    }
    for (Subject server : bench.country.nameservers()) {
      assertThat(PlanBench.closest(bench.times(server.toString())))
          .isGreaterThanOrEqualTo(PACE.nameserver());
    }
    assertThat(PlanBench.closest(bench.times("controls"))).isGreaterThanOrEqualTo(PACE.probe());
    assertThat(bench.times("name:kcna.kp")).hasSize((int) DAY.dividedBy(PACE.name()));
  }

  /** Restarts, losses and silences; only the one retry after silence may come sooner. */
  @Test
  void overADayOfTroubleNoAddressIsVisitedMoreOften() {
    for (int i = 0; i < 96; i++) {
      switch (i % 6) {
        case 1 -> bench.country.everyHost(Answer.TIMEOUT);
        case 2 -> bench.country.everyRoute(0);
        case 3 -> bench.restart();
        case 4 -> bench.country.well();
        case 5 ->
            bench.country.host(bench.country.addresses().get(i % 9), Answer.REFUSED, Country.USUAL);
        default -> {}
      }
      bench.goOn(Duration.ofMinutes(15));
    }

    for (Subject address : bench.country.addresses()) {
      List<Instant> visits = bench.times(address.toString());
      assertThat(PlanBench.closest(visits)).isGreaterThanOrEqualTo(PACE.retry());
      for (int i = 2; i < visits.size(); i++) {
        assertThat(Duration.between(visits.get(i - 2), visits.get(i)))
            .as("three visits to %s around %s", address, visits.get(i))
            .isGreaterThanOrEqualTo(PACE.probe());
      }
    }
  }

  @Test
  void nothingIsAskedWhileItIsBeingAsked() {
    bench.country.everyHost(Answer.TIMEOUT);
    bench.goOn(Duration.ofHours(2));

    for (String key : keys()) {
      Duration takes =
          key.startsWith("dns:") || key.startsWith("address:")
              ? PlanBench.SILENCE
              : Duration.ofSeconds(1);
      assertThat(PlanBench.closest(bench.times(key))).as(key).isGreaterThanOrEqualTo(takes);
    }
  }

  @Test
  void firstVisitsAreSpreadOverTheInterval() {
    bench.goOn(PACE.probe());

    List<Instant> first =
        bench.country.addresses().stream()
            .map(a -> bench.times(a.toString()).get(0))
            .sorted()
            .toList();
    assertThat(PlanBench.closest(first)).isGreaterThan(Duration.ofSeconds(20));
  }

  @Test
  void namesThatShareAnAddressTakeTurns() {
    bench.goOn(Duration.ofHours(2));

    List<String> visited =
        bench.asked(a -> a.look().key().equals("address:175.45.176.81")).stream()
            .map(a -> ((Look.Visit) a.look()).host())
            .toList();
    Set<String> sharing =
        bench.country.network().sites().stream()
            .filter(
                s ->
                    s.address().filter(a -> a.getHostAddress().equals("175.45.176.81")).isPresent())
            .map(s -> s.host())
            .collect(Collectors.toSet());
    assertThat(sharing).hasSizeGreaterThan(5);
    for (int from = 0; from + sharing.size() <= visited.size(); from++) {
      assertThat(visited.subList(from, from + sharing.size()))
          .containsExactlyInAnyOrderElementsOf(sharing);
    }
  }

  @Test
  void silenceIsAskedOnceAgainSoonByTheSameName() {
    bench.goOn(Duration.ofMinutes(30));
    Subject shared = new Subject(Subject.Kind.ADDRESS, "175.45.176.81");
    bench.country.host(shared, Answer.TIMEOUT, Country.USUAL);
    Instant struck = bench.watch.now();
    bench.goOn(PACE.probe().multipliedBy(3));

    List<PlanBench.Asked> visits =
        bench.asked(a -> a.look().key().equals(shared.toString()) && !a.at().isBefore(struck));
    Duration apart =
        Duration.between(visits.get(0).at().plus(PlanBench.SILENCE), visits.get(1).at());
    assertThat(apart).isBetween(PACE.retry(), PACE.retry().plus(PACE.retryJitter()).plusSeconds(1));
    assertThat(visits.get(0).look()).isEqualTo(visits.get(1).look());
    assertThat(Duration.between(visits.get(1).at(), visits.get(2).at()))
        .isGreaterThan(PACE.probe().dividedBy(2));
  }

  @Test
  void aSilenceThatHoldsAsksWhereTheNamePoints() {
    bench.goOn(Duration.ofMinutes(30));
    bench.country.host(bench.country.addresses().get(0), Answer.TIMEOUT, Country.USUAL);
    Instant struck = bench.watch.now();
    bench.goOn(PACE.probe().multipliedBy(2));

    assertThat(bench.looks(Look.Name.class, struck)).hasSize(1);
  }

  @Test
  void afterATotalLossTwoAddressesAndOneServerAreAskedEveryTenMinutesInTurn() {
    lost();
    Instant since = bench.watch.now();
    bench.goOn(Duration.ofHours(2));

    int rounds = (int) Duration.ofHours(2).dividedBy(PACE.backedOff());
    assertThat(visits(since)).hasSizeBetween(2 * (rounds - 1), 2 * (rounds + 1));
    assertThat(bench.looks(Look.Ask.class, since)).hasSizeBetween(rounds - 1, rounds + 1);
    assertThat(visits(since).stream().map(a -> a.look().key()).distinct()).hasSize(9);
    assertThat(bench.looks(Look.Ask.class, since).stream().map(a -> a.look().key()).distinct())
        .hasSize(2);
  }

  @Test
  void theFirstReturningRouteBringsTheNormalPaceBack() {
    lost();
    bench.goOn(Duration.ofHours(1));
    bench.country.everyRoute(bench.country.crowd().size());
    Instant since = bench.watch.now();
    bench.goOn(PACE.watch().plus(PACE.probe()).plus(Duration.ofMinutes(1)));

    assertThat(bench.watch.plan().backedOff()).isEmpty();
    assertThat(visits(since).stream().map(a -> a.look().key()).distinct()).hasSize(9);
  }

  @Test
  void theFirstAnswerBringsTheNormalPaceBack() {
    lost();
    bench.goOn(Duration.ofHours(1));
    bench.country.everyHost(Answer.OK);
    Instant since = bench.watch.now();
    bench.goOn(PACE.backedOff().plus(PACE.probe()).plus(Duration.ofMinutes(1)));

    assertThat(bench.watch.plan().backedOff()).isEmpty();
    assertThat(visits(since).stream().map(a -> a.look().key()).distinct()).hasSize(9);
  }

  @Test
  void aRestartInAnOutageKeepsProbingLess() {
    lost();
    bench.restart();
    Instant since = bench.watch.now();
    bench.goOn(Duration.ofMinutes(30));

    assertThat(visits(since)).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void nothingOutsideTheWatchedPrefixesIsEverVisited() {
    bench.goOn(Duration.ofHours(1));

    assertThat(visits(Bench.START))
        .allMatch(a -> bench.country.network().holds(((Look.Visit) a.look()).address()));
  }

  @Test
  void whereProbingIsOffNothingIsProbed() {
    Pace routesOnly = new Pace(PACE.watch(), PACE.probe(), false, PACE.dailyCalls());
    var network = bench.country.network();
    Planner.Planned planned =
        new Planner(network, routesOnly)
            .advance(
                Plan.none(),
                kpwatch.incident.Tracks.none(network, Bench.START),
                kpwatch.incident.Signals.NONE,
                List.of(),
                Bench.START);

    assertThat(planned.looks())
        .noneMatch(
            l -> l instanceof Look.Visit || l instanceof Look.Ask || l instanceof Look.Controls);
  }

  private void lost() {
    bench.goOn(Duration.ofMinutes(30));
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.goOn(Duration.ofMinutes(20));
    assertThat(bench.watch.plan().backedOff()).isPresent();
  }

  private List<PlanBench.Asked> visits(Instant since) {
    return bench.looks(Look.Visit.class, since);
  }

  private Set<String> keys() {
    return new TreeSet<>(new ArrayList<>(bench.asked.stream().map(a -> a.look().key()).toList()));
  }
}
