package kpwatch.command;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.subscription.QuietHours;
import kpwatch.untrusted.UntrustedText;

/** Quiet hours as people type them: {@code 22:00-07:00}, {@code 22-7}, {@code off}. */
final class QuietText {
  private static final Set<String> OFF = Set.of("off", "none", "no");
  private static final Pattern SPAN =
      Pattern.compile("(\\d{1,2})(?::(\\d{2}))?\\s*(?:-|–|—|to)\\s*(\\d{1,2})(?::(\\d{2}))?");
  private static final Pattern OFFSET =
      Pattern.compile("(?:UTC|GMT)?(?:([+-])(\\d{1,2})(?::?(\\d{2}))?)?");

  private final Optional<QuietHours> before;
  private final List<String> problems;

  /**
   * @param problems gets a line for each thing that is wrong: what was typed, what is allowed
   */
  QuietText(Optional<QuietHours> before, List<String> problems) {
    this.before = before;
    this.problems = problems;
  }

  /**
   * The quiet hours that are meant, or those before where something is wrong; empty: none.
   *
   * @param quiet as typed; empty: as before
   * @param zone as typed; empty: as before, or UTC
   */
  Optional<QuietHours> read(Optional<String> quiet, Optional<String> zone) {
    if (quiet.map(String::strip).filter(q -> OFF.contains(lower(q))).isPresent()) {
      return Optional.empty();
    }
    Optional<ZoneId> named = zone.flatMap(QuietText::zone);
    if (zone.isPresent() && named.isEmpty()) {
      problems.add(
          "zone: "
              + UntrustedText.quoted(zone.get())
              + " is no time zone; write "
              + example(zone.get()));
    }
    ZoneId clock = named.or(() -> before.map(QuietHours::zone)).orElse(ZoneId.of("UTC"));
    if (quiet.isPresent()) {
      return span(quiet.get(), clock);
    }
    if (zone.isPresent() && before.isEmpty()) {
      problems.add("zone: it belongs to quiet hours; name them too, as 22:00-07:00");
    }
    return before.map(b -> new QuietHours(b.from(), b.to(), clock));
  }

  private Optional<QuietHours> span(String typed, ZoneId clock) {
    Matcher span = SPAN.matcher(lower(typed.strip()));
    boolean readable = span.matches();
    Optional<LocalTime> from = readable ? time(span, 1) : Optional.empty();
    Optional<LocalTime> to = readable ? time(span, 3) : Optional.empty();
    if (from.isEmpty() || to.isEmpty()) {
      problems.add(
          "quiet: "
              + UntrustedText.quoted(typed)
              + " is no span of a day; write 22:00-07:00, or off");
      return before;
    }
    if (from.equals(to)) {
      problems.add("quiet: it begins and ends at " + from.get() + "; /mute silences for a time");
      return before;
    }
    return Optional.of(new QuietHours(from.get(), to.get(), clock));
  }

  /** Midnight may be written as 24:00. */
  private static Optional<LocalTime> time(Matcher span, int hour) {
    int hours = Integer.parseInt(span.group(hour));
    String after = span.group(hour + 1);
    int minutes = after == null ? 0 : Integer.parseInt(after);
    boolean legal = minutes < 60 && 60 * hours + minutes <= 24 * 60;
    return legal ? Optional.of(LocalTime.of(hours % 24, minutes)) : Optional.empty();
  }

  /** A place of the time zone database or an offset; three letters name no clock for certain. */
  private static Optional<ZoneId> zone(String typed) {
    String wanted = typed.strip();
    Matcher offset = OFFSET.matcher(wanted.toUpperCase(Locale.ROOT));
    if (offset.matches()) {
      return offset(offset);
    }
    return ZoneId.getAvailableZoneIds().stream()
        .filter(id -> id.indexOf('/') > 0 && id.equalsIgnoreCase(wanted.replace(' ', '_')))
        .findFirst()
        .map(ZoneId::of);
  }

  private static Optional<ZoneId> offset(Matcher typed) {
    if (typed.group(2) == null) {
      return Optional.of(ZoneId.of("UTC"));
    }
    int minutes = typed.group(3) == null ? 0 : Integer.parseInt(typed.group(3));
    int seconds = 60 * (60 * Integer.parseInt(typed.group(2)) + minutes);
    boolean legal = minutes < 60 && seconds <= ZoneOffset.MAX.getTotalSeconds();
    int signed = "-".equals(typed.group(1)) ? -seconds : seconds;
    return legal
        ? Optional.of(ZoneId.ofOffset("UTC", ZoneOffset.ofTotalSeconds(signed)))
        : Optional.empty();
  }

  /** The place that is likely meant, or how one is written. */
  private static String example(String typed) {
    String city = "/" + lower(typed.strip().replace(' ', '_'));
    return ZoneId.getAvailableZoneIds().stream()
        .filter(id -> lower(id).endsWith(city))
        .sorted()
        .findFirst()
        .orElse("a place such as Europe/London or Asia/Seoul, or UTC");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
