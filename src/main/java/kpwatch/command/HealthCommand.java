package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Pulse.Sign;
import kpwatch.incident.Incident;
import kpwatch.incident.PlaneTrack;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Tracks;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.notify.Seen;
import kpwatch.notify.Times;
import kpwatch.watch.Budget;
import kpwatch.watch.WatchState;

/** How this monitor is; whether its silence means that nothing has happened. */
final class HealthCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "health",
          "Is silence good news? How this monitor is: its sources, its own checks, its deliveries",
          List.of(),
          false);

  /** The watch takes a step every second. */
  private static final Duration STALLED = Duration.ofMinutes(2);

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
    List<String> watch = new ArrayList<>();
    watch.add(stepped(state.tracks(), now));
    watch.add(routes(state.tracks(), now));
    watch.add(probes(state.tracks(), now));
    watch.add(votes(state.tracks()));
    watch.add(budget(state.plan().budget(), now));
    Message message =
        new Message(
            Status.NOTE,
            headline(state.tracks(), signs, now),
            List.of(
                new Section("The watch", watch),
                new Section("Parts", signs.stream().map(HealthCommand::line).toList()),
                Section.of(
                    "One place of observation, in one network; how the rest of the world sees it comes from RIPE's collectors.")),
            "asked " + times.dated(now),
            Optional.empty());
    return Reply.of(message);
  }

  private static String line(Sign sign) {
    return (sign.well() ? "[ok] " : "[x] ") + Foreign.text(sign.name()) + ": " + sign.text();
  }

  private String headline(Tracks tracks, List<Sign> signs, Instant now) {
    String question = "Is silence good news? ";
    if (stalled(tracks, now)) {
      return question + "No: the watch has stood still since " + times.when(tracks.advanced(), now);
    }
    if (!tracks.routesPlane().seeing()) {
      return question
          + "No: we cannot see the routes since "
          + times.when(blindSince(tracks.routesPlane()), now);
    }
    List<String> unwell =
        signs.stream().filter(s -> !s.well()).map(s -> Foreign.text(s.name())).toList();
    if (!unwell.isEmpty()) {
      return question + "Not for sure: trouble with " + Refusal.listed(unwell);
    }
    Optional<Incident> open = Concern.open(tracks);
    if (open.isPresent()) {
      return question
          + "It means no change: "
          + open.get().code()
          + " is under way, and "
          + (tracks.probePlane().seeing()
              ? "routes and direct checks both see"
              : "the routes are seen, the direct checks are not");
    }
    String seen =
        new Seen(sight.network(), tracks)
            .lastLook()
            .map(at -> ", the last look at them " + Times.ago(at, now))
            .orElse("");
    return tracks.probePlane().seeing()
        ? question + "Yes: routes and direct checks both see" + seen
        : question + "Of outages, yes: the routes are seen" + seen + "; the direct checks are not";
  }

  private static boolean stalled(Tracks tracks, Instant now) {
    return Duration.between(tracks.advanced(), now).compareTo(STALLED) > 0;
  }

  private String stepped(Tracks tracks, Instant now) {
    return (stalled(tracks, now) ? "[x]" : "[ok]")
        + " Watch: last step "
        + times.when(tracks.advanced(), now)
        + ", "
        + Times.ago(tracks.advanced(), now)
        + "; remembers since "
        + times.dated(tracks.started());
  }

  private String routes(Tracks tracks, Instant now) {
    PlaneTrack plane = tracks.routesPlane();
    Optional<Instant> look = new Seen(sight.network(), tracks).lastLook();
    String last =
        look.map(at -> "; last valid look " + times.when(at, now) + ", " + Times.ago(at, now))
            .orElse("; no valid look yet");
    return plane.seeing()
        ? "[ok] Routes (RIPE RIS): seen" + last
        : "[x] Routes (RIPE RIS): blind since " + times.when(blindSince(plane), now) + last;
  }

  private static Instant blindSince(PlaneTrack plane) {
    return plane.proven().orElse(plane.since());
  }

  private String probes(Tracks tracks, Instant now) {
    PlaneTrack plane = tracks.probePlane();
    String answered =
        plane
            .proven()
            .map(
                at ->
                    "; the reference sites last answered "
                        + times.when(at, now)
                        + ", "
                        + Times.ago(at, now))
            .orElse("; the reference sites have not answered yet");
    if (plane.seeing()) {
      return "[ok] Direct checks: see" + answered;
    }
    boolean never = plane.proven().isEmpty() && plane.failed().isEmpty();
    return never
        ? "[?] Direct checks: none made yet, or switched off"
        : "[x] Direct checks: blind since " + times.when(blindSince(plane), now) + answered;
  }

  private static String votes(Tracks tracks) {
    long addresses =
        tracks.probes().keySet().stream()
            .filter(s -> s.kind() == kpwatch.observation.Subject.Kind.ADDRESS)
            .count();
    long names = tracks.nameservers().stream().filter(ProbeTrack::votes).count();
    boolean some = !tracks.voters().isEmpty();
    return (some ? "[ok]" : "[?]")
        + " Votes: "
        + tracks.voters().size()
        + " of "
        + addresses
        + " addresses and "
        + names
        + " of "
        + tracks.nameservers().size()
        + " name servers have earned one"
        + (some ? "" : "; until then the routes alone count");
  }

  private static String budget(Budget budget, Instant now) {
    boolean today = !Duration.between(budget.day(), now).minusDays(1).isNegative();
    return "[ok] RIPEstat: "
        + (today ? 0 : budget.used())
        + " calls this UTC day"
        + (budget.troubled() ? ", in a day with an incident" : "");
  }
}
