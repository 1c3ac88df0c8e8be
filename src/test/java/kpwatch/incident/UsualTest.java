package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.Incident.Ending;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;

/** What lasts for a week is what is usual. */
class UsualTest {
  private static final Duration WEEK = Thresholds.DEFAULT.routes().usualWindow();
  private static final Duration TWO = Duration.ofMinutes(2);
  private static final Duration TEN = Duration.ofMinutes(10);
  private static final Asn CHINA = new Asn(4837);
  private static final Asn NEW = new Asn(9929);
  private static final int ALL = Bench.PEERS.size();

  private final Bench bench = Bench.settled();

  private void aWeekLater() {
    Duration almost = WEEK.minus(Duration.between(only().onset(), bench.now())).minus(TEN);
    bench.later(almost).everything();
    assertThat(bench.open()).hasSize(1);
    bench.rounds(2, TEN);
  }

  private Incident only() {
    assertThat(bench.open()).hasSize(1);
    return bench.open().get(0);
  }

  private Incident lastClosed() {
    List<Incident> closed =
        bench.changes().stream()
            .filter(c -> c.action() == Incident.Action.CLOSED)
            .map(IncidentChange::incident)
            .toList();
    assertThat(closed).isNotEmpty();
    return closed.get(closed.size() - 1);
  }

  @Test
  void anOutageOfAWeekIsClosedForThatReasonAndTheCountryStaysOut() {
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(3, TWO);
    aWeekLater();

    assertThat(bench.open()).isEmpty();
    assertThat(lastClosed().ending()).contains(Ending.USUAL);
    assertThat(bench.state()).isEqualTo(CountryState.OUTAGE);
  }

  @Test
  void whatIsLostOnTopIsNewsAgain() {
    bench.country.route(bench.prefix(1), 0);
    bench.rounds(2, TWO);
    aWeekLater();
    assertThat(bench.state()).isEqualTo(CountryState.DEGRADED);
    bench.country.route(bench.prefix(2), 0);
    bench.rounds(2, TWO);

    assertThat(only().scope()).contains(Scope.PARTIAL);
  }

  @Test
  void aLowerShareOfAWeekIsTheNewMeasure() {
    bench.country.everyRoute(120);
    bench.rounds(2, TWO);
    aWeekLater();
    bench.rounds(5, TWO);
    assertThat(lastClosed().ending()).contains(Ending.USUAL);
    assertThat(bench.state(bench.prefix(1))).isEqualTo(PrefixState.UP);

    bench.country.everyRoute(80);
    bench.rounds(3, TWO);
    assertThat(bench.state()).as("80 of 120 is less than 0.7").isEqualTo(CountryState.DEGRADED);
  }

  @Test
  void aNewNeighbourIsUsualAfterAWeekAndItsLeavingIsNews() {
    bench.rounds(13, TEN);
    bench.country.everyRoute(Map.of(CHINA, ALL / 2, NEW, ALL / 2));
    bench.rounds(3, TEN);
    assertThat(only().scope()).contains(Scope.UPSTREAM);
    aWeekLater();
    assertThat(lastClosed().ending()).contains(Ending.USUAL);

    bench.rounds(15, TEN);
    bench.country.everyRoute(Map.of(CHINA, ALL));
    bench.rounds(3, TEN);
    assertThat(only().findings().departures())
        .anyMatch(d -> d.subject().name().equals("AS9929") && d.how().equals("not-seen"));
  }

  @Test
  void aNeighbourThatWasThereFromTheStartIsNoNews() {
    Bench young = new Bench();
    young.country.everyRoute(Map.of(CHINA, ALL / 2, NEW, ALL / 2));
    young.rounds(30, TEN);

    assertThat(young.changes()).isEmpty();
    assertThat(Optional.ofNullable(young.tracks().lines().get("AS9929")))
        .hasValueSatisfying(l -> assertThat(l.state()).isEqualTo(LineState.CARRYING));
  }

  @Test
  void aNewNeighbourThatLeavesSoonIsForgotten() {
    bench.rounds(13, TEN);
    bench.country.everyRoute(Map.of(CHINA, ALL / 2, NEW, ALL / 2));
    bench.rounds(3, TEN);
    bench.country.well();
    bench.rounds(4, TEN);

    assertThat(lastClosed().ending()).contains(Ending.RETURNED);
    assertThat(bench.tracks().lines()).doesNotContainKey("AS9929");
  }
}
