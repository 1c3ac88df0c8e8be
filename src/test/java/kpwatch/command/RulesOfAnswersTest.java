package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kpwatch.notify.Message;
import kpwatch.notify.Sign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of wording, over every answer at every moment of a night, and on a big state. */
class RulesOfAnswersTest {
  private static final int PUSH = 80;
  private static final Pattern LIKELIHOOD =
      Pattern.compile("almost no chance|(very )?(un)?likely|roughly even|almost certain");
  private static final Pattern SHARE =
      Pattern.compile(
          "(almost no chance|(?:very )?(?:un)?likely|roughly even|almost certain)"
              + " \\((\\d+) %\\)");
  private static final Pattern UTC = Pattern.compile("\\d\\d:\\d\\d UTC");
  private static final Pattern BOTH_CLOCKS =
      Pattern.compile(
          "\\d\\d:\\d\\d UTC \\(\\d\\d:\\d\\d(-\\d\\d:\\d\\d)? Pyongyang(, \\d{4}-\\d\\d-\\d\\d)?\\)");

  /** An answer with what was asked, for the report of a failure. */
  record Answer(String asked, Message message) {
    @Override
    public String toString() {
      return asked;
    }
  }

  static Stream<Answer> answers() {
    return Stream.concat(Night.ALL.stream().flatMap(RulesOfAnswersTest::ofNight), big());
  }

  private static Stream<Answer> ofNight(Night night) {
    FakeSubscribers subscribers = new FakeSubscribers();
    Desk desk =
        night.desk(
            subscribers, now -> List.of(new Sign("discord", true, Sign.Harm.UNHEARD, "connected")));
    return asked(desk, night.toString()).stream()
        .map(
            request ->
                new Answer(
                    night + " /" + request.command() + " " + request.options(),
                    desk.answer(request, night.now).message()));
  }

  private static Stream<Answer> big() {
    Desk desk = new Big().desk();
    List<Request> requests = new ArrayList<>(asked(desk, "big"));
    requests.add(Night.request(Night.managed(), "sites", "page", "2"));
    requests.add(Night.request(Night.managed(), "incidents", "days", "365"));
    requests.add(Night.request(Night.managed(), "incident", "code", desk.codes("").get(0)));
    requests.add(Night.request(Night.managed(), "incident", "code", Big.HOSTILE));
    requests.add(Night.request(Night.managed(), "sites", "filter", Big.HOSTILE));
    requests.add(Night.request(Night.managed(), Big.HOSTILE));
    requests.add(Night.request(Night.managed(), "subscribe", "quiet", Big.HOSTILE));
    requests.add(Night.request(Night.managed(), "subscribe", "zone", "x".repeat(5000)));
    return requests.stream()
        .map(
            request ->
                new Answer(
                    "big /" + request.command() + " " + request.options().keySet(),
                    desk.answer(request, Big.NOW).message()));
  }

  private static List<Request> asked(Desk desk, String night) {
    Place place = Night.managed();
    List<Request> requests = new ArrayList<>();
    Desk.commands().forEach(spec -> requests.add(Night.request(place, spec.name())));
    desk.codes("").forEach(c -> requests.add(Night.request(place, "incident", "code", c)));
    requests.add(Night.request(place, "mute", "for", "8h"));
    requests.add(Night.request(place, "subscriptions"));
    requests.add(Night.request(place, "incident", "code", "KP-ZZZZ"));
    assertThat(requests).as(night).hasSizeGreaterThan(14);
    return requests;
  }

  @ParameterizedTest
  @MethodSource("answers")
  void itFitsIntoOneMessage(Answer answer) {
    assertThat(answer.message().headline()).isNotBlank().hasSizeLessThanOrEqualTo(256);
    assertThat(answer.message().headline()).doesNotContain("\n");
    assertThat(answer.message().plain()).hasSizeLessThanOrEqualTo(4000);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void everyTimeIsOnBothClocks(Answer answer) {
    String text = answer.message().plain();
    assertThat(count(BOTH_CLOCKS, text)).as(text).isEqualTo(count(UTC, text));
    assertThat(text).doesNotContain("KST");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void likelihoodAndConfidenceNeverShareASentence(Answer answer) {
    assertThat(sentences(answer))
        .noneMatch(
            s -> LIKELIHOOD.matcher(s).find() && s.toLowerCase(Locale.ROOT).contains("confidence"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAttackIsOnlyEverAPatternConsistentWithOne(Answer answer) {
    assertThat(sentences(answer))
        .filteredOn(s -> s.toLowerCase(Locale.ROOT).contains("attack"))
        .allMatch(s -> s.contains("consistent with"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void eachWordOfLikelihoodMatchesItsNumber(Answer answer) {
    Matcher shares = SHARE.matcher(answer.message().plain());
    while (shares.find()) {
      assertThat(word(Integer.parseInt(shares.group(2)))).isEqualTo(shares.group(1));
    }
  }

  /** The scale of the page of facts, written once more. */
  private static String word(int percent) {
    if (percent < 5) {
      return "almost no chance";
    }
    if (percent < 20) {
      return "very unlikely";
    }
    if (percent < 45) {
      return "unlikely";
    }
    if (percent < 55) {
      return "roughly even";
    }
    return percent < 80 ? "likely" : percent < 95 ? "very likely" : "almost certain";
  }

  @ParameterizedTest
  @MethodSource("answers")
  void strangersCannotSpeakThroughUs(Answer answer) {
    String text = answer.message().plain();
    assertThat(text).doesNotContain("\u202E", "{channel:5}", "\n@everyone");
    assertThat(text.chars().filter(c -> c != '\n' && Character.isISOControl(c))).isEmpty();
  }

  @Test
  void theFirstCharactersTellWhatAndWhereAndSinceWhen() {
    for (Night night : Night.ALL) {
      for (String command : List.of("status", "routes", "sites")) {
        assertThat(push(night.read(command))).contains("North Korea").containsPattern(UTC);
      }
    }
    for (Night night : List.of(Night.FRESH, Night.DURING, Night.AFTER)) {
      assertThat(push(night.read("why"))).contains("North Korea", "outage", "17:30 UTC");
      assertThat(push(night.read("incident", "code", night.code())))
          .contains("North Korea", "outage", "17:30 UTC");
    }
  }

  private static String push(String text) {
    return text.substring(0, Math.min(PUSH, text.length()));
  }

  private static long count(Pattern pattern, String text) {
    return pattern.matcher(text).results().count();
  }

  private static List<String> sentences(Answer answer) {
    return answer
        .message()
        .plain()
        .lines()
        .flatMap(l -> Stream.of(l.split("(?<=[.]) ")))
        .map(String::strip)
        .toList();
  }
}
