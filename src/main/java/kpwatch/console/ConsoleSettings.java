package kpwatch.console;

import kpwatch.config.Key;
import kpwatch.config.Settings;

/** Whether alerts are printed on standard output. */
public record ConsoleSettings(boolean enabled) {
  private static final Key ENABLED =
      Key.of(
          "console.enabled",
          "true",
          "Print alerts on standard output, with or without a chat.",
          "true or false");

  public static ConsoleSettings from(Settings settings) {
    return new ConsoleSettings(settings.flag(ENABLED));
  }
}
