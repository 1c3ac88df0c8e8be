package kpwatch.telegram;

import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.User;

/** Who the bot is, once Telegram has said so. Thread-safe. */
final class Self {
  private volatile Optional<User> user = Optional.empty();

  void is(User me) {
    user = Optional.of(me);
  }

  boolean known() {
    return user.isPresent();
  }

  /** 0 while it is not known. */
  long id() {
    return user.map(User::getId).orElse(0L);
  }

  /** Without the at sign; empty while it is not known. */
  String name() {
    return user.map(User::getUserName).orElse("");
  }
}
