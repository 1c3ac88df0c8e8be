package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kpwatch.incident.CountryState;
import kpwatch.incident.Scope;
import kpwatch.incident.Tracks;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.Trouble;
import org.junit.jupiter.api.Test;

/** The visits to the country's servers: never more than is polite. */
class ProbePlanTest {
  private static final Pace PACE = Pace.POLITE;
  private static final Duration DAY = Duration.ofDays(1);

  private static final Subject ONE = new Subject(Subject.Kind.ADDRESS, "175.45.176.71");

  private final PlanBench bench = new PlanBench(Trouble.ENOUGH);

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
    bench.goOn(PACE.probe().multipliedBy(2));

    List<PlanBench.Asked> visits =
        bench.asked(a -> a.look().key().equals(shared.toString()) && !a.at().isBefore(struck));
    Duration apart =
        Duration.between(visits.get(0).at().plus(PlanBench.SILENCE), visits.get(1).at());
    assertThat(apart).isBetween(PACE.retry(), PACE.retry().plus(PACE.retryJitter()).plusSeconds(1));
    assertThat(visits.get(0).look()).isEqualTo(visits.get(1).look());
  }

  @Test
  void anAddressThatMayHaveBannedUsIsTriedOnceInFortyMinutesOverRestartsToo() {
    bench.goOn(Duration.ofMinutes(30));
    Instant struck = bench.watch.now();
    bench.country.host(ONE, Answer.TIMEOUT, Country.USUAL);
    for (int i = 0; i < 24; i++) {
      bench.goOn(Duration.ofMinutes(15)).restart();
    }

    List<Instant> tries = tries(ONE, struck);
    assertThat(PACE.pause()).isEqualTo(Duration.ofMinutes(40));
    assertThat(PlanBench.closest(tries)).isGreaterThanOrEqualTo(PACE.pause());
    assertThat(tries).hasSize((int) Duration.ofHours(6).dividedBy(PACE.pause()));
    assertThat(bench.watch.tracks().probes().get(ONE).banned()).isPresent();
    assertThat(bench.watch.tracks().voters()).hasSize(9);
  }

  @Test
  void anAddressThatAnswersAgainIsVisitedAsUsual() {
    bench.goOn(Duration.ofMinutes(30));
    bench.country.host(ONE, Answer.TIMEOUT, Country.USUAL);
    bench.goOn(Duration.ofMinutes(20));
    bench.country.well();
    bench.goOn(PACE.pause());
    Instant since = bench.watch.now();
    bench.goOn(Duration.ofHours(1));

    assertThat(bench.looks(Look.Visit.class, since).stream().filter(a -> at(a, ONE)))
        .hasSizeGreaterThan(9);
  }

  @Test
  void whenItsNeighboursFallSilentTooNoAddressIsPaused() {
    bench.goOn(Duration.ofMinutes(30));
    bench.country.host(ONE, Answer.TIMEOUT, Country.USUAL);
    bench.goOn(Duration.ofMinutes(12));
    assertThat(bench.watch.tracks().probes().get(ONE).banned()).isPresent();
    Instant struck = bench.watch.now();
    bench.country.everyHost(Answer.TIMEOUT);
    bench.goOn(PACE.probe().multipliedBy(3).plus(Duration.ofMinutes(1)));

    assertThat(bench.watch.tracks().voters())
        .hasSize(9)
        .allMatch(t -> t.banned().isEmpty() && t.silentRounds() >= 2);
    for (Subject address : bench.country.addresses()) {
      assertThat(PlanBench.closest(tries(address, struck))).isGreaterThanOrEqualTo(PACE.probe());
    }
    assertThat(bench.watch.tracks().open().get(0).scope()).contains(Scope.DEGRADED);
  }

  @Test
  void whereNothingHasAnsweredForADayEachTargetIsTriedOnceAnHour() {
    bench.country.everyHost(Answer.TIMEOUT);
    bench.goOn(DAY.plus(PACE.probe()));
    Tracks tracks = bench.watch.tracks();
    assertThat(tracks.routesOnly()).isPresent();
    assertThat(tracks.country()).isEqualTo(CountryState.NORMAL);
    Instant since = bench.watch.now();
    bench.goOn(Duration.ofHours(6));

    for (Subject target : targets()) {
      assertThat(tries(target, since)).as(target.toString()).hasSizeBetween(5, 7);
    }
  }

  @Test
  void whatAnswersThereAtLastMakesItAPlaceLikeAnyOther() {
    bench.country.everyHost(Answer.TIMEOUT);
    bench.goOn(DAY.plus(Duration.ofHours(1)));
    bench.country.well();
    bench.goOn(Duration.ofMinutes(90));

    assertThat(bench.watch.tracks().routesOnly()).isEmpty();
    assertThat(bench.watch.tracks().voters()).hasSize(9);
    Instant since = bench.watch.now();
    bench.goOn(Duration.ofHours(1));
    assertThat(visits(since)).hasSizeGreaterThan(9 * 10);
  }

  @Test
  void namesAreAskedOneByOneAtTheServersInTurn() {
    bench.goOn(Duration.ofHours(7));

    List<PlanBench.Asked> names = bench.looks(Look.Name.class, Bench.START);
    int sites = bench.country.network().sites().size();
    assertThat(names).hasSize(2 * sites);
    assertThat(PlanBench.closest(names.stream().map(PlanBench.Asked::at).toList()))
        .isGreaterThanOrEqualTo(PACE.namesApart());
    assertThat(names.stream().filter(a -> ((Look.Name) a.look()).server().equals("ns1.kptc.kp")))
        .hasSize(sites);
  }

  @Test
  void aNameIsAskedOnceMoreWhereItsQuestionIsLostAndNotAtASilentServer() {
    bench.goOn(Duration.ofMinutes(30));
    bench.country.host(bench.country.nameservers().get(0), Answer.TIMEOUT, Country.USUAL);
    bench.goOn(PACE.name());
    List<PlanBench.Asked> names =
        bench.looks(Look.Name.class, Bench.START.plus(Duration.ofMinutes(40)));
    assertThat(names).isNotEmpty();
    assertThat(names).allMatch(a -> ((Look.Name) a.look()).server().equals("ns2.kptc.kp"));

    bench.country.hosts(bench.country.nameservers(), Answer.TIMEOUT);
    Instant since = bench.watch.now();
    bench.goOn(PACE.name());
    assertThat(bench.looks(Look.Name.class, since))
        .hasSizeLessThanOrEqualTo(2 * bench.country.network().sites().size());
  }

  @Test
  void noNameIsAskedAfterATotalLoss() {
    lost();
    Instant since = bench.watch.now();
    bench.goOn(Duration.ofHours(12));

    assertThat(bench.looks(Look.Name.class, since)).isEmpty();
  }

  @Test
  void aSiteThatMovedOutOfTheCountryIsNotVisitedAndOneThatCameBackKeepsTheDistance() {
    bench.goOn(Duration.ofMinutes(30));
    bench.country.name("kcna.kp", Optional.of(Address.parse("203.0.113.7")));
    bench.goOn(PACE.name());
    Instant since = bench.watch.now();
    bench.goOn(Duration.ofHours(1));
    assertThat(visits(since)).noneMatch(a -> ((Look.Visit) a.look()).host().equals("kcna.kp"));

    bench.country.name("kcna.kp", Optional.of(Address.parse("175.45.176.71")));
    bench.goOn(PACE.name().plus(PACE.probe().multipliedBy(5)));
    assertThat(bench.watch.tracks().voters()).hasSize(9);
    assertThat(PlanBench.closest(bench.times(ONE.toString()))).isGreaterThanOrEqualTo(PACE.probe());
  }

  /** The first attempt of each probe; the retry belongs to it. */
  private List<Instant> tries(Subject target, Instant since) {
    List<Instant> tries = new ArrayList<>();
    for (Instant at : bench.times(target.toString())) {
      boolean retry =
          !tries.isEmpty()
              && Duration.between(tries.get(tries.size() - 1), at)
                      .compareTo(
                          PACE.retry()
                              .plus(PACE.retryJitter())
                              .plus(PlanBench.SILENCE.plusSeconds(2)))
                  <= 0;
      if (!at.isBefore(since) && !retry) {
        tries.add(at);
      }
    }
    return tries;
  }

  private static boolean at(PlanBench.Asked asked, Subject address) {
    return asked.look().key().equals(address.toString());
  }

  private List<Subject> targets() {
    List<Subject> targets = new ArrayList<>(bench.country.addresses());
    targets.addAll(bench.country.nameservers());
    return targets;
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
