package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Reply.Button;
import kpwatch.incident.Change;
import kpwatch.incident.PrefixState;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.notify.Seen;
import kpwatch.notify.Times;

/** What the collectors show of each prefix and each line. */
final class RoutesCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "routes",
          "Each prefix: how many networks see it, through which line, since when",
          List.of(),
          false);

  private final Sight sight;
  private final Times times;

  RoutesCommand(Sight sight) {
    this.sight = sight;
    this.times = sight.times();
  }

  @Override
  public Reply answer(Request request, Instant now) {
    Tracks tracks = sight.tracks();
    Seen seen = new Seen(sight.network(), tracks);
    List<Section> sections = new ArrayList<>();
    if (!tracks.routesPlane().seeing()) {
      sections.add(
          Section.of(
              "No usable routing data"
                  + tracks
                      .routesPlane()
                      .proven()
                      .map(at -> " since " + times.when(at, now))
                      .orElse("")
                  + ". What follows is old; nothing is concluded from it."));
    }
    RouteText text = new RouteText(sight.network(), times, now);
    tracks.prefixes().values().forEach(track -> sections.add(text.section(track)));
    sections.add(new Section("Lines to abroad", seen.carriers()));
    sections.add(new Section("Announced by others", text.claims(tracks)));
    sections.add(new Section("Traffic asked to be dropped", text.blackholed(tracks)));
    sections.add(
        Section.of(
            "Peers are the networks that give RIPE's collectors their full table."
                + " A line that is not preferred is invisible to them: not seen is not cut."));
    String foot =
        seen.lastLook()
            .map(at -> "RIPE RIS · data " + times.dated(at) + ", " + Times.ago(at, now))
            .orElse("RIPE RIS · no data yet");
    Message message =
        new Message(
            status(tracks),
            head(tracks, seen, now),
            sections,
            foot,
            last(tracks).map(Change::onset));
    return Reply.of(message, new Button("Status", "status"), new Button("Sites", "sites"));
  }

  private String head(Tracks tracks, Seen seen, Instant now) {
    Network network = sight.network();
    String whose = "Routes of " + network.name() + ": ";
    int all = network.prefixes().size();
    if (!tracks.routesPlane().seeing()) {
      Instant since = tracks.routesPlane().proven().orElse(tracks.routesPlane().since());
      return whose + "cannot be seen since " + times.when(since, now);
    }
    return whose
        + seen.visible()
        + " of "
        + all
        + " visible"
        + last(tracks)
            .map(
                c ->
                    (c.notBefore().isPresent() ? " since " : " since we first looked, ")
                        + times.when(c.onset(), now))
            .orElse("");
  }

  /** The last change of any prefix. */
  private static Optional<Change> last(Tracks tracks) {
    return tracks.prefixes().values().stream()
        .flatMap(t -> t.change().stream())
        .max(Comparator.comparing(Change::onset));
  }

  private static Status status(Tracks tracks) {
    if (!tracks.routesPlane().seeing()) {
      return Status.UNKNOWN;
    }
    boolean up = tracks.prefixes().values().stream().allMatch(t -> t.state() == PrefixState.UP);
    boolean gone = tracks.prefixes().values().stream().allMatch(t -> t.state() == PrefixState.GONE);
    return up ? Status.NORMAL : gone ? Status.OUTAGE : Status.DEGRADED;
  }
}
