package kpwatch.discord;

import java.util.List;
import java.util.Optional;
import kpwatch.command.Reply.Button;

/** What can be pressed below an alert, and how Discord hands it back. */
final class Buttons {
  /** Old messages keep their buttons for good, so what a button says has a version. */
  static final String VERSION = "v1:";

  private Buttons() {}

  static List<Button> below(Optional<String> incident) {
    return incident
        .map(
            code ->
                List.of(
                    new Button("Why", "why:" + code),
                    new Button("Sites", "sites"),
                    new Button("Incident", "incident:" + code)))
        .orElse(List.of());
  }

  /** What was pressed; empty for a button of another version. */
  static Optional<String> pressed(String customId) {
    return customId.startsWith(VERSION)
        ? Optional.of(customId.substring(VERSION.length()))
        : Optional.empty();
  }
}
