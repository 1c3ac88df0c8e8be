package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import kpwatch.watch.Look;
import org.junit.jupiter.api.Test;

final class LooksUnderWayTest {
  private final AtomicLong nanos = new AtomicLong(7);
  private final LooksUnderWay looks = new LooksUnderWay(nanos::get);

  @Test
  void aLookThatEndsInTimeCounts() {
    LooksUnderWay.Ticket ticket = looks.begin(new Look.Peers());
    nanos.addAndGet(LooksUnderWay.MOST.toNanos());
    assertThat(looks.givenUp()).isEmpty();
    assertThat(looks.end(ticket)).isTrue();
    assertThat(looks.stuck()).isEmpty();
  }

  @Test
  void aLookThatHangsIsGivenUpOnceAndItsLateOutcomeDoesNotCount() {
    LooksUnderWay.Ticket ticket = looks.begin(new Look.Peers());
    nanos.addAndGet(LooksUnderWay.MOST.toNanos() * 2 / 3);
    assertThat(looks.stuck()).containsExactly("look peers runs for 200 s");
    nanos.addAndGet(LooksUnderWay.MOST.toNanos());
    assertThat(looks.givenUp()).containsExactly(new Look.Peers());
    assertThat(looks.givenUp()).isEmpty();

    LooksUnderWay.Ticket next = looks.begin(new Look.Peers());
    assertThat(looks.end(ticket)).isFalse();
    assertThat(looks.end(next)).isTrue();
  }
}
