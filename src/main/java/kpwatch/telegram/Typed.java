package kpwatch.telegram;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * A command as somebody typed it: {@code /mute@kpwatch_bot 8h}.
 *
 * @param name in lower case, without the slash
 * @param addressee the bot that is named; empty: whoever feels addressed
 */
record Typed(String name, Optional<String> addressee, String rest) {
  /**
   * Read from the entity at the very start, since the library's own test misses some. An entity
   * whose length does not fit the text is taken for one of the first word.
   */
  static Optional<Typed> of(Message message) {
    String text = Optional.ofNullable(message.getText()).orElse("");
    List<MessageEntity> entities =
        Optional.ofNullable(message.getEntities()).orElse(List.<MessageEntity>of());
    return entities.stream()
        .filter(Typed::isCommand)
        .findFirst()
        .filter(entity -> text.startsWith("/"))
        .map(entity -> of(text, Optional.ofNullable(entity.getLength())));
  }

  private static boolean isCommand(@Nullable MessageEntity entity) {
    return entity != null
        && "bot_command".equals(entity.getType())
        && Integer.valueOf(0).equals(entity.getOffset());
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
