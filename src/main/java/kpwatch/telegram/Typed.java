package kpwatch.telegram;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * A command as somebody typed it: {@code /mute@kpwatch_bot 8h}.
 *
 * @param name in lower case, without the slash
 * @param addressee the bot that is named; empty: whoever feels addressed
 */
record Typed(String name, Optional<String> addressee, String rest) {
  /** Read from the entity at the very start, since the library's own test misses some. */
  static Optional<Typed> of(Message message) {
    List<MessageEntity> entities =
        Optional.ofNullable(message.getEntities()).orElse(List.<MessageEntity>of());
    return entities.stream()
        .filter(e -> "bot_command".equals(e.getType()) && e.getOffset() == 0)
        .findFirst()
        .map(e -> of(message.getText(), e.getLength()));
  }

  private static Typed of(String text, int length) {
    String[] said = text.substring(1, length).split("@", 2);
    return new Typed(
        said[0].toLowerCase(Locale.ROOT),
        said.length == 2 ? Optional.of(said[1]) : Optional.empty(),
        text.substring(length).strip());
  }

  boolean isFor(String bot) {
    return addressee.filter(other -> !other.equalsIgnoreCase(bot)).isEmpty();
  }
}
