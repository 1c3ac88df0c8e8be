package kpwatch.command;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people type it: {@code 8h}, {@code 30 min}, {@code 1 d 12 h}. */
final class SpanText {
  private static final Pattern PART =
      Pattern.compile(
          "(\\d{1,4})\\s*(minutes?|mins?|m|hours?|hrs?|hr|h|days?|d|weeks?|w)(?![a-z])[\\s,]*");

  private SpanText() {}

  /** Empty if it cannot be read; a number without a unit cannot. */
  static Optional<Duration> read(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      sum = sum.plus(unit(part.group(2).charAt(0)).multipliedBy(Long.parseLong(part.group(1))));
      end = part.end();
    }
    return end == 0 || end < text.length() ? Optional.empty() : Optional.of(sum);
  }

  private static Duration unit(char first) {
    return switch (first) {
      case 'm' -> Duration.ofMinutes(1);
      case 'h' -> Duration.ofHours(1);
      case 'd' -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }
}
