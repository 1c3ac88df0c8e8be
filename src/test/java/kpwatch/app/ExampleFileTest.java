package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kpwatch.config.Key;
import kpwatch.config.Settings;
import org.junit.jupiter.api.Test;

/** Holds {@code bot-config.properties.example} to the keys in the code, both ways. */
final class ExampleFileTest {
  private static final Path EXAMPLE = Path.of("bot-config.properties.example");

  @Test
  void listsEveryKeyOnceWithItsExplanationAndItsDefault() throws IOException, SettingsRefused {
    List<String> expected = new ArrayList<>();
    for (Key key : BotSettings.from(Settings.parse("", Map.of())).origins().keys()) {
      expected.add(
          "# %s\n%s"
              .formatted(key.explanation(), ("#" + key.name() + " = " + key.fallback()).strip()));
    }
    List<String> lines = Files.readAllLines(EXAMPLE);
    List<String> listed = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (isSetting(lines.get(i))) {
        listed.add(lines.get(i - 1) + "\n" + lines.get(i));
      }
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected).isNotEmpty();
  }

  @Test
  void isLegalAsItStandsAndWithEveryLineInForce() throws IOException, SettingsRefused {
    String text = Files.readString(EXAMPLE);
    BotSettings untouched = BotSettings.from(Settings.parse(text, Map.of()));
    String inForce =
        text.lines()
            .map(line -> isSetting(line) ? line.substring(1) : line)
            .collect(Collectors.joining("\n"));
    BotSettings all = BotSettings.from(Settings.parse(inForce, Map.of()));
    assertThat(all.watch()).isEqualTo(untouched.watch());
    assertThat(all.access()).isEqualTo(untouched.access());
  }

  private static boolean isSetting(String line) {
    return line.matches("#[a-z].*=.*");
  }
}
