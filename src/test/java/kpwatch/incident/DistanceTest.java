package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.observation.Answer;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import org.junit.jupiter.api.Test;

/** How near an answer may be, and what a few bad measurements can do to that. */
class DistanceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NEAR = Duration.ofMillis(5);
  private static final Duration FAR = Country.USUAL.multipliedBy(20);

  @Test
  void aForgerThatWasThereFromTheStartEarnsNoVote() {
    Bench bench = new Bench().controls();
    Subject server = bench.country.nameservers().get(0);
    bench.later(MINUTE).hosts().later(MINUTE).hosts().later(MINUTE).hosts();
    Bench forged = new Bench().controls();
    forged.country.host(server, Answer.OK, NEAR);
    List<Subject> addresses = forged.country.addresses();
    for (int i = 0; i < 8; i++) {
      forged.later(MINUTE).probes(addresses).probes(List.of(server)).controls();
    }

    assertThat(bench.track(server).votes()).isTrue();
    assertThat(forged.last().missing()).isEmpty();
    assertThat(forged.track(server).lastAnswer().orElseThrow())
        .as("believed until the addresses had shown how far the country is")
        .isBefore(forged.now().minus(MINUTE.multipliedBy(4)));
  }

  @Test
  void whatAForgerTaughtOfTheTargetDoesNotHideItLater() {
    Bench bench = new Bench().controls();
    Subject server = bench.country.nameservers().get(0);
    bench.country.host(server, Answer.OK, NEAR);
    for (int i = 0; i < 3; i++) {
      bench.later(MINUTE).probes(List.of(server)).controls();
    }
    assertThat(bench.track(server).votes()).as("nobody could tell").isTrue();
    Bench settled = bench.later(MINUTE).settle();

    settled.later(MINUTE).probes(List.of(server));

    assertThat(settled.last().missing()).hasSize(1);
  }

  @Test
  void oneHandshakeThatWasForgedDoesNotHideTheForger() {
    Bench bench = Bench.settled();
    Subject target = bench.country.addresses().get(0);
    bench.country.host(target, Answer.OK, NEAR);
    bench.later(MINUTE).probes(List.of(target));

    Reply.RESET_TOO_FAST.comeTo(bench.later(MINUTE), target);

    assertThat(bench.last().missing()).hasSize(1);
  }

  /** Started in a bad hour: the honest answers afterwards are not taken for a forger's. */
  @Test
  void aSlowBeginningDoesNotMakeTheUsualAnswersSuspect() {
    Bench bench = new Bench();
    bench.country.addresses().forEach(a -> bench.country.host(a, Answer.OK, FAR));
    bench.country.nameservers().forEach(a -> bench.country.host(a, Answer.OK, FAR));
    bench.settle();
    bench.country.well();

    bench.later(MINUTE).hosts().later(MINUTE).hosts();

    assertThat(bench.last().missing()).isEmpty();
    assertThat(bench.tracks().probes().values()).allMatch(t -> t.state() == ProbeState.UP);
  }

  @Test
  void withTooFewNeighboursTheOwnFastestDecidesAlone() {
    Bench bench = new Bench();
    List<Subject> all = bench.country.addresses();
    bench.country.hosts(
        all.subList(0, all.size() - bench.limits.probes().few() + 1), Answer.TIMEOUT);
    bench.settle();
    Subject server = bench.country.nameservers().get(0);

    bench.country.host(server, Answer.OK, NEAR);
    bench.later(MINUTE).probes(List.of(server));

    assertThat(bench.last().missing()).hasSize(1);
  }
}
