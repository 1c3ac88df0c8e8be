package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code reply_markup}: https://core.telegram.org/bots/api#inlinekeyboardbutton. */
final class Keyboard {
  static final int MOST_DATA_BYTES = 64;
  static final int MOST_BUTTONS = 100;

  private static final List<String> ACTIONS =
      List.of(
          "url",
          "callback_data",
          "web_app",
          "login_url",
          "switch_inline_query",
          "switch_inline_query_current_chat",
          "switch_inline_query_chosen_chat",
          "copy_text",
          "callback_game",
          "pay");

  private Keyboard() {}

  /** Empty where there is none or none with a button. */
  static Optional<JsonNode> of(Call call, Notes notes) {
    Optional<JsonNode> markup = call.params().tree("reply_markup");
    if (markup.isEmpty() || !markup.get().has("inline_keyboard")) {
      return markup;
    }
    int buttons = 0;
    for (JsonNode row : markup.get().path("inline_keyboard")) {
      if (!row.isArray()) {
        throw Refusal.defect("can't parse inline keyboard: expected an array of arrays");
      }
      for (JsonNode button : row) {
        check(call, button, notes);
        buttons++;
      }
    }
    if (buttons > MOST_BUTTONS) {
      throw Refusal.defect("reply markup is too long");
    }
    return buttons == 0 ? Optional.empty() : markup;
  }

  private static void check(Call call, JsonNode button, Notes notes) {
    if (button.path("text").asText().isEmpty()) {
      throw Refusal.defect("can't parse inline keyboard button: field \"text\" must be non-empty");
    }
    long actions = ACTIONS.stream().filter(button::has).count();
    if (actions == 0) {
      throw Refusal.defect(
          "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
    }
    if (actions > 1) {
      notes.violation(call.method() + ": a button with " + actions + " actions");
    }
    if (button.has("callback_data")) {
      int bytes = button.get("callback_data").asText().getBytes(StandardCharsets.UTF_8).length;
      if (bytes < 1 || bytes > MOST_DATA_BYTES) {
        throw Refusal.defect("BUTTON_DATA_INVALID");
      }
    }
    checkStart(call, button.path("url").asText(), notes);
    if (button.has("url") && !button.get("url").asText().matches("(https?|tg|ton)://.+")) {
      throw Refusal.defect("BUTTON_URL_INVALID");
    }
  }

  /** https://core.telegram.org/bots/features#deep-linking. */
  private static void checkStart(Call call, String url, Notes notes) {
    if (url.matches("https://t\\.me/.*[?&]start(group)?=.*")
        && !url.matches(".*[?&]start(group)?=[A-Za-z0-9_-]{1,64}(&.*)?")) {
      notes.violation(call.method() + ": a start payload that is not 1-64 of A-Z a-z 0-9 _ -");
    }
  }
}
