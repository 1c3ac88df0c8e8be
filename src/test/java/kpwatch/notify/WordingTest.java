package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kpwatch.assess.Assessment;
import kpwatch.assess.Confidence;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;
import kpwatch.notify.Notification.Kind;
import kpwatch.observation.Observation.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of wording, over every kind of message that is produced. */
class WordingTest {
  private static final int PUSH = 80;
  private static final Pattern LIKELIHOOD =
      Pattern.compile("almost no chance|(very )?(un)?likely|roughly even|almost certain");
  private static final Pattern SHARE =
      Pattern.compile("(" + LIKELIHOOD.pattern() + ") \\((\\d+) %\\)");
  private static final Pattern BOTH_CLOCKS =
      Pattern.compile("\\d\\d:\\d\\d UTC \\(\\d\\d:\\d\\d Pyongyang\\)");

  static Stream<Notification> messages() {
    return Stream.of(
            new Newsroom().lost().rounds(8).well(),
            new Newsroom().partlyLost().well(),
            new Newsroom().degraded().lost().well(),
            new Newsroom().lineLost().well(),
            blinded(),
            guessed(Hypothesis.ATTACK),
            guessed(Hypothesis.INTERNAL),
            guessed(Hypothesis.TRANSIT))
        .flatMap(n -> n.said.stream());
  }

  private static Newsroom blinded() {
    Newsroom news = new Newsroom().rounds(1);
    news.bench.country.ripestat(Optional.of(Cause.TIMEOUT));
    news.rounds(12);
    news.bench.country.well();
    return news.rounds(3).idle(Duration.ofMinutes(30)).rounds(3);
  }

  /** Nothing is known, then this is the verdict, then nothing is known again. */
  private static Newsroom guessed(Hypothesis verdict) {
    Newsroom news = new Newsroom().assessed(Hypothesis.UNKNOWN, Confidence.LOW).lost();
    news.assessed(verdict, Confidence.LOW).rounds(8);
    news.assessed(verdict, Confidence.MODERATE).rounds(8);
    return news.assessed(Hypothesis.UNKNOWN, Confidence.LOW).rounds(8).well();
  }

  @Test
  void everyKindIsAmongThem() {
    assertThat(messages().map(Notification::kind).distinct())
        .contains(Kind.OPENED, Kind.UPDATED, Kind.CLOSED, Kind.NEWS, Kind.BLIND, Kind.SEEING);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theFirstCharactersTellWhatAndWhereAndSinceWhen(Notification message) {
    String push = message.text().substring(0, Math.min(PUSH, message.text().length()));
    boolean begins = message.kind() == Kind.OPENED || message.kind() == Kind.NEWS;

    assertThat(push).matches(p -> p.matches("(?s)([○◐●?≈] [A-Z]|KP-....: ).*"));
    if (begins) {
      assertThat(push)
          .contains("North Korea")
          .containsPattern("since (about|before) \\d\\d:\\d\\d UTC");
    } else if (message.kind() == Kind.CLOSED) {
      assertThat(push)
          .startsWith("● ENDED: North Korea")
          .contains(message.incident().orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void itCarriesItsCodeItsNumberAndTheTimeOfItsDataOnBothClocks(Notification message) {
    String foot = message.text().lines().reduce((first, second) -> second).orElseThrow();

    assertThat(foot).contains("data 2026-03-02 ").containsPattern(BOTH_CLOCKS);
    message
        .incident()
        .ifPresent(
            code -> {
              String number = message.id().substring(message.id().indexOf('/') + 1);
              assertThat(foot).startsWith(code + " · update " + number + " · ");
            });
    assertThat(message.text()).doesNotContain("KST");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void likelihoodAndConfidenceNeverShareASentence(Notification message) {
    assertThat(sentences(message))
        .noneMatch(
            s ->
                LIKELIHOOD.matcher(s).find()
                    && s.toLowerCase(java.util.Locale.ROOT).contains("confidence"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void anAttackIsOnlyEverAPatternConsistentWithOne(Notification message) {
    assertThat(sentences(message))
        .filteredOn(s -> s.contains("attack"))
        .allMatch(s -> s.contains("consistent with"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void eachWordOfLikelihoodMatchesItsNumber(Notification message) {
    Matcher shares = SHARE.matcher(message.text());
    int found = 0;
    while (shares.find()) {
      found++;
      assertThat(Scale.word(Integer.parseInt(shares.group(4)))).isEqualTo(shares.group(1));
    }
    assertThat(found > 0).isEqualTo(message.incident().isPresent());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatWeCannotSeeIsSaidInEachAssessment(Notification message) {
    if (message.text().contains("\nAssessment\n")) {
      assertThat(message.text()).contains("we cannot see traffic, intent or who");
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void itFitsIntoOneMessage(Notification message) {
    assertThat(message.text().length()).isLessThan(4096);
  }

  /** The tracks shown are those of a country that is well; the change is not. */
  @Test
  void aMessageIsWrittenFromTheRecordedChange() {
    Newsroom lost = new Newsroom().partlyLost();
    Incident incident = lost.bench.open().get(0);
    Newsroom well = new Newsroom().rounds(30);
    Assessment assessment =
        Newsroom.made(incident.code(), Hypothesis.UNKNOWN, Confidence.LOW, incident.opened());

    String text =
        Newsroom.WORDING
            .opened(incident, assessment, well.bench.tracks(), incident.opened())
            .plain();

    assertThat(text).startsWith("◐ PARTIAL OUTAGE: North Korea, routes lost since about 00:22 UTC");
    assertThat(text).contains("Began within 00:15-00:22 UTC (09:15-09:22 Pyongyang)");
    assertThat(text).contains("data 2026-03-02 00:24 UTC");
  }

  @Test
  void theEndIsToldWithItsOwnTimesWhateverIsUnderWayNow() {
    Newsroom first = new Newsroom().lost().well();
    Incident ended = first.bench.changes().get(first.bench.changes().size() - 1).incident();
    Newsroom again = new Newsroom().partlyLost();
    Assessment assessment =
        Newsroom.made(ended.code(), Hypothesis.UNKNOWN, Confidence.LOW, again.bench.now());
    Told told =
        new Told(
            ended.code(),
            1,
            Scope.NATIONAL,
            Hypothesis.UNKNOWN,
            Confidence.LOW,
            ended.opened(),
            true,
            true,
            Optional.empty(),
            Set.of());

    String text =
        Newsroom.WORDING
            .closed(ended, assessment, told, again.bench.tracks(), 2, again.bench.now())
            .plain();

    assertThat(text).startsWith("● ENDED: North Korea, routes and servers back as usual");
    assertThat(text).contains("Outage lasted", "Held for 15 min before this notice.");
    assertThat(text).contains(new Times(Newsroom.NETWORK).day(ended.onset()));
    assertThat(text).contains(new Times(Newsroom.NETWORK).day(ended.ended().orElseThrow()));
  }

  private static List<String> sentences(Notification message) {
    return message
        .text()
        .lines()
        .flatMap(l -> Stream.of(l.split("(?<=[.]) ")))
        .map(String::strip)
        .toList();
  }
}
