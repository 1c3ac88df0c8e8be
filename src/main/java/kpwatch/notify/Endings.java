package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.incident.Incident;
import kpwatch.incident.Incident.Ending;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;

/** The messages that end an incident or take something back. */
final class Endings {
  private final Network network;
  private final Times times;
  private final Duration hold;
  private final Duration usual;
  private final Duration quiet;
  private final Phrases phrases;

  Endings(Network network, Thresholds limits, Phrases phrases) {
    this.network = network;
    this.times = new Times(network);
    this.hold = limits.country().hold();
    this.usual = limits.routes().usualWindow();
    this.quiet = limits.unstable().quiet();
    this.phrases = phrases;
  }

  Message closed(Incident incident, Assessment assessment, Told told, Tracks tracks, String foot) {
    return switch (incident.ending().orElse(Ending.RETURNED)) {
      case RETURNED -> returned(incident, assessment, told, tracks, foot);
      case USUAL -> usual(incident, assessment, tracks, foot);
      case MISTAKEN -> mistaken(incident, tracks, foot);
    };
  }

  private Message returned(
      Incident incident, Assessment assessment, Told told, Tracks tracks, String foot) {
    Instant end = incident.ended().orElse(tracks.advanced());
    List<String> facts = new ArrayList<>();
    (told.has(Told.Remark.UNSTABLE) ? phrases.outages(incident) : phrases.outage(incident))
        .ifPresent(facts::add);
    facts.add(phrases.lasted(incident, end));
    phrases.away(end, tracks).ifPresent(facts::add);
    phrases.missing(tracks).ifPresent(facts::add);
    phrases.again(incident, assessment).ifPresent(facts::add);
    String first =
        assessment
            .changedFrom()
            .map(f -> " (first said: " + Cause.brief(f.verdict()) + ")")
            .orElse("");
    List<String> cause = new ArrayList<>();
    cause.add("Final: " + Cause.verdict(assessment) + first);
    List<String> lines = Cause.lines(assessment, true);
    cause.addAll(lines.subList(1, lines.size()));
    Duration held = told.has(Told.Remark.UNSTABLE) ? quiet : hold;
    return new Message(
        Status.NORMAL,
        "● ENDED: "
            + network.name()
            + ", "
            + Phrases.ended(incident.widest())
            + " · "
            + incident.code(),
        List.of(
            new Section("", facts),
            new Section("Assessment", cause),
            Section.of("Held for " + Times.length(held) + " before this notice.")),
        foot,
        Optional.of(end));
  }

  /** What has lasted too long to be news; nothing came back. */
  private Message usual(Incident incident, Assessment assessment, Tracks tracks, String foot) {
    return new Message(
        Phrases.status(tracks.country()),
        Phrases.mark(tracks)
            + ": "
            + network.name()
            + ", "
            + Wording.title(incident.widest())
            + " is what is usual now · "
            + incident.code(),
        List.of(
            Section.of(
                "It has lasted for "
                    + Times.length(usual)
                    + " without a change, since "
                    + times.day(incident.onset())
                    + ". Nothing has come back; from now on it is no news, and a change of it will be.",
                "This incident is closed for that reason."),
            new Section("Seen", new Seen(network, tracks).lines()),
            new Section("Assessment", Cause.outline(assessment))),
        foot,
        Optional.of(incident.onset()));
  }

  private Message mistaken(Incident incident, Tracks tracks, String foot) {
    return new Message(
        Phrases.status(tracks.country()),
        "Correction to " + alert(incident) + ": this was not an outage of " + network.name(),
        List.of(
            Section.of(
                "Servers inside the prefixes went on answering while the collectors showed no route to them"
                    + incident
                        .findings()
                        .contradicted()
                        .map(at -> ", as of " + times.clock(at))
                        .orElse("")
                    + ". What we took for a loss of routes was a loss of our view.",
                "We posted too early. Sorry for the noise."),
            new Section("Seen", new Seen(network, tracks).lines())),
        foot,
        Optional.empty());
  }

  Message narrowed(Incident incident, Tracks tracks, String foot) {
    return new Message(
        Phrases.status(incident.scope().orElse(incident.widest())),
        "Correction to " + alert(incident) + ": " + network.name() + " is not cut off as a whole",
        List.of(
            Section.of(
                "Servers inside a prefix that no collector shows have answered all the time: for it we had lost our view, not the country its route.",
                "What remains: " + new Seen(network, tracks).losses() + ".",
                "We said more than we knew. Sorry for the noise."),
            new Section("Seen", new Seen(network, tracks).lines())),
        foot,
        Optional.empty());
  }

  private String alert(Incident incident) {
    return incident.code() + " (alert " + times.clock(incident.opened()) + ")";
  }
}
