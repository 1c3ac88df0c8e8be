package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import kpwatch.command.Spec.Kind;
import kpwatch.command.Spec.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said, and that each of it is answered. */
class DeskTest {
  private static final int DESCRIPTION = 100;
  private static final int CHOICES = 25;

  static Stream<Spec> specs() {
    return Desk.commands().stream();
  }

  @Test
  void theCommandsAreThoseOfTheContract() {
    assertThat(specs().map(Spec::name))
        .containsExactly(
            "status",
            "why",
            "routes",
            "sites",
            "incidents",
            "incident",
            "subscribe",
            "unsubscribe",
            "subscriptions",
            "mute",
            "test",
            "health",
            "about",
            "help");
    assertThat(specs().filter(Spec::writes).map(Spec::name))
        .containsExactly("subscribe", "unsubscribe", "mute", "test");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void eachFitsIntoTheLimitsOfEveryPlatform(Spec spec) {
    assertThat(spec.name()).matches("[a-z]{1,32}");
    assertThat(spec.description()).isNotBlank().hasSizeLessThanOrEqualTo(DESCRIPTION);
    assertThat(spec.options()).hasSizeLessThanOrEqualTo(CHOICES);
    assertThat(spec.options().stream().map(Option::name)).doesNotHaveDuplicates();
    for (Option option : spec.options()) {
      assertThat(option.name()).matches("[a-z_]{1,32}");
      assertThat(option.description()).isNotBlank().hasSizeLessThanOrEqualTo(DESCRIPTION);
      assertThat(option.choices().isEmpty()).isEqualTo(option.kind() != Kind.CHOICE);
      assertThat(option.choices()).hasSizeLessThanOrEqualTo(CHOICES);
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void whatIsNeededComesFirst(Spec spec) {
    List<Boolean> needed = spec.options().stream().map(Option::required).toList();
    assertThat(needed).isSortedAccordingTo((a, b) -> Boolean.compare(b, a));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void eachIsAnswered(Spec spec) {
    assertThat(Night.DURING.ask(spec.name()).message().headline())
        .doesNotContain("There is no command");
  }

  @Test
  void aCommandThatIsNotThereIsSaidSo() {
    assertThat(Night.DURING.read("chart"))
        .startsWith("There is no command \"chart\"")
        .contains("/help");
  }

  @ParameterizedTest
  @MethodSource("specs")
  void helpNamesEach(Spec spec) {
    assertThat(Night.BEFORE.read("help")).contains("/" + spec.name() + " - ");
  }

  @Test
  void helpBeginsWithTheThreeThatMatter() {
    assertThat(Night.BEFORE.read("help"))
        .containsSubsequence("/status - ", "/subscribe - ", "/why - ", "Everything else");
  }

  @Test
  void aButtonAsksWhatItSays() {
    assertThat(pressed("why:" + Night.DURING.code())).contains("what speaks for what");
    assertThat(pressed("incident:" + Night.DURING.code())).contains("Timeline");
    assertThat(pressed("sites")).startsWith("Sites of North Korea");
    assertThat(pressed("sites:1:news")).contains("kcna.kp").doesNotContain("korfilm");
    assertThat(pressed("incidents")).startsWith("North Korea: 1 incident");
    assertThat(pressed("status")).startsWith("○ OUTAGE");
  }

  @Test
  void everyButtonOfEveryAnswerWorks() {
    for (Night night : Night.ALL) {
      for (Spec spec : Desk.commands()) {
        for (Reply.Button button : night.ask(spec.name()).buttons()) {
          assertThat(button.id()).matches("[ -~]{1,50}");
          assertThat(button.label()).isNotBlank();
          assertThat(
                  night
                      .desk(new FakeSubscribers())
                      .pressed(button.id(), Night.managed(), night.now)
                      .message()
                      .headline())
              .doesNotContain("older version");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "chart:KP-K7Q2", "v0", "sites_all", "subscribe", "incidents:3", ":"})
  void aButtonThatIsNotKnownIsFromAnOlderVersion(String id) {
    assertThat(pressed(id)).startsWith("This button is from an older version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"why:", "incident:", "incident:KP-0000", "sites:x", "sites:9:", "sites::"})
  void aButtonWithAWrongValueIsAnswered(String id) {
    assertThat(pressed(id)).isNotBlank();
  }

  @Test
  void codesAreOfferedByWhatIsTyped() {
    String code = Night.DURING.code();
    Desk desk = Night.DURING.desk(new FakeSubscribers());

    assertThat(desk.codes("")).containsExactly(code);
    assertThat(desk.codes(code.substring(0, 4).toLowerCase(java.util.Locale.ROOT)))
        .containsExactly(code);
    assertThat(desk.codes(code.substring(3, 5))).containsExactly(code);
    assertThat(desk.codes("KP-00")).isEmpty();
  }

  @Test
  void atMostTwentyFiveCodesAreOfferedNewestFirst() {
    Big big = new Big();

    assertThat(big.desk().codes("kp"))
        .hasSize(25)
        .startsWith(big.archive().newestFirst().get(0).incident().code());
  }

  private static String pressed(String id) {
    return Night.DURING
        .desk(new FakeSubscribers())
        .pressed(id, Night.managed(), Night.DURING.now)
        .message()
        .plain();
  }
}
