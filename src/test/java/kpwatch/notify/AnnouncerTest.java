package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import kpwatch.assess.Confidence;
import kpwatch.assess.Hypothesis;
import kpwatch.notify.Notification.Kind;
import kpwatch.subscription.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is worth saying of an incident, once, to whom, and whether it rings. */
class AnnouncerTest {
  private static final Duration GUESS = Newsroom.LIMITS.probes().lately();

  private final Newsroom news = new Newsroom();

  static Stream<Arguments> openings() {
    return Stream.of(
        Arguments.of("national", Kind.OPENED, true, Level.MAJOR, new Newsroom().lost()),
        Arguments.of("partial", Kind.OPENED, true, Level.MAJOR, new Newsroom().partlyLost()),
        Arguments.of("degraded", Kind.OPENED, false, Level.ALL, new Newsroom().degraded()),
        Arguments.of("upstream", Kind.NEWS, false, Level.ALL, new Newsroom().lineLost()));
  }

  @ParameterizedTest(name = "{0}: {1}, rings {2}, for {3}")
  @MethodSource("openings")
  void anOpeningIsSaidOnce(String scope, Kind kind, boolean rings, Level level, Newsroom made) {
    Notification opened = made.only();

    assertThat(made.bench.open().get(0).widest().word()).isEqualTo(scope);
    assertThat(opened.kind()).isEqualTo(kind);
    assertThat(opened.sounding()).isEqualTo(rings);
    assertThat(opened.level()).isEqualTo(level);
    assertThat(opened.id()).isEqualTo(made.bench.open().get(0).code() + "/1");
    assertThat(opened.at()).isEqualTo(made.bench.open().get(0).opened());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("openings")
  void anEndIsSaidOnceAndRingsIfTheOpeningDid(
      String scope, Kind kind, boolean rings, Level level, Newsroom made) {
    made.well();

    Notification closed = made.last();
    assertThat(closed.kind()).isEqualTo(Kind.CLOSED);
    assertThat(closed.sounding()).isEqualTo(rings);
    assertThat(closed.level()).isEqualTo(level);
    assertThat(made.kinds()).containsOnlyOnce(Kind.CLOSED);
    assertThat(made.told()).isEmpty();
  }

  @Test
  void aWiderScopeIsSaidAndRingsAndReachesThoseWhoHearOnlyOfLosses() {
    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).degraded().lost();

    assertThat(news.kinds()).startsWith(Kind.OPENED, Kind.UPDATED);
    assertThat(news.last().sounding()).isTrue();
    assertThat(news.last().level()).isEqualTo(Level.MAJOR);
    assertThat(news.last().text()).startsWith("○ OUTAGE");
  }

  @Test
  void newsOfALineThatWidensIsAnOpening() {
    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).lineLost().lost();

