package kpwatch.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/**
 * A command as somebody typed it: {@code /mute@kpwatch_bot 8h}.
 *
 * @param name in lower case, without the slash
 * @param addressee the bot that is named; empty: whoever feels addressed
 */
record Typed(String name, Optional<String> addressee, String rest) {
  /**
   * Read from the entity at the very start, since the library's own test misses some and throws
   * where an entity does not fit the text; such an entity is taken for one of the first word.
   *
   * @param message as it came
   */
  static Optional<Typed> of(JsonNode message) {
    String text = message.path("text").asText();
    for (JsonNode entity : message.path("entities")) {
      JsonNode offset = entity.path("offset");
      boolean first = offset.isInt() && offset.intValue() == 0;
      if (first && entity.path("type").asText().equals("bot_command") && text.startsWith("/")) {
        JsonNode length = entity.path("length");
        return Optional.of(
            of(text, length.isInt() ? Optional.of(length.intValue()) : Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static Typed of(String text, Optional<Integer> told) {
    int length = told.filter(l -> l > 1 && l <= text.length()).orElseGet(() -> firstWord(text));
    String command = text.substring(1, length);
    int at = command.indexOf('@');
    return new Typed(
        (at < 0 ? command : command.substring(0, at)).toLowerCase(Locale.ROOT),
        at < 0 ? Optional.empty() : Optional.of(command.substring(at + 1)),
        text.substring(length).strip());
  }

  /** How long the first word is; the text begins with one character at least. */
  private static int firstWord(String text) {
    int end = 1;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  boolean isFor(String bot) {
    return addressee.filter(other -> !other.equalsIgnoreCase(bot)).isEmpty();
  }
}
