package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import kpwatch.assess.Confidence;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.Scope;
import kpwatch.notify.Notification.Kind;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.subscription.Level;
import kpwatch.testkit.Country.Claim;
import org.junit.jupiter.api.Test;

/** News of lines and claims, ups and downs, corrections, and what has become usual. */
class NewKindsTest {
  private static final Asn OWN = new Asn(131_279);
  private static final Asn CHINA = new Asn(4837);
  private static final Asn NEW = new Asn(9929);
  private static final int ALL = 200;

  private final Newsroom news = new Newsroom().assessed(Hypothesis.UNKNOWN, Confidence.LOW);

  private Notification last() {
    return news.said.get(news.said.size() - 1);
  }

  @Test
  void aCoveringRouteIsSilentNewsForThoseWhoWantAll() {
    news.bench.country.cover(ALL);
    news.bench.country.everyRoute(0);
    news.rounds(3);

    assertThat(news.only().kind()).isEqualTo(Kind.NEWS);
    assertThat(news.only().sounding()).isFalse();
    assertThat(news.only().level()).isEqualTo(Level.ALL);
    assertThat(news.only().text())
        .startsWith("● NEWS: North Korea, routes replaced by 175.45.176.0/22 since about")
        .contains("No outage: 4 of 4 prefixes are visible.", "200 of 200 peers see");
  }

  @Test
  void aNewNeighbourIsNamedByItsNumber() {
    news.rounds(62);
    news.bench.country.everyRoute(Map.of(CHINA, 60, new Asn(20_485), 40, NEW, ALL / 2));
    news.rounds(7);

    assertThat(news.only().text())
        .startsWith("● NEWS: North Korea, routes through a new neighbour AS9929 since about")
        .contains("AS9929 carries routes for 50 % of the peers")
        .doesNotContain("AS9929 line", "cut");
  }

  @Test
  void aHijackRingsForEverybodyAndIsNoOutage() {
    news.bench.country.announce(
        news.bench.prefix(1),
        List.of(new Claim(new Asn(64_500), CHINA, 50), new Claim(OWN, CHINA, 150)));
    news.rounds(3);

    assertThat(news.only().kind()).isEqualTo(Kind.OPENED);
    assertThat(news.only().sounding()).isTrue();
    assertThat(news.only().level()).isEqualTo(Level.MAJOR);
    assertThat(news.only().scope()).contains(Scope.HIJACK);
    assertThat(news.only().text())
        .startsWith("◐ HIJACK: North Korea, 175.45.177.0/24 announced by AS64500 since about")
        .contains("50 peers of the collectors show it")
        .doesNotContain("OUTAGE", "attack");
  }

  @Test
  void upsAndDownsAreSaidOnceAndSilentlyAndThenTheirEnd() {
    news.lost().back().lost().back().lost().back();
    assertThat(news.kinds()).containsExactly(Kind.OPENED, Kind.UNSTABLE);
    assertThat(last().sounding()).isFalse();
    assertThat(last().text())
        .startsWith("≈ UNSTABLE: North Korea, routes come and go since about")
        .contains("3 times since");

    news.rounds(100);
    assertThat(news.kinds()).containsExactly(Kind.OPENED, Kind.UNSTABLE, Kind.CLOSED);
    assertThat(last().text()).contains("Routes were lost 3 times", "Held for 3 h 00 min");
  }

  @Test
  void aLossThatStaysAfterUpsAndDownsIsSaidAgain() {
    news.lost().back().lost();
    news.rounds(100);

    assertThat(news.kinds()).containsExactly(Kind.OPENED, Kind.UNSTABLE, Kind.UPDATED);
    assertThat(last().text()).startsWith("○ OUTAGE: North Korea unreachable");
  }

  @Test
  void whatWasNoOutageIsTakenBackAsLoudlyAsItWasSaid() {
    news.bench.country.failingControls(4);
    news.bench.hosts();
    news.bench.country.route(news.bench.prefix(0), 0);
    for (int i = 0; i < 2; i++) {
      news.bench.later(Newsroom.TWO).controls().routes();
      news.announce();
    }
    news.bench.country.failingControls(0);
    news.rounds(8);

    assertThat(news.kinds()).containsExactly(Kind.OPENED, Kind.CORRECTION);
    assertThat(last().sounding()).isTrue();
    assertThat(last().text())
        .startsWith("Correction to KP-")
        .contains("this was not an outage of North Korea", "Sorry for the noise");
    assertThat(news.told()).isEmpty();
  }

  @Test
  void theWholeCountryIsTakenBackWhereItsServersAnswer() {
    news.bench.country.failingControls(4);
    news.bench.hosts();
    news.bench.country.everyRoute(0);
    news.bench.country.everyHost(Answer.TIMEOUT);
    for (int i = 0; i < 2; i++) {
      news.bench.later(Newsroom.TWO).controls().routes();
      news.announce();
    }
    assertThat(news.only().text()).startsWith("○ OUTAGE");
    news.bench.country.failingControls(0);
    news.bench.country.everyHost(Answer.OK);
    news.rounds(8);

    assertThat(news.kinds()).containsExactly(Kind.OPENED, Kind.CORRECTION);
    assertThat(last().text())
        .contains("North Korea is not cut off as a whole", "3 of 4 routes are gone");
    assertThat(news.told()).hasSize(1);
  }

  @Test
  void whatHasLastedForAWeekIsClosedForThatReasonAndItsReturnIsNews() {
    news.lost();
    news.bench.later(Duration.ofDays(7));
    news.rounds(4);

    assertThat(last().kind()).isEqualTo(Kind.CLOSED);
    assertThat(last().text())
        .startsWith("○ OUTAGE: North Korea, national outage is what is usual now")
        .contains("Nothing has come back");

    news.bench.country.well();
    news.rounds(3);
    assertThat(last().kind()).isEqualTo(Kind.NEWS);
    assertThat(last().sounding()).isTrue();
    assertThat(last().text()).contains("routes are back after more than 7 d");
  }
}
