package kpwatch.app;

import java.util.List;
import java.util.stream.Stream;
import kpwatch.config.Key;
import kpwatch.config.Settings;

/**
 * Settings of parts that this version does not have: checked and kept, without effect.
 *
 * @param access {@code *} alone for everybody, or {@code discord:GUILD} and {@code telegram:CHAT}
 * @param set names of those keys that somebody set and that do nothing yet
 */
public record LaterSettings(List<String> access, List<String> set) {
  private static final String EVERYBODY = "*";

  /** A chat as {@code platform:ID}. */
  static final String CHAT = "discord:[1-9][0-9]{0,19}|telegram:-?[1-9][0-9]{0,15}";

  private static final Key ACCESS_ALLOW =
      Key.of(
          "access.allow",
          EVERYBODY,
          "Who may use the bot: * for everybody, or discord:GUILD,telegram:CHAT,… No effect yet.",
          "* alone, or discord:GUILD,telegram:CHAT,… with numbers");

  public LaterSettings {
    access = List.copyOf(access);
    set = List.copyOf(set);
  }

  static LaterSettings from(Settings settings) {
    return new LaterSettings(
        access(settings), Stream.of(ACCESS_ALLOW).filter(settings::isSet).map(Key::name).toList());
  }

  private static List<String> access(Settings settings) {
    List<String> allowed = settings.list(ACCESS_ALLOW);
    if (allowed.equals(List.of(EVERYBODY))) {
      return allowed;
    }
    if (allowed.isEmpty()) {
      settings.refuse(settings.problem(ACCESS_ALLOW, ACCESS_ALLOW.allowed()));
    }
    for (String chat : allowed) {
      if (!chat.matches(CHAT)) {
        settings.refuse(settings.problem(ACCESS_ALLOW, chat, ACCESS_ALLOW.allowed()));
      }
    }
    return allowed;
  }
}
