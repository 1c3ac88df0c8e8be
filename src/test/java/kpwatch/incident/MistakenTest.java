package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kpwatch.incident.Incident.Ending;
import kpwatch.observation.Answer;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;

/** A loss that was one of our view. */
class MistakenTest {
  private static final Duration TWO = Duration.ofMinutes(2);
  private static final Duration ROUND = Thresholds.DEFAULT.probes().order();

  private final Bench bench = Bench.settled();

  /** No route to the prefix in which the servers are, while our own checks could not look. */
  private void alarm() {
    bench.country.failingControls(4);
    bench.hosts();
    bench.country.route(bench.prefix(0), 0);
    bench.later(TWO).controls().routes();
    bench.later(TWO).controls().routes();
    assertThat(bench.open()).extracting(Incident::widest).containsExactly(Scope.PARTIAL);
    bench.country.failingControls(0);
  }

  @Test
  void itIsTakenBackWhenTheServersInsideAnswerAsIfNothingWas() {
    alarm();
    bench.rounds(1 + (int) ROUND.dividedBy(TWO) + 1, TWO);

    assertThat(bench.open()).isEmpty();
    Incident closed = bench.last().changes().get(0).incident();
    assertThat(closed.ending()).contains(Ending.MISTAKEN);
  }

  @Test
  void oneAnswerInTheFirstMinutesTakesNothingBack() {
    alarm();
    bench.rounds(1, TWO);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(5, TWO);

    assertThat(bench.open()).hasSize(1);
    assertThat(bench.open().get(0).findings().contradicted()).isEmpty();
  }

  @Test
  void serversThatHadFallenSilentTakeNothingBackWhenTheyReturn() {
    alarm();
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(3, TWO);
    bench.country.everyHost(Answer.OK);
    bench.rounds(12, TWO);

    assertThat(bench.changes())
        .extracting(c -> c.incident().ending())
        .doesNotContain(java.util.Optional.of(Ending.MISTAKEN));
  }
}
