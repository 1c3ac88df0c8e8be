package kpwatch.ripestat;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as RIPEstat's builds write them: seconds in 2025, microseconds in 2026, some calls with an
 * offset; UTC where none is given.
 */
final class UtcTime {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  private UtcTime() {}

  /** Empty for what is no time, and for years that do not have four digits. */
  static Optional<Instant> parse(String text) {
    String time = text.strip();
    // a sign would open the door to years that later sums in milliseconds cannot hold
    if (time.isEmpty() || !Character.isDigit(time.charAt(0))) {
      return Optional.empty();
    }
    try {
      return Optional.of(FORMAT.parse(time, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
