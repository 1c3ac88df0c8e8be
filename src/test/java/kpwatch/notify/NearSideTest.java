package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kpwatch.incident.Scope;
import kpwatch.network.Network.Control.Kind;
import kpwatch.observation.Answer;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;

/** Silent servers while sites behind the carriers are silent too: it may be the way there. */
class NearSideTest {
  private static final Duration FIVE = Duration.ofMinutes(5);
  private static final String NEAR = "Sites behind the carriers fail as well, though others answer";

  private final Bench bench = Bench.settled();

  @Test
  void itIsSaidWhereEveryNearControlFails() {
    bench.country.failingControls(Kind.NEAR_CHINA, 1);
    bench.country.failingControls(Kind.NEAR_RUSSIA, 1);

    assertThat(degraded()).contains(NEAR).contains("a carrier, or our own path");
  }

  @Test
  void itIsNotSaidWhereOneOfThemAnswers() {
    bench.country.failingControls(Kind.NEAR_CHINA, 1);

    assertThat(degraded()).doesNotContain(NEAR).contains("that we are blocked");
  }

  private String degraded() {
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(3, FIVE);
    assertThat(bench.open().get(0).scope()).contains(Scope.DEGRADED);
    Phrases phrases = new Phrases(bench.country.network(), FIVE, FIVE);
    return phrases.what(Scope.DEGRADED, bench.open().get(0), bench.tracks());
  }
}
