package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kpwatch.command.Reply.Button;
import kpwatch.incident.Change;
import kpwatch.incident.PrefixState;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.RouteReading;
import kpwatch.incident.Tracks;
import kpwatch.incident.Validity;
import kpwatch.network.Network;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.notify.Seen;
import kpwatch.notify.Times;
import kpwatch.observation.Asn;
import kpwatch.observation.Rpki;

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
    tracks.prefixes().values().forEach(track -> sections.add(prefix(track, now)));
    sections.add(new Section("Lines to abroad", seen.carriers()));
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

  private Section prefix(PrefixTrack track, Instant now) {
    List<String> lines = new ArrayList<>();
    track
        .reading()
        .ifPresentOrElse(r -> lines.add(reading(r, now)), () -> lines.add("Not read yet."));
    track
        .reading()
        .filter(r -> r.seeing() > 0)
        .ifPresent(
            r ->
                lines.add(
                    track.state() == PrefixState.GONE
                        ? "Too few to be a route: remnants linger after a loss."
                        : "Through: " + through(r)));
    lines.add(changed(track, now));
    lines.add("RPKI: " + track.validity().map(v -> rpki(v, now)).orElse("not asked yet") + ".");
    return new Section(track.prefix() + ": " + word(track.state()), lines);
  }

  private static String word(PrefixState state) {
    return switch (state) {
      case UP -> "visible";
      case REDUCED -> "seen by far fewer networks than usual";
      case GONE -> "gone";
      case AGGREGATED -> "covered by a wider route";
      case UNKNOWN -> "cannot be told";
    };
  }

  private String reading(RouteReading reading, Instant now) {
    return "Seen by "
        + reading.seeing()
        + " of "
        + reading.live()
        + " live peers ("
        + percent(reading.share())
        + "), read "
        + times.when(reading.at(), now)
        + ", "
        + Times.ago(reading.at(), now)
        + ".";
  }

  private String through(RouteReading reading) {
    List<String> parts = new ArrayList<>();
    reading.neighbours().entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(4)
        .forEach(
            e ->
                parts.add(
                    neighbour(e.getKey()) + " " + percent((double) e.getValue() / reading.live())));
    int rest = reading.neighbours().size() - parts.size();
    return String.join(", ", parts) + (rest > 0 ? " and " + rest + " more" : "") + ".";
  }

  private String neighbour(String written) {
    return sight.network().upstreams().stream()
        .filter(u -> u.asn().equals(asn(written).orElse(null)))
        .map(u -> u.line() + " line (" + u.asn() + " " + u.name() + ")")
        .findFirst()
        .orElse(written.equals("direct") ? "the collector's peer itself" : Foreign.text(written));
  }

  private static Optional<Asn> asn(String written) {
    return written.startsWith("AS") ? Optional.of(Asn.parse(written)) : Optional.empty();
  }

  private String changed(PrefixTrack track, Instant now) {
    Optional<Change> change = track.change();
    if (change.isEmpty()) {
      return "Not seen since we started.";
    }
    Instant onset = change.get().onset();
    return change
            .get()
            .notBefore()
            .map(from -> "Changed " + times.within(from, onset))
            .orElse("The same since we first looked, " + times.when(onset, now))
        + ", "
        + Times.ago(onset, now)
        + ".";
  }

  private String rpki(Validity validity, Instant now) {
    String status =
        switch (validity.status()) {
          case VALID -> "valid";
          case INVALID_ASN -> "INVALID, registered for another network";
          case INVALID_LENGTH -> "INVALID, more specific than registered";
          case UNKNOWN -> "no registration covers it";
        };
    String since =
        validity.before().filter(b -> b != Rpki.UNKNOWN || validity.status().invalid()).isPresent()
            ? " since " + times.when(validity.since(), now)
            : "";
    return status + since + ", asked " + Times.ago(validity.last(), now);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
