package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.network.Network.Control.Kind;
import kpwatch.notify.Seen;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of control tells: the unrelated whether we see, the near ones where it breaks. */
class ControlsTest {
  private final Bench bench = Bench.settled();

  @Test
  void whatEachKindShowedIsKept() {
    bench.country.failingControls(1);
    bench.country.failingControls(Kind.NEAR_RUSSIA, 1);
    bench.later(Duration.ofMinutes(5)).controls();

    assertThat(bench.tracks().controls())
        .containsEntry(Kind.UNRELATED, new ControlRound(3, 4, bench.now()))
        .containsEntry(Kind.NEAR_CHINA, new ControlRound(1, 1, bench.now()))
        .containsEntry(Kind.NEAR_RUSSIA, new ControlRound(0, 1, bench.now()))
        .containsEntry(Kind.REGIME_ABROAD, new ControlRound(1, 1, bench.now()));
    assertThat(new Seen(bench.country.network(), bench.tracks()).lines())
        .anyMatch(
            l ->
                l.startsWith(
                    "[ok] Our own checks: 3 of 4 reference sites answer; behind the China carrier 1 of 1, behind the Russia carrier 0 of 1, "));
  }

  @ParameterizedTest(name = "{0} unrelated, {1} near, {2} abroad fail: seeing {3}")
  @CsvSource({
    "0, 0, 0, true",
    "2, 0, 0, true",
    "2, 1, 1, true",
    "0, 1, 1, true",
    "3, 0, 0, false",
    "4, 1, 1, false"
  })
  void onlyTheUnrelatedOnesSayWhetherWeSee(int unrelated, int near, int abroad, boolean sees) {
    bench.country.failingControls(unrelated);
    bench.country.failingControls(Kind.NEAR_CHINA, near);
    bench.country.failingControls(Kind.NEAR_RUSSIA, near);
    bench.country.failingControls(Kind.REGIME_ABROAD, abroad);
    bench.later(Duration.ofMinutes(5)).controls();

    assertThat(bench.tracks().probePlane().seeing()).isEqualTo(sees);
    assertThat(bench.tracks().nearSideFails()).isEqualTo(sees && near == 1);
  }

  @Test
  void aControlThatCouldNotBeAskedIsNotCounted() {
    bench.look(
        new kpwatch.observation.Observation.Missing(
            bench.now(),
            kpwatch.observation.Subject.control("www.ripe.net"),
            kpwatch.observation.Observation.Cause.UNREACHABLE,
            "made up"));

    assertThat(List.copyOf(bench.tracks().controls().keySet())).hasSize(4);
    assertThat(bench.tracks().controls().get(Kind.UNRELATED).asked()).isEqualTo(4);
  }
}
