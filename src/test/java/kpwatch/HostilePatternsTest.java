package kpwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.WrittenPatterns.Written;
import kpwatch.config.Redacted;
import kpwatch.testkit.SmallStack;
import kpwatch.untrusted.UntrustedText;
import org.junit.jupiter.api.Test;

/**
 * No regular expression of the program overflows a small stack or takes more than linear time on
 * text that strangers choose. The expressions are found in the compiled classes, so that a new one
 * is tried without being entered anywhere.
 */
final class HostilePatternsTest {
  private static final WrittenPatterns PROGRAM =
      new WrittenPatterns(
          new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("kpwatch"));

  @Test
  void theExpressionsOfTheProgramAreFound() {
    assertThat(PROGRAM.unknown()).as("calls without a literal").isEmpty();
    assertThat(PROGRAM.all())
        .extracting(Written::where)
        .contains(
            "kpwatch.config.Redacted.<clinit>",
            "kpwatch.telegram.Options.<clinit>",
            "kpwatch.discord.Shape.<clinit>",
            "kpwatch.command.QuietText.<clinit>")
        .hasSizeGreaterThan(30);
  }

  @Test
  void everyExpressionBearsEveryText() {
    List<String> wrong = new ArrayList<>();
    for (Written written : PROGRAM.all()) {
      try {
        bears(written);
      } catch (AssertionError e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void expressionsThatDoNotBearItAreSeen() {
    for (String bad : List.of("(a|b)*c", "(?:[a-z]+\\.)+x", "a*b", "\\d+:", "(?:\\w+-)*$")) {
      assertThat(failed(bad)).as(bad).isTrue();
    }
    assertThat(failed("(?<!a)a*+b")).isFalse();
  }

  @Test
  void secretsAreMaskedInLinearTime() {
    SmallStack.inProportion("Redacted.text", Redacted::text);
  }

  @Test
  void theDoorBearsEveryText() {
    SmallStack.inProportionOfLooks("log", UntrustedText::log);
    SmallStack.inProportionOfLooks("echo", UntrustedText::echo);
    SmallStack.inProportionOfLooks("discord", UntrustedText::discord);
    SmallStack.inProportionOfLooks("telegram", UntrustedText::telegram);
    SmallStack.inProportionOfLooks("console", UntrustedText::console);
  }

  private static boolean failed(String regex) {
    try {
      bears(new Written("planted", Pattern.compile(regex)));
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  private static void bears(Written written) {
    Pattern pattern = written.pattern();
    SmallStack.inProportionOfLooks(written + " matches", text -> pattern.matcher(text).matches());
    SmallStack.inProportionOfLooks(
        written + " find",
        text -> {
          Matcher matcher = pattern.matcher(text);
          boolean more = matcher.find();
          while (more) {
            more = matcher.find();
          }
        });
    SmallStack.inProportionOfLooks(
        written + " replaceAll", text -> pattern.matcher(text).replaceAll("x"));
  }
}
