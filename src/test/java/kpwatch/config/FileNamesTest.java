package kpwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  private static final FileNames POSIX = new FileNames(StandardCharsets.US_ASCII);
  private static final FileNames LATIN = new FileNames(StandardCharsets.ISO_8859_1);
  private static final FileNames UTF = new FileNames(StandardCharsets.UTF_8);

  /** As Java reads them there, and as the settings file, which is UTF-8, has them. */
  @ParameterizedTest
  @ValueSource(strings = {"/home/\ufffd\ufffd", "\ufffd", "/home/é", "/home/平壤", "a\ud83d\ude00b"})
  void underPosixEverythingElseThanAsciiIsRefusedWithTheLocaleAsTheReason(String text) {
    assertThat(POSIX.refusal(List.of("/plain", text)))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("Java cannot name " + text.replace("\ufffd", "?") + ": the locale")
                    .contains("US-ASCII", "LANG=C.UTF-8")
                    .doesNotContain("\n", "\ufffd"));
  }

  @Test
  void whatCanBeNamedIsNotRefused() {
    assertThat(POSIX.refusal(List.of("/plain/file.db", "", "--json"))).isEmpty();
    assertThat(LATIN.refusal(List.of("/home/é"))).isEmpty();
    assertThat(LATIN.refusal(List.of("/home/平壤"))).isPresent();
    assertThat(UTF.refusal(List.of("/home/平壤", "\ufffd"))).isEmpty();
  }

  @Test
  void theAdviceIsGivenOnlyWhereItHelps() {
    assertThat(POSIX.advice()).contains("LANG=C.UTF-8");
    assertThat(UTF.advice()).isEmpty();
  }
}
