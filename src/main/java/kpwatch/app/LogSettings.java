package kpwatch.app;

import java.util.Locale;
import java.util.Optional;
import kpwatch.config.Key;
import kpwatch.config.Settings;
import org.slf4j.event.Level;

/** How much is logged, on standard error. */
public record LogSettings(Level level) {
  private static final Key LEVEL =
      Key.of(
          "log.level",
          "info",
          "How much is logged on standard error.",
          "error, warn, info, debug or trace");

  static LogSettings from(Settings settings) {
    return new LogSettings(settings.value(LEVEL, LogSettings::level));
  }

  private static Optional<Level> level(String text) {
    for (Level level : Level.values()) {
      if (level.name().equals(text.toUpperCase(Locale.ROOT))) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }
}
