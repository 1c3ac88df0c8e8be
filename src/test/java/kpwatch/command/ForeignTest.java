package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTest {
  @ParameterizedTest
  @CsvSource({
    "kcna.kp, kcna.kp",
    "{channel:5}, (channel:5)",
    "'a\tb', a?b",
    "'a\nb\rc', a?b?c",
    "'a\u202Eb\u200Bc\u2028d', a?b?c?d",
    "평양, 평양",
    "'  x  ', x"
  })
  void strangersKeepTheirWordsAndLoseTheirTricks(String from, String shown) {
    assertThat(Foreign.text(from)).isEqualTo(shown);
  }

  @Test
  void aLoneSurrogateIsHidden() {
    assertThat(Foreign.text("a\uD83Db")).isEqualTo("a?b");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    String faces = "\uD83D\uDE00".repeat(61);

    assertThat(Foreign.text(faces)).isEqualTo("\uD83D\uDE00".repeat(59) + "…");
    assertThat(Foreign.text("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(Foreign.quoted("")).isEqualTo("\"\"");
  }
}
