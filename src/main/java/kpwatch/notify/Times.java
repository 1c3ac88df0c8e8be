package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import kpwatch.network.Network;

/**
 * Times as we write them: UTC first, then the clock of the country's capital by its own zone rules.
 */
public final class Times {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final ZoneId zone;
  private final String capital;

  public Times(Network network) {
    this.zone = network.timezone();
    this.capital = network.capital();
  }

  /** {@code 17:30 UTC (02:30 Pyongyang)}. */
  public String clock(Instant at) {
    return CLOCK.format(at.atZone(ZoneOffset.UTC)) + " UTC" + local(CLOCK.format(at.atZone(zone)));
  }

  /** {@code 2025-06-06 17:30 UTC (02:30 Pyongyang)}. */
  public String day(Instant at) {
    return DAY.format(at.atZone(ZoneOffset.UTC)) + " UTC" + local(CLOCK.format(at.atZone(zone)));
  }

  /**
   * As {@link #day}, with the capital's date where it is another: {@code 2025-06-06 17:30 UTC
   * (02:30 Pyongyang, 2025-06-07)}.
   */
  public String dated(Instant at) {
    LocalDate there = at.atZone(zone).toLocalDate();
    return there.equals(at.atZone(ZoneOffset.UTC).toLocalDate()) || capital.isEmpty()
        ? day(at)
        : day(at).replaceFirst("\\)$", ", " + there + ")");
  }

  /** The clock of something that happened within the last twelve hours; else with the date. */
  public String when(Instant at, Instant now) {
    return Duration.between(at, now).compareTo(Duration.ofHours(12)) < 0 ? clock(at) : dated(at);
  }

  /** {@code 17:30 UTC}. */
  public String utc(Instant at) {
    return CLOCK.format(at.atZone(ZoneOffset.UTC)) + " UTC";
  }

  /** {@code 2025-06-06 17:30 UTC}. */
  static String utcDay(Instant at) {
    return DAY.format(at.atZone(ZoneOffset.UTC)) + " UTC";
  }

  /**
   * {@code 17:28-17:30 UTC (02:28-02:30 Pyongyang)}; one time where both ends fall into one minute.
   */
  public String between(Instant from, Instant to) {
    String start = CLOCK.format(from.atZone(ZoneOffset.UTC));
    String end = CLOCK.format(to.atZone(ZoneOffset.UTC));
    if (Duration.between(from, to).compareTo(Duration.ofHours(12)) > 0) {
      return day(from) + " - " + day(to);
    }
    String localStart = CLOCK.format(from.atZone(zone));
    String localEnd = CLOCK.format(to.atZone(zone));
    return start.equals(end)
        ? clock(to)
        : start + "-" + end + " UTC" + local(localStart + "-" + localEnd);
  }

  /**
   * {@code within 17:28-17:30 UTC (…)}, or {@code at 17:30 UTC (…)} where both ends fall into one
   * minute.
   */
  public String within(Instant from, Instant to) {
    return (utc(from).equals(utc(to)) ? "at " : "within ") + between(from, to);
  }

  /** {@code 3 min ago}; a time that lies ahead by another clock counts as now. */
  public static String ago(Instant at, Instant now) {
    Duration age = Duration.between(at, now);
    return length(age.isNegative() ? Duration.ZERO : age) + " ago";
  }

  private String local(String time) {
    return capital.isEmpty() ? "" : " (" + time + " " + capital + ")";
  }

  /** {@code 2 h 07 min}, {@code 3 d 4 h}, {@code 45 s}. */
  public static String length(Duration length) {
    long minutes = (length.toSeconds() + 30) / 60;
    if (length.toSeconds() < 90) {
      return length.toSeconds() + " s";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 48
        ? String.format(Locale.ROOT, "%d h %02d min", hours, minutes % 60)
        : hours / 24 + " d " + hours % 24 + " h";
  }
}