    assertThat(news.kinds()).startsWith(Kind.NEWS, Kind.OPENED);
  }

  @Test
  void easingAndARelapseAreNotSaid() {
    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).degraded();
    news.bench.country.well();
    news.rounds(3);
    news.degraded();

    assertThat(news.bench.actions().stream().map(a -> a.word())).contains("eased", "escalated");
    assertThat(news.kinds()).containsExactly(Kind.OPENED);
  }

  @Test
  void theNumbersOfUpdatesHaveNoGap() {
    news.degraded().lost().well();

    for (int i = 0; i < news.said.size(); i++) {
      assertThat(news.said.get(i).id()).endsWith("/" + (i + 1));
      assertThat(news.said.get(i).text()).contains("update " + (i + 1));
    }
  }

  @Test
  void theFirstGuessIsHeldBeforeItIsChanged() {
    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).lost();
    Instant said = news.last().at();
    news.assessed(Hypothesis.INTERNAL, Confidence.LOW);
    while (news.bench.now().isBefore(said.plus(GUESS).minus(Newsroom.TWO))) {
      news.rounds(1);
    }
    assertThat(news.said).hasSize(1);

    news.rounds(1);
    assertThat(news.last().kind()).isEqualTo(Kind.UPDATED);
    assertThat(news.last().sounding()).isFalse();
    assertThat(news.last().level()).isEqualTo(Level.MAJOR);
    assertThat(news.last().at()).isEqualTo(said.plus(GUESS));
  }

  @Test
  void theSameVerdictIsSaidAgainOnlyWhenItIsSurer() {
    news.assessed(Hypothesis.INTERNAL, Confidence.LOW).lost().rounds(10);
    assertThat(news.said).hasSize(1);

    news.assessed(Hypothesis.INTERNAL, Confidence.MODERATE).rounds(3);
    assertThat(news.said).as("it has not held for two rounds of probes").hasSize(1);

    news.rounds(1);
    assertThat(news.said).hasSize(2);
    assertThat(news.last().text()).contains("same assessment, now with moderate confidence");
  }

  @Test
  void whatTurnsBackBeforeTwoRoundsIsNotSaid() {
    news.assessed(Hypothesis.INTERNAL, Confidence.LOW).lost().rounds(8);
    for (int i = 0; i < 6; i++) {
      news.assessed(i % 2 == 0 ? Hypothesis.ATTACK : Hypothesis.INTERNAL, Confidence.LOW).rounds(2);
    }

    assertThat(news.said).hasSize(1);
  }

  @Test
  void moreConfidenceInWhatIsAboutToBeSaidDelaysNothing() {
    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).lost().rounds(5);
    news.assessed(Hypothesis.INTERNAL, Confidence.LOW).rounds(2);
    news.assessed(Hypothesis.INTERNAL, Confidence.MODERATE).rounds(2);

    assertThat(news.said).hasSize(2);
    assertThat(news.last().text()).contains("\"cannot be told\" -> \"inside fault or action\"");
  }

  @Test
  void aVerdictThatWasSaidAloudIsTakenBackAsLoudly() {
    news.assessed(Hypothesis.INTERNAL, Confidence.LOW).lost().rounds(6);
    news.assessed(Hypothesis.ATTACK, Confidence.LOW).rounds(6);
    assertThat(news.said).hasSize(2);
    assertThat(news.last().sounding()).as("the alert rang").isTrue();

    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).rounds(10);
    assertThat(news.said).hasSize(3);
    assertThat(news.last().sounding()).as("so did the correction").isTrue();
  }

  @Test
  void whatIsKnownAtLastIsSaidSilentlyAndTakenBackSilently() {
    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).lost().rounds(6);
    news.assessed(Hypothesis.INTERNAL, Confidence.LOW).rounds(6);
    assertThat(news.said).hasSize(2);
    assertThat(news.last().sounding()).isFalse();

    news.assessed(Hypothesis.ATTACK, Confidence.LOW).rounds(10);
    assertThat(news.said).hasSize(3);
    assertThat(news.last().sounding()).isFalse();
  }

  @Test
  void notKnowingWithMoreConfidenceIsNoNews() {
    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).lost();
    news.assessed(Hypothesis.UNKNOWN, Confidence.MODERATE).rounds(10);

    assertThat(news.said).hasSize(1);
  }

  @Test
  void noChangedVerdictIsSaidWhileTheEndIsWatched() {
    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).lost();
    news.rounds(6);
    news.bench.country.well();
    news.rounds(2);
    news.assessed(Hypothesis.ATTACK, Confidence.LOW).rounds(4);
    assertThat(news.bench.open().get(0).scope()).isEmpty();
    assertThat(news.said).hasSize(1);

    news.rounds(4);
    assertThat(news.kinds()).containsExactly(Kind.OPENED, Kind.CLOSED);
    assertThat(news.last().text()).contains("(first said: cannot be told)");
  }

  @Test
  void noChangedVerdictIsSaidWhileNothingIsSeen() {
    news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).lost();
    news.idle(Duration.ofMinutes(14));
    news.assessed(Hypothesis.ATTACK, Confidence.LOW).idle(Duration.ofMinutes(3));

    assertThat(news.said).hasSize(1);
  }

  @Test
  void anEndOfWhatWasNeverSaidIsNotSaid() {
    news.lost();
    news.told().clear();
    news.said.clear();
    news.well();

    assertThat(news.said).isEmpty();
  }
}
