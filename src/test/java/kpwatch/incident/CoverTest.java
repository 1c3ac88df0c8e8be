package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Prefix;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country.Claim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A covering route in place of the routes themselves. */
class CoverTest {
  private static final Thresholds.Routes ROUTES = Thresholds.DEFAULT.routes();
  private static final Asn CHINA = new Asn(4837);
  private static final int ALL = Bench.PEERS.size();
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Bench bench = Bench.settled();

  private void withdrawn() {
    bench.country.everyRoute(0);
    bench.rounds(2, MINUTE);
  }

  @Test
  void routesReplacedByTheirBlockAreNewsAndNoOutage() {
    bench.country.cover(ALL);
    withdrawn();

    assertThat(bench.tracks().prefixes().values())
        .allMatch(t -> t.state() == PrefixState.AGGREGATED);
    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
    assertThat(bench.open()).extracting(Incident::widest).containsExactly(Scope.UPSTREAM);
  }

  /** What is announced, by whom, to how many peers: what it is called. */
  static Stream<Arguments> covers() {
    int half = (int) Math.ceil(ROUTES.covered() * ALL);
    Asn other = new Asn(64_500);
    return Stream.of(
        Arguments.of("half of the peers", "175.45.176.0/22", 131_279, half, "aggregated"),
        Arguments.of("fewer than half", "175.45.176.0/22", 131_279, half - 1, "gone"),
        Arguments.of("another origin", "175.45.176.0/22", other.number(), ALL, "gone"),
        Arguments.of("a wider block", "175.45.128.0/17", 131_279, ALL, "aggregated"),
        Arguments.of("the shortest that counts", "175.45.0.0/16", 131_279, ALL, "aggregated"),
        Arguments.of("a default route", "175.44.0.0/15", 131_279, ALL, "gone"),
        Arguments.of("the whole internet", "0.0.0.0/0", 131_279, ALL, "gone"));
  }

  @ParameterizedTest(name = "{0}: {4}")
  @MethodSource("covers")
  void whatCounts(String name, String route, long origin, int peers, String state) {
    bench.country.announce(Prefix.parse(route), List.of(new Claim(new Asn(origin), CHINA, peers)));
    withdrawn();

    assertThat(bench.tracks().prefixes().values())
        .extracting(t -> t.sure().word())
        .containsOnly(state);
  }

  @Test
  void twoAreNotCalledGoneBeforeTheSearchAndOneAloneIs() {
    bench.withoutSearch().country.route(bench.prefix(1), 0);
    bench.country.route(bench.prefix(2), 0);
    bench.later(MINUTE).routes().later(ROUTES.confirm()).routes();
    assertThat(bench.changes()).isEmpty();
    assertThat(bench.last().signals().unsearched())
        .containsExactlyInAnyOrder(bench.prefix(1), bench.prefix(2));

    bench.country.well();
    bench.rounds(2, MINUTE).country.route(bench.prefix(1), 0);
    bench.later(MINUTE).routes().later(ROUTES.confirm()).routes();
    assertThat(bench.state(bench.prefix(1))).isEqualTo(PrefixState.GONE);
  }

  @Test
  void aPrefixWhoseOwnAnswerGotLostIsSearchedForAgain() {
    List<Claim> halves = List.of(new Claim(bench.country.network().origin(), CHINA, ALL));
    bench.country.announce(Prefix.parse("175.45.176.0/23"), halves);
    bench.country.announce(Prefix.parse("175.45.178.0/23"), halves);
    bench.withoutSearch().country.everyRoute(0);
    bench.later(MINUTE).routes().later(Duration.ofSeconds(2));
    List<Prefix> answered = List.of(bench.prefix(0), bench.prefix(1), bench.prefix(2));
    bench.advance(List.of(bench.country.search(answered, bench.now())));
    bench.later(ROUTES.confirm()).routes();
    assertThat(bench.changes()).isEmpty();
    assertThat(bench.last().signals().unsearched()).containsExactly(bench.prefix(3));

    bench.advance(List.of(bench.country.search(List.of(bench.prefix(3)), bench.now())));
    bench.later(MINUTE).routes().later(ROUTES.confirm()).routes();
    assertThat(bench.tracks().prefixes().values())
        .allMatch(t -> t.state() == PrefixState.AGGREGATED);
  }

  @Test
  void aSearchWithoutAnAnswerDoesNotHoldTheAlertForLong() {
    bench.withoutSearch().country.everyRoute(0);
    bench.later(MINUTE).routes();
    bench.later(ROUTES.confirm()).routes();
    bench.later(ROUTES.confirm()).routes();

    assertThat(bench.state()).isEqualTo(CountryState.OUTAGE);
  }

  @Test
  void whereHostsConfirmTheLossTheAlertLeavesWithTheSearch() {
    bench.country.everyHost(Answer.TIMEOUT);
    bench.later(MINUTE).hosts();
    bench.later(Duration.ofSeconds(10)).country.everyRoute(0);
    bench.routes();

    assertThat(bench.state()).isEqualTo(CountryState.OUTAGE);
  }

  @Test
  void aCoverThatVanishesIsALoss() {
    bench.country.cover(ALL);
    withdrawn();
    bench.country.cover(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(1, MINUTE);
    bench.advance(List.of(bench.country.search(bench.country.network().prefixes(), bench.now())));
    bench.rounds(3, MINUTE);

    assertThat(bench.state()).isEqualTo(CountryState.OUTAGE);
    assertThat(bench.open()).extracting(Incident::widest).containsExactly(Scope.NATIONAL);
  }

  @Test
  void theLinesAreReadAtTheCoveringRoute() {
    bench.country.cover(ALL);
    withdrawn();

    assertThat(Optional.ofNullable(bench.tracks().lines().get("China")))
        .hasValueSatisfying(l -> assertThat(l.share()).isEqualTo(1));
  }

  @Test
  void itEndsWhenTheRoutesAreThereThemselves() {
    bench.country.cover(ALL);
    withdrawn();
    bench.country.well();
    bench.rounds(20, MINUTE);

    assertThat(bench.open()).isEmpty();
    assertThat(bench.last().state().tracks().prefixes().values())
        .allMatch(t -> t.state() == PrefixState.UP);
  }

  @Test
  void anAnswerForAnAddressInAPrefixIsALookAtIt() {
    Prefix prefix = bench.prefix(1);
    bench.country.route(prefix, Map.of(CHINA, 60));
    bench
        .later(MINUTE)
        .look(
            bench.country.route(
                bench.country.network().controlPrefixes().get(0), bench.now().plusSeconds(60)),
            bench.country.around(prefix.address(), prefix, bench.now().plusSeconds(60)));

    assertThat(bench.track(prefix).reading())
        .hasValueSatisfying(r -> assertThat(r.seeing()).isEqualTo(60));
  }

  @Test
  void aSourceThatFailsTellsNoCover() {
    bench.country.cover(ALL);
    bench.country.everyRoute(0);
    bench.later(MINUTE).routes();
    bench.withoutSearch().country.ripestat(Optional.of(Cause.TIMEOUT));
    bench.advance(List.of(bench.country.search(bench.country.network().prefixes(), bench.now())));

    assertThat(bench.changes()).isEmpty();
  }
}
