package kpwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
  private static final Key TEXT = Key.of("one.text", "usual", "A text.", "any text");
  private static final Key FLAG = Key.of("one.flag", "true", "A flag.", "true or false");
  private static final Key COUNT = Key.of("one.count", "5", "A count.", "1 to 10");
  private static final Key TIME = Key.of("one.time", "45s", "A time.", "1 s to 1 h");
  private static final Key PLACE = Key.of("one-more.url", "http://host/", "A place.", "a URL");
  private static final Key TOKEN = Key.secret("one.token", "A token.", "no blanks");

  private static Settings file(String text) {
    return Settings.parse(text, Map.of());
  }

  private static String only(Settings settings) {
    assertThat(settings.problems()).hasSize(1);
    return settings.problems().get(0).toString();
  }

  @Test
  void theEnvironmentWinsOverTheFileAndTheFileOverTheDefault() {
    Settings settings =
        Settings.parse(
            "one.text = from file\none-more.url = http://file/",
            Map.of("ONE_MORE_URL", " http://environment/ "));
    assertThat(settings.text(TEXT)).isEqualTo("from file");
    assertThat(settings.url(PLACE, "http")).isEqualTo(URI.create("http://environment/"));
    assertThat(settings.wholeNumber(COUNT, 1, 10)).isEqualTo(5);
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.describe())
        .containsExactly(
            "one.text = from file (bot-config.properties line 1)",
            "one-more.url = http://environment/ (environment ONE_MORE_URL)",
            "one.count = 5 (default)");
  }

  @Test
  void anEmptyValueIsNone() {
    Settings settings =
        Settings.parse("one.text =   \none.flag = false", Map.of("ONE_FLAG", " ", "ONE_TOKEN", ""));
    assertThat(settings.text(TEXT)).isEqualTo("usual");
    assertThat(settings.flag(FLAG)).isFalse();
    assertThat(settings.secret(TOKEN)).isEmpty();
    assertThat(settings.isSet(TEXT)).isFalse();
    assertThat(settings.isSet(FLAG)).isTrue();
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", "1", "maybe", "true false"})
  void aFlagIsTrueOrFalseAndNothingElse(String text) {
    Settings settings = file("one.flag = " + text);
    assertThat(settings.flag(FLAG)).as("the default").isTrue();
    assertThat(only(settings))
        .isEqualTo(
            "one.flag = %s (bot-config.properties line 1): allowed: true or false".formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "1.5", "ten", "99999999999", "١"})
  void aNumberOutOfRangeIsRefused(String text) {
    Settings settings = file("one.count = " + text);
    assertThat(settings.wholeNumber(COUNT, 1, 10)).isEqualTo(5);
    assertThat(only(settings)).contains("one.count = " + text).contains("1 to 10");
  }

  @ParameterizedTest
  @CsvSource({
    "1s, PT1S",
    "45 s, PT45S",
    "2m, PT2M",
    "2 min, PT2M",
    "5 MIN, PT5M",
    "1h, PT1H",
    "1500ms, PT1.5S",
    "PT45S, PT45S",
    "pt2m, PT2M"
  })
  void aTimeIsReadAsPeopleWriteIt(String text, Duration time) {
    Settings settings = file("one.time = " + text);
    assertThat(settings.duration(TIME, Duration.ofSeconds(1), Duration.ofHours(1))).isEqualTo(time);
    assertThat(settings.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"45", "999ms", "61 min", "-5s", "PT-5S", "1 fortnight", "s", "9999999999s"})
  void aTimeWithoutUnitOrOutOfRangeIsRefused(String text) {
    Settings settings = file("one.time = " + text);
    assertThat(settings.duration(TIME, Duration.ofSeconds(1), Duration.ofHours(1)))
        .isEqualTo(Duration.ofSeconds(45));
    assertThat(only(settings)).contains("one.time = " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host/",
        "host:80",
        "http://",
        "http:///path",
        "http://host:0/",
        "http://host:70000/",
        "http://host/#part",
        "http://ho st/",
        "/path"
      })
  void aUrlOfAnotherKindIsRefused(String text) {
    Settings settings = file("one-more.url = " + text);
    assertThat(settings.url(PLACE, "http", "https")).isEqualTo(URI.create("http://host/"));
    assertThat(only(settings)).contains("one-more.url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://me:pass@host/",
        "http://me:pa/ss@host/",
        "http://me:pass@ho st/",
        "me:pass@host"
      })
  void aUrlWithAPasswordIsRefusedAndNotShown(String text) {
    Settings settings = file("one-more.url = " + text);
    settings.url(PLACE, "http");
    assertThat(only(settings)).contains("****@ho").doesNotContain("pa", "me:");
    assertThat(settings.describe().toString()).doesNotContain("pass", "me:");
  }

  @Test
  void aSecretIsMaskedWhetherRightOrWrong() {
    Settings right = file("one.token = abcdef");
    assertThat(right.secret(TOKEN)).contains(new Secret("abcdef"));
    assertThat(right.describe()).containsExactly("one.token = **** (bot-config.properties line 1)");
    Settings wrong = file("one.token = abc def");
    assertThat(wrong.secret(TOKEN)).isEmpty();
    assertThat(only(wrong))
        .isEqualTo("one.token = **** (bot-config.properties line 1): allowed: no blanks");
  }

  @Test
  void anUnknownKeyIsAProblemAndItsValueStaysHidden() {
    Settings settings = file("one.tokn = abcdef\nONE_COUNT = 3\nfar.away =\n");
    settings.secret(TOKEN);
    settings.wholeNumber(COUNT, 1, 10);
    assertThat(settings.problems())
        .map(Problem::toString)
        .containsExactly(
            "one.tokn = **** (bot-config.properties line 1): unknown setting; did you mean"
                + " one.token?",
            "ONE_COUNT = **** (bot-config.properties line 2): unknown setting; did you mean"
                + " one.count?",
            "far.away (bot-config.properties line 3): unknown setting;"
                + " bot-config.properties.example lists them all");
  }

  @Test
  void aTokenInTheKeysPlaceStaysHidden() {
    String discord = "M".repeat(24) + "." + "a".repeat(6) + "." + "z".repeat(38);
    String telegram = "123456789:" + "a1B2_".repeat(7);
    Settings settings = file(discord + "\n" + telegram + "\n");
    assertThat(settings.problems()).hasSize(2);
    assertThat(settings.problems().toString()).doesNotContain("zzz", "MMM", "a1B2");
  }

  @Test
  void aTokenUnderAKeyThatIsNotSecretStaysHidden() {
    Settings settings = file("one.count = 123456789:" + "a1B2_".repeat(7));
    settings.wholeNumber(COUNT, 1, 10);
    assertThat(only(settings)).contains("one.count = ****").doesNotContain("a1B2");
  }

  @Test
  void aMistypedVariableIsAWarningWithoutItsValue() {
    Settings settings =
        Settings.parse(
            "", Map.of("ONE_TOKN", "abcdef", "one_text", "x", "WATCH_POD", "y", "ONE_COUNT", "3"));
    settings.secret(TOKEN);
    settings.text(TEXT);
    settings.wholeNumber(COUNT, 1, 10);
    assertThat(settings.problems()).isEmpty();
    assertThat(settings.warnings())
        .containsExactly(
            "environment ONE_TOKN is not read; did you mean ONE_TOKEN?",
            "environment one_text is not read; did you mean ONE_TEXT?");
  }

  @Test
  void aListIsSplitAtCommas() {
    assertThat(file("one.text = a, b ,,c").list(TEXT)).containsExactly("a", "b", "c");
  }

  @Test
  void aProblemOfTheOwnersIsKept() {
    Settings settings = file("one.text = x");
    settings.text(TEXT);
    settings.refuse(settings.problem(TEXT, "part", "something else"));
    assertThat(only(settings))
        .isEqualTo("one.text = part (bot-config.properties line 1): allowed: something else");
  }

  @Test
  void twoOwnersCannotDeclareOneKeyDifferently() {
    Settings settings = file("");
    settings.text(TEXT);
    Key twin = Key.of(TEXT.name(), "other", "Another text.", "any text");
    assertThatThrownBy(() -> settings.text(twin)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void withoutAFileEverythingHasItsDefault() {
    Settings settings = Settings.read(Optional.empty(), Map.of());
    assertThat(settings.text(TEXT)).isEqualTo("usual");
  }
}
