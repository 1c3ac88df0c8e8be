package kpwatch.telegram;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Reply.Button;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/** What can be pressed below a message, and how Telegram hands it back. */
final class Buttons {
  private static final Logger LOG = LoggerFactory.getLogger(Buttons.class);

  /** Old messages keep their buttons for good, so what a button says has a version. */
  static final String VERSION = "v1:";

  /** https://core.telegram.org/bots/api#inlinekeyboardbutton, callback_data. */
  private static final int MOST_BYTES = 64;

  private Buttons() {}

  static List<List<Button>> below(Optional<String> incident) {
    return incident
        .map(
            code ->
                List.of(
                    List.of(
                        new Button("Why", "why:" + code),
                        new Button("Sites", "sites"),
                        new Button("Incident", "incident:" + code))))
        .orElse(List.of());
  }

  /** What was pressed; empty for a button of another version. */
  static Optional<String> pressed(String data) {
    return data.startsWith(VERSION)
        ? Optional.of(data.substring(VERSION.length()))
        : Optional.empty();
  }

  /** Empty if there is nothing to press. */
  static Optional<InlineKeyboardMarkup> keyboard(List<List<Button>> rows) {
    List<InlineKeyboardRow> keyboard = new ArrayList<>();
    for (List<Button> row : rows) {
      InlineKeyboardRow line = new InlineKeyboardRow();
      for (Button button : row) {
        String data = VERSION + button.id();
        if (data.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
          LOG.error("a defect: a button says more than Telegram keeps: {}", button.label());
        } else {
          line.add(InlineKeyboardButton.builder().text(button.label()).callbackData(data).build());
        }
      }
      if (!line.isEmpty()) {
        keyboard.add(line);
      }
    }
    return keyboard.isEmpty() ? Optional.empty() : Optional.of(new InlineKeyboardMarkup(keyboard));
  }
}
