package kpwatch.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stretch of the past, in whole seconds; the end is after the start, by 7 days at most. */
record Window(Instant start, Instant end) {
  private static final Duration LONGEST = Duration.ofDays(7);

  Window {
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("END must be after START");
    }
  }

  /**
   * Reads two times in UTC such as {@code 2025-06-06T18:00:00Z}. Throws {@link
   * IllegalArgumentException} with one line for each thing that is wrong.
   */
  static Window parse(String start, String end, Instant now) {
    List<String> problems = new ArrayList<>();
    Optional<Instant> from = time("START", start, problems);
    Optional<Instant> until = time("END", end, problems);
    if (from.isPresent() && until.isPresent()) {
      if (!until.get().isAfter(from.get())) {
        problems.add("END " + end + " is not after START " + start);
      } else if (Duration.between(from.get(), until.get()).compareTo(LONGEST) > 0) {
        problems.add("from START to END are more than " + LONGEST.toDays() + " days");
      }
    }
    if (until.or(() -> from).filter(now::isBefore).isPresent()) {
      problems.add("END " + end + " is in the future");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new Window(from.orElseThrow(), until.orElseThrow());
  }

  /** The same stretch in pieces, in order; the last may be shorter. */
  List<Window> pieces(Duration most) {
    List<Window> pieces = new ArrayList<>();
    for (Instant from = start; from.isBefore(end); from = from.plus(most)) {
      Instant until = from.plus(most);
      pieces.add(new Window(from, until.isBefore(end) ? until : end));
    }
    return List.copyOf(pieces);
  }

  @Override
  public String toString() {
    return start + " to " + end;
  }

  private static Optional<Instant> time(String what, String text, List<String> problems) {
    try {
      Instant time = Instant.parse(text);
      if (time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
        return Optional.of(time);
      }
    } catch (DateTimeException e) {
      // told below
    }
    problems.add(
        what + " " + text + " is no time in UTC to the second; such as 2025-06-06T18:00:00Z");
    return Optional.empty();
  }
}
