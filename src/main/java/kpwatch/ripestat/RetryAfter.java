package kpwatch.ripestat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import okhttp3.Headers;

/** The header of that name, in seconds or as a date (RFC 9110, 10.2.3). */
final class RetryAfter {
  private static final int DIGITS = 9;

  private RetryAfter() {}

  /**
   * Empty where the header is absent or unreadable; never negative.
   *
   * @param receivedMillis our clock when the reply came, for a reply without a date of its own
   */
  static Optional<Duration> of(Headers headers, long receivedMillis) {
    String value = headers.get("Retry-After");
    if (value == null) {
      return Optional.empty();
    }
    String digits = value.strip();
    if (digits.matches("[0-9]{1," + DIGITS + "}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
    }
    Date until = headers.getDate("Retry-After");
    if (until == null) {
      return Optional.empty();
    }
    Date said = headers.getDate("Date");
    Instant from = said == null ? Instant.ofEpochMilli(receivedMillis) : said.toInstant();
    Duration wait = Duration.between(from, until.toInstant());
    return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
  }
}
