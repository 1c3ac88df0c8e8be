package kpwatch.ripestat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import kpwatch.observation.Observation.Cause;
import kpwatch.untrusted.UntrustedText;

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

  private static final String PLAIN = "dddd-dd-ddTdd:dd:dd";
  private static final int NANO_DIGITS = 9;

  private UtcTime() {}

  /** Empty for what is no time, and for years that do not have four digits. */
  static Optional<Instant> parse(String text) {
    String time = text.strip();
    // a sign would open the door to years that later sums in milliseconds cannot hold
    if (time.isEmpty() || !Character.isDigit(time.charAt(0))) {
      return Optional.empty();
    }
    try {
      Optional<Instant> plain = plain(time);
      return plain.isPresent() ? plain : Optional.of(FORMAT.parse(time, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The time in a field, where there is the field. What is no time is {@code MALFORMED}. */
  static Optional<Instant> field(String key, Optional<String> text) throws NoReading {
    Optional<Instant> time = text.flatMap(UtcTime::parse);
    if (text.isPresent() && time.isEmpty()) {
      throw new NoReading(Cause.MALFORMED, key + " is no time: " + UntrustedText.log(text.get()));
    }
    return time;
  }

  /**
   * The two usual spellings, with and without a fraction, read by hand: an answer holds hundreds,
   * and a formatter takes most of the time of reading it. Empty for any other spelling.
   */
  private static Optional<Instant> plain(String time) {
    if (time.length() < PLAIN.length()) {
      return Optional.empty();
    }
    for (int i = 0; i < PLAIN.length(); i++) {
      char want = PLAIN.charAt(i);
      char is = time.charAt(i);
      if (want == 'd' ? is < '0' || is > '9' : is != want) {
        return Optional.empty();
      }
    }
    int nanos = time.length() == PLAIN.length() ? 0 : nanos(time);
    return nanos < 0
        ? Optional.empty()
        : Optional.of(
            LocalDateTime.of(
                    number(time, 0, 4),
                    number(time, 5, 7),
                    number(time, 8, 10),
                    number(time, 11, 13),
                    number(time, 14, 16),
                    number(time, 17, 19),
                    nanos)
                .toInstant(ZoneOffset.UTC));
  }

  /** Negative if what follows the seconds is no fraction. */
  private static int nanos(String time) {
    int digits = time.length() - PLAIN.length() - 1;
    if (time.charAt(PLAIN.length()) != '.' || digits < 1 || digits > NANO_DIGITS) {
      return -1;
    }
    int nanos = 0;
    for (int i = 0; i < NANO_DIGITS; i++) {
      int at = PLAIN.length() + 1 + i;
      int digit = i < digits ? time.charAt(at) - '0' : 0;
      if (digit < 0 || digit > 9) {
        return -1;
      }
      nanos = 10 * nanos + digit;
    }
    return nanos;
  }

  private static int number(String time, int from, int to) {
    return Integer.parseInt(time, from, to, 10);
  }
}
