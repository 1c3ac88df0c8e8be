package kpwatch.telegram;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.notify.PlatformNotes;

/**
 * Which updates are being read, stored before that begins. If reading one ends the process, they
 * are read one at a time after the next start; one that ends the process again is given up.
 */
final class ReadingMark {
  private static final String NOTE = "telegram/reading";
  private static final Pattern TEXT = Pattern.compile("(\\d{1,10})-(\\d{1,10}) (\\d{1,3})");

  private final PlatformNotes notes;
  private final long first;
  private final long last;
  private final int starts;

  ReadingMark(PlatformNotes notes) {
    this.notes = notes;
    Matcher mark = TEXT.matcher(notes.find(NOTE).orElse(""));
    boolean known = mark.matches();
    this.first = known ? Long.parseLong(mark.group(1)) : 1;
    this.last = known ? Long.parseLong(mark.group(2)) : 0;
    this.starts = known ? Integer.parseInt(mark.group(3)) : 0;
  }

  /** Whether an earlier run ended while it read this update, perhaps with others. */
  boolean isSuspect(long id) {
    return first <= id && id <= last;
  }

  /** The update that ended the process twice, alone the second time. */
  Optional<Long> culprit() {
    return first == last && starts > 1 ? Optional.of(first) : Optional.empty();
  }

  /**
   * These are read from now on.
   *
   * @throws RuntimeException if that cannot be stored
   */
  void begin(List<Long> ids) {
    long lowest = ids.stream().mapToLong(Long::longValue).min().orElse(0);
    long highest = ids.stream().mapToLong(Long::longValue).max().orElse(0);
    int next = isSuspect(lowest) ? Math.min(starts + 1, 999) : 1;
    notes.keep(NOTE, lowest + "-" + highest + " " + next);
  }
}
