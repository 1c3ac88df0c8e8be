package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that we can say names anybody as the cause: who did it cannot be seen from outside. */
class NoActorTest {
  private static final Pattern ACTOR =
      Pattern.compile(
          "attackers?\\b|hack(er|tivist|ing)|perpetrator|culprit|adversar|threat actor|state.sponsored"
              + "|\\b(lazarus|kimsuky|p4x|nsa|cia)\\b|cyber ?command|washington|(?<!Asia/)\\bseoul\\b|tokyo|moscow|beijing"
              + "|american|\\bu\\.s\\.|united states|south korea|deliberate|on purpose|sabotage|retaliat",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

  @ParameterizedTest
  @ValueSource(strings = {"assess", "notify", "command", "incident"})
  void noSentenceNamesAnActor(String packageName) throws IOException {
    List<String> sentences = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java/kpwatch", packageName))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher literal = LITERAL.matcher(Files.readString(file));
        while (literal.find()) {
          sentences.add(ADDRESS.matcher(literal.group(1)).replaceAll(""));
        }
      }
    }
    assertThat(sentences).hasSizeGreaterThan(20);
    assertThat(sentences).noneMatch(s -> ACTOR.matcher(s).find());
  }

  @Test
  void theListOfWordsFindsWhatItIsFor() {
    assertThat(
            List.of("It was the work of hackers", "a U.S. operation", "The attacker", "by Seoul"))
        .allMatch(s -> ACTOR.matcher(s).find());
    assertThat(List.of("pattern consistent with an attack", "the China line", "Russia line"))
        .noneMatch(s -> ACTOR.matcher(s).find());
  }
}
