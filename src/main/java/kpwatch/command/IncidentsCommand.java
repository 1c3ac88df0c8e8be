package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.command.History.Entry;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.untrusted.UntrustedText;

/** The incidents of the last days, newest first. */
final class IncidentsCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "incidents",
          "Incidents of the last days, newest first: when, how long, what was thought of them",
          List.of(Spec.Option.number("days", "How far back, 1 to 3650; usually 30")),
          false);

  private static final int USUAL = 30;

  /** Ten years: what was watched is kept for one, what was drawn from the archive for good. */
  private static final int LONGEST = 3650;

  private static final int MOST = 20;

  private final Sight sight;

  IncidentsCommand(Sight sight) {
    this.sight = sight;
  }

  @Override
  public Reply answer(Request request, Instant now) {
    String typed = request.option("days").orElse(String.valueOf(USUAL)).strip();
    int days = typed.matches("\\d{1,4}") ? Integer.parseInt(typed) : 0;
    if (days < 1 || days > LONGEST) {
      return Reply.of(
          Message.note(
              "Not a number of days: " + UntrustedText.quoted(typed),
              "A whole number from 1 to " + LONGEST + ", such as 30."));
    }
    Instant from = now.minus(Duration.ofDays(days));
    List<Entry> entries =
        sight.archive().newestFirst().stream()
            .filter(e -> !e.incident().ended().orElse(now).isBefore(from))
            .toList();
    Outline outline = new Outline(sight, now);
    List<String> rows = entries.stream().limit(MOST).map(outline::row).toList();
    List<String> rest = new ArrayList<>();
    if (entries.size() > MOST) {
      rest.add("… and " + (entries.size() - MOST) + " earlier ones; fewer days show fewer.");
    }
    if (!entries.isEmpty()) {
      rest.add("/incident with a code tells one of them, /why what speaks for its cause.");
    }
    Instant started = sight.tracks().started();
    if (started.isAfter(from)) {
      rest.add("We have been watching only since " + sight.times().dated(started) + ".");
    }
    return Reply.of(
        new Message(
            Status.NOTE,
            head(entries, days, now),
            List.of(new Section("", rows), new Section("", rest)),
            "asked " + sight.times().dated(now),
            Optional.empty()));
  }

  private String head(List<Entry> entries, int days, Instant now) {
    String span = days == 1 ? " in the last day" : " in the last " + days + " days";
    String country = sight.network().name() + ": ";
    if (entries.isEmpty()) {
      return country + "no incident" + span;
    }
    Instant newest = entries.get(0).incident().onset();
    return country
        + entries.size()
        + (entries.size() == 1 ? " incident" : " incidents")
        + span
        + ", the newest since "
        + sight.times().when(newest, now);
  }
}
