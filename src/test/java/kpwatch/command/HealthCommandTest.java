package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.notify.Sign;
import org.junit.jupiter.api.Test;

class HealthCommandTest {
  private static final Pulse WELL =
      now -> List.of(new Sign("discord", true, Sign.Harm.UNHEARD, "connected"));
  private static final Pulse ILL =
      now ->
          List.of(new Sign("deliveries", false, Sign.Harm.ALERTS_WAIT, "12 waiting since 20 min"));

  @Test
  void whenBothPlanesSeeSilenceIsGoodNews() {
    assertThat(health(Night.BEFORE, WELL))
        .startsWith("Is silence good news? Yes: routes and direct checks both see")
        .contains(
            "[ok] Routes (RIPE RIS): seen; last valid look 16:5",
            "[ok] Direct checks: see",
            "[ok] Votes: 9 of 9 addresses and 2 of 2 name servers",
            "[ok] RIPEstat: ",
            "calls in 24 h of 1,000 (",
            "reserve 9",
            "[ok] discord: connected");
  }

  @Test
  void duringAnIncidentSilenceMeansNoChange() {
    assertThat(health(Night.DURING, WELL))
        .startsWith(
            "Is silence good news? It means no change: " + Night.DURING.code() + " is under way")
        .contains("calls in 24 h of 1,500 in a day with an incident (");
  }

  @Test
  void aPartThatIsNotWellIsNamed() {
    assertThat(health(Night.BEFORE, WELL, ILL))
        .startsWith("Is silence good news? Not for sure: trouble with deliveries")
        .contains("[x] deliveries: 12 waiting since 20 min");
  }

  @Test
  void aBlindMonitorsSilenceIsNoGoodNews() {
    String text =
        new Big()
            .desk()
            .answer(Night.request(Night.managed(), "health"), Big.NOW)
            .message()
            .plain();
    assertThat(text)
        .startsWith("Is silence good news? No: we cannot see the routes since 03:00 UTC")
        .contains("[x] Routes (RIPE RIS): blind since", "no valid look yet")
        .contains("[?] Direct checks: none made yet, or switched off")
        .contains("until then the routes alone count");
  }

  @Test
  void aWatchThatStandsStillIsNoGoodNews() {
    Night night = Night.BEFORE;
    String text =
        night
            .desk(new FakeSubscribers())
            .answer(
                Night.request(Night.managed(), "health"), night.now.plus(Duration.ofMinutes(10)))
            .message()
            .plain();
    assertThat(text)
        .startsWith("Is silence good news? No: the watch has stood still since 1")
        .contains("[x] Watch: last step");
  }

  @Test
  void callsOfYesterdayAreNotThoseOfToday() {
    Night night = Night.BEFORE;
    assertThat(
            night
                .desk(new FakeSubscribers())
                .answer(
                    Night.request(Night.managed(), "health"), night.now.plus(Duration.ofHours(25)))
                .message()
                .plain())
        .contains("RIPEstat: 0 calls in 24 h of 1,000 (0 spread, 0 bursts, 0 RPKI, 0 rrc-info)");
  }

  private static String health(Night night, Pulse... pulses) {
    return night
        .desk(new FakeSubscribers(), pulses)
        .answer(Night.request(Night.managed(), "health"), night.now)
        .message()
        .plain();
  }
}
