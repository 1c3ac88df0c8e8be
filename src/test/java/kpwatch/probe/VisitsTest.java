package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import kpwatch.observation.Address;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.ProbeSource.Scheme;
import kpwatch.testkit.Behaviour;
import kpwatch.testkit.FakeWeb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No address is asked a third time within the interval, whatever the clock says. */
class VisitsTest {
  private static final InetAddress ONE = Address.parse("175.45.176.71");
  private static final InetAddress OTHER = Address.parse("175.45.176.68");
  private static final Duration FIVE = Duration.ofMinutes(5);

  private final AtomicLong ticker = new AtomicLong(Long.MAX_VALUE - 7);
  private final Visits visits = new Visits(FIVE, ticker::get);

  @Test
  void aProbeAndItsRetryAreAllowedAndNoThird() throws NotAskedException {
    visits.begin(ONE);
    later(Duration.ofSeconds(25));
    visits.begin(ONE);
    later(FIVE.minusSeconds(26));
    assertThatThrownBy(() -> visits.begin(ONE)).isInstanceOf(NotAskedException.class);
    visits.begin(OTHER);

    later(Duration.ofSeconds(1));
    visits.begin(ONE);
    later(FIVE.minusSeconds(1));
    visits.begin(ONE);
  }

  @Test
  void theUsualPaceIsNeverRefused() throws NotAskedException {
    for (int i = 0; i < 20; i++) {
      visits.begin(ONE);
      later(FIVE);
    }
  }

  @Test
  @Timeout(60)
  void aClockThatIsPutForwardBringsNoVisitCloser() {
    AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-03-02T00:00:00Z"));
    InstantSource source = clock::get;
    try (FakeWeb web = FakeWeb.perHost(host -> Behaviour.of("ok"));
        Prober prober =
            new Prober(
                new ProbeConduct(
                    Conducts.AGENT,
                    Map.of("kcna.kp", web.address("kcna.kp")),
                    Conducts.PATIENT,
                    a -> false,
                    false,
                    source,
                    FIVE))) {
      for (int i = 0; i < 2; i++) {
        assertThat(prober.site("kcna.kp", Scheme.HTTP, ONE)).isInstanceOf(Probe.class);
        clock.updateAndGet(at -> at.plus(Duration.ofHours(1)));
      }
      assertThat(prober.site("kcna.kp", Scheme.HTTP, ONE))
          .isInstanceOfSatisfying(
              Missing.class, m -> assertThat(m.cause()).isEqualTo(Cause.RATE_LIMITED));
      assertThat(web.accepts()).isEqualTo(2);
    }
  }

  private void later(Duration time) {
    ticker.addAndGet(time.toNanos());
  }
}
