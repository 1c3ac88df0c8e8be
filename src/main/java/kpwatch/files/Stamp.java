package kpwatch.files;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How RIPEstat writes times: UTC without a zone. */
final class Stamp {
  private static final DateTimeFormatter MICROS = pattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter SECONDS = pattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final long DAY = 86_400;
  private static final DateTimeFormatter DIGITS = pattern("uuuuMMddHHmmss");

  private final Map<Long, String> days = new HashMap<>();

  /** For many times that share few days, as the rows of one answer do. */
  Stamp() {}

  /** As {@link #micros(Instant)}, without formatting the same day twice. */
  void appendMicros(StringBuilder out, Instant instant) {
    long day = Math.floorDiv(instant.getEpochSecond(), DAY);
    int second = (int) Math.floorMod(instant.getEpochSecond(), DAY);
    out.append(days.computeIfAbsent(day, d -> LocalDate.ofEpochDay(d).toString()));
    digits(out.append('T'), second / 3_600, 10);
    digits(out.append(':'), second / 60 % 60, 10);
    digits(out.append(':'), second % 60, 10);
    digits(out.append('.'), instant.getNano() / 1_000, 100_000);
  }

  private static void digits(StringBuilder out, int number, int highest) {
    for (int place = highest; place > 0; place /= 10) {
      out.append((char) ('0' + number / place % 10));
    }
  }

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
