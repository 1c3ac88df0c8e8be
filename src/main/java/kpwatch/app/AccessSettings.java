package kpwatch.app;

import java.util.List;
import kpwatch.command.AccessList;
import kpwatch.config.Key;
import kpwatch.config.Settings;

/**
 * Who may use the bot.
 *
 * @param allow {@code *} alone for everybody, or servers, groups, channels and persons as {@code
 *     discord:ID} and {@code telegram:ID}
 */
public record AccessSettings(List<String> allow) {
  /** A chat as {@code platform:ID}. */
  static final String CHAT = "discord:[1-9][0-9]{0,19}|telegram:-?[1-9][0-9]{0,15}";

  private static final Key ALLOW =
      Key.of(
          "access.allow",
          AccessList.EVERYBODY,
          "Who may use the bot: * for everybody, or discord:GUILD,telegram:CHAT,…; a person's ID"
              + " allows direct messages.",
          "* alone, or discord:GUILD,telegram:CHAT,… with numbers");

  public AccessSettings {
    allow = List.copyOf(allow);
  }

  static AccessSettings from(Settings settings) {
    List<String> allowed = settings.list(ALLOW);
    if (allowed.equals(List.of(AccessList.EVERYBODY))) {
      return new AccessSettings(allowed);
    }
    if (allowed.isEmpty()) {
      settings.refuse(settings.problem(ALLOW, ALLOW.allowed()));
    }
    for (String chat : allowed) {
      if (!chat.matches(CHAT)) {
        settings.refuse(settings.problem(ALLOW, chat, ALLOW.allowed()));
      }
    }
    return new AccessSettings(allowed);
  }
}
