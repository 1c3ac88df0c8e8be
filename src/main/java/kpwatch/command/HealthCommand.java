package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Incident;
import kpwatch.incident.Tracks;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.notify.Seen;
import kpwatch.notify.Sign;
import kpwatch.notify.Times;
import kpwatch.untrusted.UntrustedText;
import kpwatch.watch.WatchState;

/** How this monitor is; whether its silence means that nothing has happened. */
final class HealthCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "health",
          "Is silence good news? How this monitor is: its sources, its own checks, its deliveries",
          List.of(),
          false);

  private final Sight sight;
  private final Times times;
  private final List<Pulse> pulses;

  HealthCommand(Sight sight, List<Pulse> pulses) {
    this.sight = sight;
    this.times = sight.times();
    this.pulses = pulses;
  }

  @Override
  public Reply answer(Request request, Instant now) {
    WatchState state = sight.state();
    List<Sign> signs = pulses.stream().flatMap(p -> p.signs(now).stream()).toList();
    WatchText watch = new WatchText(sight, state, now);
    Message message =
        new Message(
            Status.NOTE,
            headline(state.tracks(), signs, watch, now),
            List.of(
                new Section("The watch", watch.lines()),
                new Section("Parts", signs.stream().map(HealthCommand::line).toList()),
                Section.of(
                    "One place of observation, in one network; how the rest of the world sees it"
                        + " comes from RIPE's collectors.")),
            "asked " + times.dated(now),
            Optional.empty());
    return Reply.of(message);
  }

  private static boolean direct(Tracks tracks) {
    return tracks.probePlane().seeing() && tracks.routesOnly().isEmpty();
  }

  private static String line(Sign sign) {
    return (sign.well() ? "[ok] " : "[x] ") + UntrustedText.echo(sign.name()) + ": " + sign.shown();
  }

  private String headline(Tracks tracks, List<Sign> signs, WatchText watch, Instant now) {
    String question = "Is silence good news? ";
    if (watch.stalled()) {
      return question + "No: the watch has stood still since " + times.when(tracks.advanced(), now);
    }
    if (!tracks.routesPlane().seeing()) {
      return question
          + "No: we cannot see the routes since "
          + times.when(WatchText.blindSince(tracks.routesPlane()), now);
    }
    List<String> unwell =
        signs.stream().filter(s -> !s.well()).map(s -> UntrustedText.echo(s.name())).toList();
    if (!unwell.isEmpty()) {
      return question + "Not for sure: trouble with " + Refusal.listed(unwell);
    }
    Optional<Incident> open = Concern.open(tracks);
    if (open.isPresent()) {
      return question
          + "It means no change: "
          + open.get().code()
          + " is under way, and "
          + (direct(tracks)
              ? "routes and direct checks both see"
              : "the routes are seen, the direct checks are not");
    }
    String seen =
        new Seen(sight.network(), tracks)
            .lastLook()
            .map(at -> ", the last look at them " + Times.ago(at, now))
            .orElse("");
    return direct(tracks)
        ? question + "Yes: routes and direct checks both see" + seen
        : question + "Of outages, yes: the routes are seen" + seen + "; the direct checks are not";
  }
}
