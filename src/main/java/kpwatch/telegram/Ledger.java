package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which updates are dealt with. Ids rise by one, but after a week without updates Telegram goes on
 * with a random one, perhaps a lower one (https://core.telegram.org/bots/api#update); so a low id
 * is no sign of a repetition, only an id of the last day is.
 *
 * @param next the id after the last one; asking from it confirms what is before
 * @param newest when the last one came
 * @param runs ids that are known, in runs without gaps
 */
record Ledger(long next, Optional<Instant> newest, List<Run> runs) {
  static final Ledger EMPTY = new Ledger(0, Optional.empty(), List.of());

  /** Telegram keeps updates for a day, so what is older cannot come again. */
  private static final Duration MEMORY = Duration.ofDays(1);

  /** After this, the next id may be any; asked from the queue's head, none is lost. */
  private static final Duration QUIET = Duration.ofDays(6);

  private static final int MOST_RUNS = 500;

  Ledger {
    runs = List.copyOf(runs);
  }

  /**
   * Ids without a gap.
   *
   * @param at when the last of them came
   */
  record Run(long first, long last, Instant at) {}

  boolean has(long id, Instant now) {
    return runs.stream()
        .anyMatch(run -> run.first() <= id && id <= run.last() && isRecent(run, now));
  }

  /** What to ask from: 0 for the head of the queue. */
  long offset(Instant now) {
    return newest.filter(at -> now.isBefore(at.plus(QUIET))).isPresent() ? next : 0;
  }

  /** The same with one more that is dealt with. */
  Ledger with(long id, Instant now) {
    List<Run> kept = new ArrayList<>();
    Run added = new Run(id, id, now);
    for (Run run : runs) {
      if (run.last() + 1 == id && isRecent(run, now)) {
        added = new Run(run.first(), id, now);
      } else if (isRecent(run, now)) {
        kept.add(run);
      }
    }
    kept.add(added);
    List<Run> newestRuns = kept.subList(Math.max(0, kept.size() - MOST_RUNS), kept.size());
    return new Ledger(id + 1, Optional.of(now), newestRuns);
  }

  private static boolean isRecent(Run run, Instant now) {
    return run.at().plus(MEMORY).isAfter(now);
  }

  /** {@code 501 1766000000000 498-500@1766000000000}; the reverse of {@link #parse}. */
  String text() {
    Stream<String> known =
        runs.stream().map(r -> r.first() + "-" + r.last() + "@" + r.at().toEpochMilli());
    return Stream.concat(
            Stream.of(
                Long.toString(next), Long.toString(newest.map(Instant::toEpochMilli).orElse(0L))),
            known)
        .collect(Collectors.joining(" "));
  }

  static Ledger parse(String text) {
    String[] words = text.split(" ");
    List<Run> runs = new ArrayList<>();
    for (int i = 2; i < words.length; i++) {
      String[] parts = words[i].split("[-@]");
      runs.add(
          new Run(
              Long.parseLong(parts[0]),
              Long.parseLong(parts[1]),
              Instant.ofEpochMilli(Long.parseLong(parts[2]))));
    }
    long newest = Long.parseLong(words[1]);
    return new Ledger(
        Long.parseLong(words[0]),
        newest == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest)),
        runs);
  }
}
