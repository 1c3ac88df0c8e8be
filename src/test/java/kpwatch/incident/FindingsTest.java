package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Rpki;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;

/** What is written down of an incident while it happens. */
class FindingsTest {
  private static final Duration TWO = Duration.ofMinutes(2);
  private static final Duration INTERVAL = Thresholds.DEFAULT.probes().interval();

  private final Bench bench = Bench.settled();

  @Test
  void aPrefixLeavesWithTheLinesThatCarriedIt() {
    lose();

    List<Departure> gone = findings().of(Subject.Kind.PREFIX);
    assertThat(gone).hasSize(4).allMatch(d -> d.how().equals("gone"));
    assertThat(gone).allMatch(d -> d.lines().equals(Set.of("China", "Russia")));
  }

  @Test
  void eachDepartureIsTheFirstAndTheyComeInTheOrderOfTheirObservation() {
    bench.country.route(bench.prefix(2), 0);
    bench.rounds(2, TWO);
    Instant first = bench.now().minus(TWO);
    lose();
    bench.country.well();
    bench.rounds(2, TWO);
    lose();

    List<Departure> all = findings().departures();
    assertThat(all).extracting(Departure::first).isSorted();
    assertThat(all.stream().filter(d -> d.subject().equals(Subject.prefix(bench.prefix(2)))))
        .singleElement()
        .matches(d -> d.first().equals(first));
  }

  @Test
  void aHostThatSlowsDownAndThenFailsIsWrittenDownTwice() {
    Subject host = bench.country.addresses().get(0);
    Reply.AT_SLOW.set(bench, host);
    bench.country.route(bench.prefix(2), 0);
    bench.rounds(2, INTERVAL);
    bench.country.host(host, Answer.TIMEOUT, kpwatch.testkit.Country.USUAL);
    bench.later(INTERVAL).hosts().later(TWO).controls();

    assertThat(findings().departures().stream().filter(d -> d.subject().equals(host)))
        .extracting(Departure::how)
        .containsExactly("slow", "failing");
  }

  @Test
  void lossesAfterTheFirstReturnOfRoutesDoNotCount() {
    bench.country.route(bench.prefix(0), 0);
    bench.country.route(bench.prefix(1), 0);
    bench.rounds(2, TWO);
    bench.country.route(bench.prefix(0), bench.country.crowd().size());
    bench.later(TWO).everything();
    Instant back = bench.now();
    bench.later(TWO).everything();
    bench.country.route(bench.prefix(3), 0);
    bench.rounds(2, TWO);

    assertThat(findings().returned()).contains(back);
    assertThat(findings().of(Subject.Kind.PREFIX)).hasSize(2);
  }

  @Test
  void votersAndMeasuringAreThoseOfTheFirstLoss() {
    Instant measured = bench.tracks().measured().orElseThrow();
    lose();
    bench.country.failingControls(4);
    bench.rounds(4, INTERVAL);

    assertThat(bench.tracks().measured()).isEmpty();
    assertThat(findings().measured()).contains(measured);
    assertThat(findings().voters()).hasSize(9);
  }

  @Test
  void aRecoveryShortlyBeforeTheLossIsRemembered() {
    bench.country.host(
        bench.country.addresses().get(0), Answer.TIMEOUT, kpwatch.testkit.Country.USUAL);
    bench.later(INTERVAL).hosts();
    bench.country.well();
    bench.later(INTERVAL).everything();
    Instant recovered = bench.now();
    lose();

    assertThat(findings().lastTrouble()).contains(recovered);
  }

  @Test
  void routesThatTurnedInvalidBeforeTheirLossAreNamedWithBothTimes() {
    validated(Rpki.VALID);
    Instant valid = bench.now();
    bench.later(TWO);
    validated(Rpki.INVALID_ASN);
    Instant invalid = bench.now();
    lose();

    assertThat(findings().invalid())
        .hasSize(4)
        .allMatch(i -> i.first().equals(invalid) && i.lastOther().orElseThrow().equals(valid));
    assertThat(bench.open().get(0).widest()).isEqualTo(Scope.PARTIAL);
  }

  private void validated(Rpki status) {
    bench
        .country
        .network()
        .prefixes()
        .forEach(p -> bench.look(new Observation.Validation(bench.now(), p, status)));
  }

  private void lose() {
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(2, TWO);
  }

  private Findings findings() {
    return bench.open().get(0).findings();
  }
}
