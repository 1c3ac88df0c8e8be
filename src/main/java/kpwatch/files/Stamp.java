package kpwatch.files;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How RIPEstat writes times: UTC without a zone. */
final class Stamp {
  private static final DateTimeFormatter MICROS = pattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter SECONDS = pattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter DIGITS = pattern("uuuuMMddHHmmss");

  private Stamp() {}

  /** With six places, as {@code time} and the rows of 2026 have them. */
  static String micros(Instant instant) {
    return MICROS.format(instant);
  }

  /** Without a fraction, as {@code query_time} has it. */
  static String seconds(Instant instant) {
    return SECONDS.format(instant);
  }

  /** As a query id begins. */
  static String digits(Instant instant) {
    return DIGITS.format(instant);
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
