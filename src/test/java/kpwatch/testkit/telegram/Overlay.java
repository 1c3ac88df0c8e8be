package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Our own rules, and those of the documentation's prose that need no state of the world. */
final class Overlay {
  private static final Set<String> EDITS =
      Set.of("editMessageText", "editMessageReplyMarkup", "editMessageMedia");

  private Overlay() {}

  static void check(Call call, Notes notes) {
    Params params = call.params();
    String method = call.method();
    if (method.equals("getUpdates") && !params.values().containsKey("allowed_updates")) {
      notes.violation(method + ": no allowed_updates, though the server remembers the last one");
    }
    if (method.equals("sendMessage") || method.equals("editMessageText")) {
      JsonNode preview = tree(params, "link_preview_options");
      if (!preview.path("is_disabled").asBoolean()) {
        notes.violation(method + ": link_preview_options does not disable the preview");
      }
    }
    if (EDITS.contains(method)) {
      boolean byMessage = params.has("chat_id") && params.has("message_id");
      if (byMessage == params.has("inline_message_id")) {
        notes.violation(method + ": not exactly one of chat_id with message_id, inline_message_id");
      }
    }
    if (method.equals("editMessageText") && params.has("text") == params.has("rich_message")) {
      notes.violation(method + ": not exactly one of text, rich_message");
    }
    if (params.has("reply_parameters")
        && !tree(params, "reply_parameters").path("allow_sending_without_reply").asBoolean()) {
      notes.warning(method + ": reply_parameters without allow_sending_without_reply");
    }
    if (method.equals("pinChatMessage") && !params.flag("disable_notification")) {
      notes.warning(method + ": without disable_notification");
    }
  }

  private static JsonNode tree(Params params, String name) {
    return Json.parse(params.text(name)).orElse(Json.object());
  }
}
