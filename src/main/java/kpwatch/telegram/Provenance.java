package kpwatch.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Whether somebody says a message here and now in words of their own. What is forwarded, sent
 * through or by a bot, copied from elsewhere, quoted or edited later may hold a command that its
 * sender never gave. Fields: https://core.telegram.org/bots/api#message, read 2026-11-23.
 */
final class Provenance {
  /** Each says by being there that the words are not, or not only, the sender's own. */
  private static final List<String> OTHERS =
      List.of(
          "forward_origin",
          "forward_from",
          "forward_from_chat",
          "forward_sender_name",
          "forward_date",
          "via_bot",
          "sender_business_bot",
          "external_reply",
          "quote",
          "edit_date");

  private Provenance() {}

  /**
   * @param message as it came, since the library may not know each field
   */
  static boolean isOwnWords(JsonNode message) {
    boolean bot =
        message.path("from").path("is_bot").asBoolean() && !message.hasNonNull("sender_chat");
    return !bot
        && !message.path("is_automatic_forward").asBoolean()
        && OTHERS.stream().noneMatch(message::hasNonNull);
  }
}
