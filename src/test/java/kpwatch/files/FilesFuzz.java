package kpwatch.files;

import java.nio.charset.StandardCharsets;

/**
 * Any text as a network file and as a scenario file: it is read, or refused with what is wrong. A
 * scenario that was read is written and reads back as the same.
 */
public final class FilesFuzz {
  private FilesFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      NetworkFile.parse("fuzzed", text);
    } catch (FileRefused e) {
      told(e);
    }
    Scenario scenario;
    try {
      scenario = ScenarioFile.parse("fuzzed", text);
    } catch (FileRefused e) {
      told(e);
      return;
    }
    if (!ScenarioFile.parse("written", ScenarioWriter.text(scenario)).equals(scenario)) {
      throw new AssertionError("it reads back as another");
    }
  }

  private static void told(FileRefused refusal) {
    if (refusal.getMessage().isBlank()) {
      throw new AssertionError("refused without a reason");
    }
  }
}
