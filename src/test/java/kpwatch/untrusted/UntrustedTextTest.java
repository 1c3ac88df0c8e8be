package kpwatch.untrusted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of a stranger's text reaches a reader but what can be seen. */
final class UntrustedTextTest {
  /** A place with the name for a failure's report. */
  record Door(String name, UnaryOperator<String> through) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Written from the Unicode data once more, by other means than the program's; no newline. */
  private static final BitSet UNSEEN = new BitSet();

  static {
    Pattern unseen =
        Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\n]]"
                + "|[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F]"
                + "|[\\u2060-\\u206F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFFB]"
                + "|[\\uFDD0-\\uFDEF\\uFFFE\\uFFFF\\x{E0000}-\\x{E0FFF}]");
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      boolean last = (c & 0xFFFF) >= 0xFFFE;
      UNSEEN.set(c, last || unseen.matcher(Character.toString(c)).matches());
    }
  }

  static List<Door> doors() {
    return List.of(
        new Door("log", UntrustedText::log),
        new Door("echo", UntrustedText::echo),
        new Door("discord", UntrustedText::discord),
        new Door("telegram", UntrustedText::telegram),
        new Door("console", UntrustedText::console));
  }

  @ParameterizedTest
  @MethodSource("doors")
  void noCharacterOfUnicodeComesThroughUnseen(Door door) {
    List<String> wrong = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String shown = door.through().apply("a" + Character.toString(c) + "b");
      boolean framed = shown.startsWith("a") && shown.endsWith("b");
      if (!framed || shown.codePoints().anyMatch(UNSEEN::get)) {
        wrong.add("U+%04X".formatted(c));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kcna.kp, kcna.kp",
    "{channel:5}, (channel:5)",
    "{role:1}, (role:1)",
    "'a\tb', a?b",
    "'a\nb\rc', a?b?c",
    "'a\u202Eb\u200Bc\u2028d', a?b?c?d",
    "평양 ОУО عربي, 평양 ОУО عربي",
    "'  x  y\u00A0z  ', x y z",
    "'\u0338x', x",
    "'a\uD83Db', a?b"
  })
  void inASentenceStrangersKeepTheirWordsAndLoseTheirTricks(String from, String shown) {
    assertThat(UntrustedText.echo(from)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "'a\r\n\r\nERROR forged', a ERROR forged",
    "'\u001b[31mred\u009b', ?[31mred?",
    "'{channel:5}', {channel:5}",
    "'\n', ''"
  })
  void inALogAllIsOneLine(String from, String shown) {
    assertThat(UntrustedText.log(from)).isEqualTo(shown);
  }

  @Test
  void anExceptionSaysItsMessageOrItsKind() {
    assertThat(UntrustedText.log(new IllegalStateException("a\nb"))).isEqualTo("a b");
    assertThat(UntrustedText.log(new IllegalStateException())).isEqualTo("IllegalStateException");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    String faces = "\uD83D\uDE00".repeat(61);

    assertThat(UntrustedText.echo(faces)).isEqualTo("\uD83D\uDE00".repeat(59) + "…");
    assertThat(UntrustedText.echo("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(UntrustedText.echo("x".repeat(60) + "  ")).isEqualTo("x".repeat(60));
    assertThat(UntrustedText.log("x".repeat(201))).isEqualTo("x".repeat(199) + "…");
    assertThat(UntrustedText.quoted("")).isEqualTo("\"\"");
    assertThat(UntrustedText.cut("abcdef", 4)).isEqualTo("abc…");
    assertThat(UntrustedText.cut("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
    assertThat(UntrustedText.cut("abcd", 4)).isEqualTo("abcd");
    assertThat(UntrustedText.cut("abcd", 1)).isEqualTo("…");
  }

  @ParameterizedTest
  @MethodSource("doors")
  void marksPileUpOnlyAsHighAsLettersNeed(Door door) {
    String tall = "a" + "\u0301".repeat(50) + "b\u0301\u0323";
    assertThat(door.through().apply(tall)).isEqualTo("a\u0301\u0301\u0301b\u0301\u0323");
    String hidden = "a" + "\u0301\u0301\u200B".repeat(50);
    long most = door.through().apply(hidden).chars().takeWhile(c -> c != '?').count();
    assertThat(most).isLessThanOrEqualTo(door.name().equals("console") ? 160 : 5);
  }

  @Test
  void aMessageKeepsItsLinesWhereThePlatformKnowsLines() {
    assertThat(UntrustedText.discord("a\u202Eb\r\nc")).isEqualTo("ab\nc");
    assertThat(UntrustedText.console("a\u001b[2J\nc")).isEqualTo("a\uFFFD[2J\nc");
    assertThat(UntrustedText.telegram("a\nb\u0000c\u202Ed\uFEFF")).isEqualTo("a b cd");
  }

  /** A text of enormous length is looked at only as far as it is shown. */
  @Test
  void whatIsNotShownIsNotRead() {
    int[] read = {0};
    CharSequence endless =
        new CharSequence() {
          @Override
          public int length() {
            return Integer.MAX_VALUE;
          }

          @Override
          public char charAt(int index) {
            read[0]++;
            return 'x';
          }

          @Override
          public CharSequence subSequence(int start, int end) {
            throw new AssertionError("nothing is copied");
          }
        };

    assertThat(UntrustedText.echo(endless)).isEqualTo("x".repeat(59) + "…");
    assertThat(read[0]).isLessThan(300);
  }
}
