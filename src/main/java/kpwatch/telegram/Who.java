package kpwatch.telegram;

import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Who asks.
 *
 * @param user nobody for what a channel posts
 * @param speaksAs the chat in whose name it is said; an anonymous administrator speaks as the group
 *     (https://core.telegram.org/bots/api#message, sender_chat)
 */
record Who(Optional<Long> user, Optional<Long> speaksAs) {
  static Who of(Message message) {
    return new Who(
        Optional.ofNullable(message.getFrom()).map(User::getId),
        Optional.ofNullable(message.getSenderChat()).map(Chat::getId));
  }

  static Who of(User user) {
    return new Who(Optional.of(user.getId()), Optional.empty());
  }
}
