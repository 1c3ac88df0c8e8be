package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kpwatch.incident.Incident.Action;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;

/** From onset to end. */
class IncidentTest {
  private static final Thresholds LIMITS = Thresholds.DEFAULT;
  private static final Duration HOLD = LIMITS.country().hold();
  private static final Duration CONFIRM = LIMITS.routes().confirm();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TWO = Duration.ofMinutes(2);
  private static final Asn CHINA = new Asn(4837);
  private static final Asn RUSSIA = new Asn(20_485);

  private final Bench bench = Bench.settled();

  @Test
  void itOpensAtConfirmationWithTheIntervalOfItsOnset() {
    bench.routes();
    Instant whole = bench.now();
    bench.country.everyRoute(0);
    bench.later(TWO).routes();
    Instant lost = bench.now();
    bench.later(CONFIRM).routes();

    Incident incident = only();
    assertThat(incident.onset()).isEqualTo(lost);
    assertThat(incident.notBefore()).contains(whole);
    assertThat(incident.opened()).isEqualTo(bench.now());
    assertThat(incident.code()).matches("KP-[A-HJ-KMNP-TV-Z2-9]{4}");
    assertThat(bench.last().changes()).containsExactly(new IncidentChange(Action.OPENED, incident));
  }

  @Test
  void aDropThatIsNotConfirmedOpensNothing() {
    bench.country.everyRoute(0);
    bench.later(TWO).routes();
    bench.country.well();
    bench.later(CONFIRM).routes();

    assertThat(bench.changes()).isEmpty();
    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
  }

  @Test
  void itEscalatesAndEasesAndKeepsItsWidestScope() {
    bench.country.route(bench.prefix(1), 0);
    bench.rounds(2, MINUTE);
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(2, MINUTE);
    bench.country.well();
    bench.country.route(bench.prefix(1), 0);
    bench.rounds(2, MINUTE);

    assertThat(bench.actions()).startsWith(Action.OPENED, Action.ESCALATED, Action.EASED);
    assertThat(only().widest()).isEqualTo(Scope.NATIONAL);
    assertThat(only().scope()).contains(Scope.PARTIAL);
    assertThat(only().timeline())
        .extracting(s -> s.scope().orElseThrow())
        .containsExactly(Scope.PARTIAL, Scope.NATIONAL, Scope.PARTIAL);
  }

  @Test
  void itEndsWhenNothingHasHeldForTheHoldAndTheEndIsWhenTheReturnBegan() {
    bench.country.route(bench.prefix(1), 0);
    bench.rounds(2, TWO);
    bench.country.well();
    bench.later(TWO).everything();
    Instant back = bench.now();
    bench.later(CONFIRM).everything();
    assertThat(only().quietSince()).contains(back);

    bench.rounds(5, TWO);
    bench.idle(Duration.between(bench.now(), back.plus(HOLD)).minusSeconds(1));
    assertThat(bench.open()).hasSize(1);
    bench.idle(Duration.ofSeconds(1));

    assertThat(bench.open()).isEmpty();
    assertThat(bench.actions()).containsExactly(Action.OPENED, Action.EASED, Action.CLOSED);
    assertThat(bench.last().changes().get(0).incident().ended()).contains(back);
    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
  }

  @Test
  void aRelapseWithinTheHoldIsTheSameIncidentAndTheHoldBeginsAnew() {
    bench.country.hosts(bench.country.addresses(), Answer.TIMEOUT);
    bench.rounds(4, TWO);
    bench.country.well();
    bench.rounds(5, TWO);
    bench.country.hosts(bench.country.addresses(), Answer.TIMEOUT);
    bench.rounds(4, TWO);
    bench.country.well();
    bench.later(TWO).everything();
    Instant again = bench.now();
    bench.rounds((int) HOLD.dividedBy(TWO) + 1, TWO);

    assertThat(bench.actions())
        .containsExactly(
            Action.OPENED, Action.EASED, Action.ESCALATED, Action.EASED, Action.CLOSED);
    assertThat(bench.changes().stream().map(c -> c.incident().code()).distinct()).hasSize(1);
    assertThat(bench.last().changes().get(0).incident().ended()).contains(again);
  }

