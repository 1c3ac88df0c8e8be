package kpwatch.command;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.subscription.QuietHours;

/** Quiet hours as people type them: {@code 22:00-07:00}, {@code 22-7}, {@code off}. */
final class QuietText {
  private static final Pattern SPAN =
      Pattern.compile("(\\d{1,2})(?::(\\d{2}))?\\s*(?:-|–|—|to)\\s*(\\d{1,2})(?::(\\d{2}))?");

  private QuietText() {}

  /** What was typed is no span or no zone. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String problem) {
      super(problem);
    }

    /** What was typed and what is allowed. */
    String problem() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * The quiet hours that are meant; empty: none.
   *
   * @param quiet as typed; empty: as before
   * @param zone as typed; empty: as before, or UTC
   */
  static Optional<QuietHours> read(
      Optional<String> quiet, Optional<String> zone, Optional<QuietHours> before)
      throws Unreadable {
    if (quiet.isPresent() && off(quiet.get())) {
      return Optional.empty();
    }
    if (quiet.isEmpty() && zone.isEmpty()) {
      return before;
    }
    if (quiet.isEmpty() && before.isEmpty()) {
      throw new Unreadable("zone: it belongs to quiet hours; name them too, as 22:00-07:00");
    }
    ZoneId clock =
        zone.isPresent() ? zone(zone.get()) : before.map(QuietHours::zone).orElse(ZoneId.of("UTC"));
    if (quiet.isEmpty()) {
      return before.map(b -> new QuietHours(b.from(), b.to(), clock));
    }
    Matcher span = SPAN.matcher(quiet.get().strip().toLowerCase(Locale.ROOT));
    if (!span.matches()) {
      throw unreadable(quiet.get());
    }
    LocalTime from = time(span.group(1), span.group(2), quiet.get());
    LocalTime to = time(span.group(3), span.group(4), quiet.get());
    if (from.equals(to)) {
      throw new Unreadable("quiet: it begins and ends at " + from + "; /mute silences for a time");
    }
    return Optional.of(new QuietHours(from, to, clock));
  }

  private static boolean off(String typed) {
    return List.of("off", "none", "no").contains(typed.strip().toLowerCase(Locale.ROOT));
  }

  private static Unreadable unreadable(String typed) {
    return new Unreadable(
        "quiet: " + Foreign.quoted(typed) + " is no span of a day; write 22:00-07:00, or off");
  }

  private static LocalTime time(
      String hour, @org.jspecify.annotations.Nullable String minute, String typed)
      throws Unreadable {
    try {
      return LocalTime.of(
          Integer.parseInt(hour) % 24 == 0 && hour.equals("24") ? 0 : Integer.parseInt(hour),
          minute == null ? 0 : Integer.parseInt(minute));
    } catch (DateTimeException e) {
      throw unreadable(typed);
    }
  }

  /** A place of the time zone database or an offset; three letters name no clock for certain. */
  private static ZoneId zone(String typed) throws Unreadable {
    String wanted = typed.strip();
    if (wanted.toUpperCase(Locale.ROOT).matches("(UTC|GMT)?([+-]\\d{1,2}(:?\\d{2})?)?|Z")
        && !wanted.isEmpty()) {
      return offset(wanted.toUpperCase(Locale.ROOT), typed);
    }
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (id.equalsIgnoreCase(wanted.replace(' ', '_')) && id.indexOf('/') > 0) {
        return ZoneId.of(id);
      }
    }
    throw new Unreadable(
        "zone: " + Foreign.quoted(typed) + " is no time zone; write " + example(wanted));
  }

  private static ZoneId offset(String wanted, String typed) throws Unreadable {
    String digits = wanted.replaceFirst("UTC|GMT|Z", "");
    try {
      return digits.isEmpty()
          ? ZoneId.of("UTC")
          : ZoneId.ofOffset("UTC", ZoneOffset.of(padded(digits)));
    } catch (DateTimeException e) {
      throw new Unreadable("zone: " + Foreign.quoted(typed) + " is no offset; write UTC+09:00");
    }
  }

  /** {@code +9} as {@code +09}, which the JDK wants. */
  private static String padded(String offset) {
    return offset.matches("[+-]\\d(:\\d{2})?")
        ? offset.charAt(0) + "0" + offset.substring(1)
        : offset;
  }

  private static String example(String wanted) {
    String city = "/" + wanted.replace(' ', '_').toLowerCase(Locale.ROOT);
    return ZoneId.getAvailableZoneIds().stream()
        .filter(id -> id.toLowerCase(Locale.ROOT).endsWith(city))
        .sorted()
        .findFirst()
        .orElse("a place such as Europe/London or Asia/Seoul, or UTC");
  }
}
