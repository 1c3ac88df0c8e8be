package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import kpwatch.notify.Notification.Kind;
import kpwatch.observation.Observation.Cause;
import kpwatch.subscription.Level;
import org.junit.jupiter.api.Test;

/** Our own blindness is told as such: once, late, and with its end. */
class BlindnessTest {
  private static final Duration SAID = Newsroom.LIMITS.country().blindSaid();

  private final Newsroom news = new Newsroom();

  @Test
  void itIsSaidOnceAfterItsTimeAndItsEndOnce() {
    news.rounds(1);
    news.idle(SAID.minus(Duration.ofMinutes(1)));
    assertThat(news.said).as("a short one is nobody's business").isEmpty();

    news.idle(Duration.ofMinutes(1));
    Notification blind = news.only();
    assertThat(blind.kind()).isEqualTo(Kind.BLIND);
    assertThat(blind.sounding()).isFalse();
    assertThat(blind.level()).isEqualTo(Level.ALL);
    assertThat(blind.text()).startsWith("? UNKNOWN: we cannot see, nothing is concluded");

    news.idle(Duration.ofHours(3)).rounds(20);
    assertThat(news.kinds()).containsExactly(Kind.BLIND, Kind.SEEING);
    assertThat(news.last().text()).startsWith("● NORMAL: North Korea, we see again");
  }

  @Test
  void checksThatWereMadeOnceAreNotSaidToBeMadeNotYet() {
    news.rounds(1).idle(SAID);

    assertThat(news.only().text()).contains("[?] Our own checks: none since 00:21 UTC");
  }

  @Test
  void aShortOneIsNeitherSaidNorEnded() {
    news.rounds(1).idle(Duration.ofMinutes(15)).rounds(10);

    assertThat(news.said).isEmpty();
  }

  @Test
  void withoutRoutesTheDirectChecksGoOnAndThatIsSaid() {
    news.rounds(1);
    news.bench.country.ripestat(Optional.of(Cause.MAINTENANCE));
    news.rounds(12);

    assertThat(news.only().text())
        .startsWith("? ROUTES UNKNOWN")
        .contains("[ok] Sites: 9 of 9 addresses answer")
        .contains("nothing is concluded from that");
  }

  @Test
  void thatWeSeeAgainWaitsUntilEveryRouteHasBeenLookedAt() {
    news.rounds(1).idle(SAID);
    news.bench.later(Newsroom.TWO);
    news.bench.look(
        news.bench.country.route(Newsroom.NETWORK.controlPrefixes().get(0), news.bench.now()),
        news.bench.country.route(news.bench.prefix(0), news.bench.now()));
    news.announce();
    assertThat(news.bench.tracks().routesPlane().seeing()).isTrue();
    assertThat(news.kinds()).containsExactly(Kind.BLIND);

    news.rounds(1);
    assertThat(news.kinds()).containsExactly(Kind.BLIND, Kind.SEEING);
  }

  @Test
  void aBlindSpellInAnIncidentNamesIt() {
    news.lost();
    news.idle(SAID.plus(Duration.ofMinutes(1)));

    assertThat(news.last().kind()).isEqualTo(Kind.BLIND);
    assertThat(news.last().text()).contains(news.bench.open().get(0).code() + " was under way");
  }
}
