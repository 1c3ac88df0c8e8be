package kpwatch.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Buttons as the commands that they stand for: {@code word:value:value}. */
final class Pressed {
  /** Which options the values of each button are, in order; the last takes the rest. */
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "status", List.of(),
          "why", List.of("incident"),
          "sites", List.of("page", "filter"),
          "incident", List.of("code"),
          "incidents", List.of());

  private Pressed() {}

  /** Empty for a button that is not known. */
  static Optional<Request> request(String button, Place place) {
    String[] word = button.split(":", 2);
    List<String> names = OPTIONS.get(word[0]);
    if (names == null || (word.length == 2 && names.isEmpty())) {
      return Optional.empty();
    }
    Map<String, String> options = new HashMap<>();
    if (word.length == 2) {
      String[] values = word[1].split(":", names.size());
      for (int i = 0; i < values.length; i++) {
        options.put(names.get(i), values[i]);
      }
    }
    return Optional.of(new Request(word[0], options, place));
  }
}