  @Test
  void aLossAfterTheEndIsAnotherIncident() {
    lose();
    bench.country.well();
    bench.rounds(12, TWO);
    lose();

    assertThat(bench.changes().stream().map(c -> c.incident().code()).distinct()).hasSize(2);
    assertThat(bench.open()).hasSize(1);
  }

  @Test
  void hostsThatFailedShortlyBeforeBelongToTheLoss() {
    bench.country.hosts(bench.country.addresses().subList(0, 3), Answer.TIMEOUT);
    bench.later(LIMITS.probes().interval()).hosts();
    Instant first = bench.now().minusSeconds(25);
    bench.rounds(6, LIMITS.probes().interval());
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(2, TWO);

    assertThat(only().onset()).isEqualTo(first);
    assertThat(only().timeline().get(0).from()).as("the loss itself").isAfter(first);
  }

  @Test
  void hostsThatFailedLongBeforeDoNot() {
    bench.country.hosts(bench.country.addresses().subList(0, 3), Answer.TIMEOUT);
    bench.rounds(15, LIMITS.probes().interval());
    bench.country.everyRoute(0);
    bench.later(TWO).routes();
    Instant lost = bench.now();
    bench.later(TWO).routes();

    assertThat(only().onset()).isEqualTo(lost);
  }

  @Test
  void degradedWaitsForANewerLookAtTheRoutes() {
    bench.later(MINUTE).routes();
    bench.country.hosts(bench.country.addresses(), Answer.TIMEOUT);
    for (int i = 0; i < LIMITS.probes().rounds(); i++) {
      bench.later(LIMITS.probes().interval().minus(MINUTE)).hosts().later(MINUTE).controls();
    }
    assertThat(bench.changes()).isEmpty();

    bench.later(MINUTE).routes();
    assertThat(only().widest()).isEqualTo(Scope.DEGRADED);
  }

  @Test
  void degradedIsNotSaidWhileALossOfRoutesAwaitsConfirmation() {
    bench.country.hosts(bench.country.addresses().subList(0, 5), Answer.TIMEOUT);
    bench.later(LIMITS.probes().interval()).hosts().later(MINUTE).routes();
    bench.country.route(bench.prefix(1), 0);
    bench.later(MINUTE).routes().later(TWO).hosts().later(MINUTE).controls();
    assertThat(bench.track(bench.prefix(1)).losing()).isTrue();
    assertThat(bench.changes()).isEmpty();

    bench.later(MINUTE).routes();
    assertThat(only().widest()).isEqualTo(Scope.PARTIAL);
  }

  @Test
  void newsOfALineIsWidenedWithinItsTime() {
    lineLost();
    String code = only().code();
    lose();

    assertThat(only().code()).isEqualTo(code);
    assertThat(only().widest()).isEqualTo(Scope.NATIONAL);
  }

  @Test
  void oldNewsOfALineIsNotWidened() {
    lineLost();
    String news = only().code();
    Duration apart = Duration.ofMinutes(5);
    bench.rounds((int) LIMITS.country().upstreamWidens().dividedBy(apart) + 1, apart);
    lose();

    assertThat(bench.open()).hasSize(2);
    assertThat(bench.open().get(0).code()).isEqualTo(news);
    assertThat(bench.open())
        .extracting(Incident::widest)
        .containsExactly(Scope.UPSTREAM, Scope.NATIONAL);
  }

  private void lose() {
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(2, TWO);
  }

  private void lineLost() {
    int all = bench.country.crowd().size();
    bench.rounds((int) LIMITS.lines().history().dividedBy(TWO), TWO);
    bench.country.everyRoute(Map.of(CHINA, all));
    bench.rounds((int) LIMITS.lines().hold().dividedBy(TWO) + 1, TWO);
    assertThat(bench.country.network().line(RUSSIA)).isEqualTo("Russia");
  }

  private Incident only() {
    List<Incident> open = bench.open();
    assertThat(open).hasSize(1);
    return open.get(0);
  }
}
