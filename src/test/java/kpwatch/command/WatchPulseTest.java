package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.notify.Sign;
import kpwatch.watch.WatchState;
import org.junit.jupiter.api.Test;

class WatchPulseTest {
  private static final Night NIGHT = Night.BEFORE;

  @Test
  void aWatchThatSeesIsWell() {
    assertThat(ill(NIGHT.state(), NIGHT.now)).isEmpty();
  }

  @Test
  void aWatchWhoseRoundsAreNotStoredAnyMoreIsIll() {
    Instant stored = NIGHT.state().tracks().advanced();
    assertThat(ill(NIGHT.state(), stored.plus(Duration.ofMinutes(2)))).isEmpty();
    assertThat(ill(NIGHT.state(), stored.plusSeconds(121))).containsExactly("Watch");
  }

  @Test
  void aWatchThatHasNotSeenARouteYetIsIllAndDirectChecksNeverMadeAreNot() {
    assertThat(ill(new Big().state(), Big.NOW)).contains("Routes").doesNotContain("Direct checks");
  }

  private static List<String> ill(WatchState state, Instant now) {
    return new WatchPulse(() -> state)
        .signs(now).stream().filter(Sign::ill).map(Sign::name).toList();
  }
}
