package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.network.Network;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.notify.Times;

/** What an alert looks like; that it is none is its first word and stands in every part. */
final class Sample {
  /** Real codes have no zeros. */
  private static final String CODE = "-0000";

  private final Network network;
  private final Times times;

  Sample(Sight sight) {
    this.network = sight.network();
    this.times = sight.times();
  }

  Message message(Instant now) {
    Instant began = now.minus(Duration.ofMinutes(4));
    int all = network.prefixes().size();
    return new Message(
        Status.NOTE,
        "TEST, not an event. ○ OUTAGE: "
            + network.name()
            + " unreachable since about "
            + times.clock(began),
        List.of(
            Section.of(
                "This is a sample: nothing has happened. /status tells how things are.",
                "An alert says here what was lost, within which minutes it began, and whether we were watching."),
            new Section(
                "Seen (sample)",
                List.of(
                    "[x] Routes: 0 of "
                        + all
                        + " prefixes visible, with the number of peers that still see one",
                    "[x] A line for each way abroad, for the sites and for the name servers",
                    "[ok] Our own checks: reference sites elsewhere answer")),
            new Section(
                "Assessment (sample)",
                List.of(
                    "The verdict with its likelihood, what speaks for it and against it, and its best rival.",
                    "In a sentence of its own, how good the evidence is.",
                    "What would change our mind, and what cannot be seen from here."))),
        "TEST · " + network.country() + CODE + " · update 1 · data " + times.day(now),
        Optional.empty());
  }
}
