package kpwatch.command;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Any lines as a command: its name, then options as {@code name=value}; and the whole as a button,
 * as quiet hours and as a length of time.
 */
public final class CommandsFuzz {
  private CommandsFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    String[] lines = text.split("\n", 20);
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int equals = lines[i].indexOf('=');
      if (equals > 0) {
        options.put(lines[i].substring(0, equals), lines[i].substring(equals + 1));
      }
    }
    FuzzedDesk.answer(lines[0], options);
    FuzzedDesk.pressed(text);
    new QuietText(Optional.empty(), new ArrayList<>())
        .read(Optional.of(text), Optional.of(lines[0]));
    Optional<Duration> span = SpanText.read(text);
    if (span.filter(Duration::isNegative).isPresent()) {
      throw new AssertionError("a negative length: " + span);
    }
    List<String> codes = FuzzedDesk.fresh().codes(text);
    if (codes.size() > 25) {
      throw new AssertionError("too many codes");
    }
  }
}
