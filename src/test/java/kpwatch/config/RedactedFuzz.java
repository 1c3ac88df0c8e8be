package kpwatch.config;

import java.nio.charset.StandardCharsets;

/** Any text made fit for the log: one bounded line without controls. */
public final class RedactedFuzz {
  private static final int LONGEST = 201;

  private RedactedFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    String shown = Redacted.text(text);
    int characters = shown.codePointCount(0, shown.length());
    if (characters > LONGEST) {
      throw new AssertionError("a line of " + characters);
    }
    if (shown.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("a control");
    }
    DurationText.parse(text);
  }
}
