package kpwatch.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 45s}, {@code 2 min}, {@code PT45S}. */
final class DurationText {
  private static final Pattern PLAIN = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h)");

  private DurationText() {}

  /** Empty for anything else; a number without a unit says too little. */
  static Optional<Duration> parse(String text) {
    Matcher plain = PLAIN.matcher(text.toLowerCase(Locale.ROOT));
    if (plain.matches()) {
      long amount = Long.parseLong(plain.group(1));
      return Optional.of(
          switch (plain.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofMinutes(amount);
          });
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
