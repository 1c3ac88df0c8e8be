package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;

/**
 * The messages, in English: what is known, since when, how sure, what cannot be told, what comes
 * next. The first line is complete in itself.
 */
public final class Wording {
  private final Network network;
  private final Times times;
  private final Thresholds.Unstable unstable;
  private final Duration usual;
  private final Phrases phrases;
  private final Endings endings;
  private final StateCard state;

  /**
   * @param pace time between two looks
   */
  public Wording(Network network, Thresholds limits, Duration pace) {
    this.network = network;
    this.times = new Times(network);
    this.unstable = limits.unstable();
    this.usual = limits.routes().usualWindow();
    this.phrases = new Phrases(network, limits.country().hold(), pace);
    this.endings = new Endings(network, limits, phrases);
    this.state = new StateCard(network, phrases);
  }

  private static Section titled(String title, List<String> lines) {
    return new Section(title, lines);
  }

  private static Section assessed(Assessment assessment) {
    return titled("Assessment", Cause.lines(assessment, false));
  }

  private static Section facts(List<String> lines) {
    return new Section("", lines);
  }

  private String foot(String code, int update, Instant now) {
    return code + " · update " + update + " · data " + times.day(now);
  }

  Message opened(Incident incident, Assessment assessment, Tracks tracks, Instant now) {
    List<String> facts = new ArrayList<>();
    facts.add(phrases.what(incident.scope().orElse(incident.widest()), incident, tracks));
    facts.add(phrases.before(incident) + phrases.began(incident));
    phrases.away(incident, tracks).ifPresent(facts::add);
    phrases.again(incident, assessment).ifPresent(facts::add);
    Scope scope = incident.scope().orElse(incident.widest());
    return new Message(
        Phrases.status(scope),
        phrases.head(scope, incident, tracks),
        List.of(
            facts(facts),
            titled("Seen", new Seen(network, tracks, incident.onset()).lines()),
            assessed(assessment),
            Section.of(phrases.next())),
        foot(incident.code(), 1, now),
        Optional.of(Phrases.latest(incident)));
  }

  Message widened(
      Incident incident, Assessment assessment, Tracks tracks, int update, Instant now) {
    Scope scope = incident.scope().orElse(incident.widest());
    return new Message(
        Phrases.status(scope),
        phrases.head(scope, incident, tracks),
        List.of(
            Section.of(
                phrases.what(scope, incident, tracks),
                phrases.before(incident) + phrases.began(incident)),
            titled("Seen", new Seen(network, tracks, Phrases.latest(incident)).lines()),
            assessed(assessment),
            Section.of(phrases.next())),
        foot(incident.code(), update, now),
        Optional.of(Phrases.latest(incident)));
  }

  /** An incident as it stands, for a message that is kept up to date. */
  Message card(Incident incident, Assessment assessment, Tracks tracks, int update, Instant now) {
    Scope scope = incident.scope().orElse(incident.widest());
    List<String> facts = new ArrayList<>();
    facts.add(
        incident.scope().isPresent()
            ? phrases.what(scope, incident, tracks)
            : "Nothing is wrong any more; the end is being watched.");
    facts.add(phrases.began(incident));
    phrases.away(incident, tracks).ifPresent(facts::add);
    return new Message(
        incident.scope().isPresent() ? Phrases.status(scope) : Phrases.status(tracks.country()),
        incident.scope().isPresent()
            ? phrases.head(scope, incident, tracks)
            : easing(incident, tracks),
        List.of(
            facts(facts),
            titled("Seen", new Seen(network, tracks, incident.onset()).lines()),
            assessed(assessment),
            Section.of("This message is kept up to date.")),
        foot(incident.code(), update, now),
        Optional.of(Phrases.latest(incident)));
  }

  private String easing(Incident incident, Tracks tracks) {
    return Phrases.mark(tracks)
        + ": "
        + network.name()
        + ", back since about "
        + times.clock(incident.quietSince().orElse(Phrases.latest(incident)))
        + " and watched";
  }

  /** What a channel reads when its mute is over. */
  Message afterMute(
      List<String> owed, Tracks tracks, Optional<Assessment> assessment, Instant now) {
    List<String> meanwhile = owed.stream().map(o -> meanwhile(o, tracks)).distinct().toList();
    Message status = status(tracks, assessment, now);
    List<Section> sections = new ArrayList<>();
    sections.add(titled("While this channel was muted", meanwhile));
    sections.addAll(status.sections());
    return new Message(
        status.status(),
        "The mute is over. Now: " + status.headline(),
        sections,
        status.foot(),
        status.since());
  }

  /** News of our own sight has an id with a slash in place of an incident's code. */
  private static String meanwhile(String owed, Tracks tracks) {
    if (owed.indexOf('/') >= 0) {
      return "For a time we could not see.";
    }
    boolean open = tracks.open().stream().anyMatch(i -> i.code().equals(owed));
    return owed + (open ? " is under way." : " has ended; /incident tells when.");
  }

  Message reassessed(
      Incident incident, Assessment assessment, Hypothesis before, int update, Instant now) {
    boolean same = before == assessment.verdict();
    String head =
        same
            ? incident.code()
                + ": same assessment, now with "
                + assessment.confidence().word()
                + " confidence"
            : incident.code()
                + ": assessment changed, \""
                + Cause.brief(before)
                + "\" -> \""
                + Cause.brief(assessment.verdict())
                + "\"";
    return new Message(
        Phrases.status(incident.scope().orElse(incident.widest())),
        head,
        List.of(
            Section.of(phrases.stillLasts(incident, now)),
            titled("Assessment", Cause.lines(assessment, false))),
        foot(incident.code(), update, now),
        Optional.of(incident.onset()));
  }

  /** An end, for whatever reason. */
  Message closed(
      Incident incident, Assessment assessment, Told told, Tracks tracks, int update, Instant now) {
    return endings.closed(incident, assessment, told, tracks, foot(incident.code(), update, now));
  }

  /** That what was said went too far, while the incident goes on. */
  Message narrowed(Incident incident, Tracks tracks, int update, Instant now) {
    return endings.narrowed(incident, tracks, foot(incident.code(), update, now));
  }

  /** That routes or lines are back which had been given up. */
  Message returned(List<String> prefixes, List<String> lines, Tracks tracks, Instant now) {
    List<String> back = new ArrayList<>(prefixes);
    lines.forEach(line -> back.add("the " + line + " line"));
    return new Message(
        Phrases.status(tracks.country()),
        Phrases.mark(tracks)
            + ": "
            + network.name()
            + (prefixes.isEmpty() ? ", a line is back" : ", routes are back")
            + " after more than "
            + Times.length(usual),
        List.of(
            Section.of("Seen again: " + String.join(", ", back) + "."),
            titled("Seen", new Seen(network, tracks).lines())),
        "data " + times.day(now),
        Optional.empty());
  }

  /** That losses and returns are not told one by one any more. */
  Message unstable(
      Incident incident, Assessment assessment, Tracks tracks, int update, Instant now) {
    return new Message(
        Status.UNSTABLE,
        "≈ UNSTABLE: " + network.name() + ", " + phrases.coming(incident, tracks),
        List.of(
            Section.of(
                phrases.flips(incident, tracks),
                "Not each change is posted any more; this ends after "
                    + Times.length(unstable.quiet())
                    + " without one.",
                "A long up and down is consistent with an attack or overload, and just as well with weak power."),
            titled("Seen", new Seen(network, tracks, incident.onset()).lines()),
            titled("Assessment", Cause.outline(assessment))),
        foot(incident.code(), update, now),
        Optional.of(incident.onset()));
  }

  /** That what came and went has stayed as it is for long enough. */
  Message steady(Incident incident, Assessment assessment, Tracks tracks, int update, Instant now) {
    Scope scope = incident.scope().orElse(incident.widest());
    return new Message(
        Phrases.status(scope),
        phrases.head(scope, incident, tracks),
        List.of(
            Section.of(
                phrases.what(scope, incident, tracks),
                "It has not changed for " + Times.length(unstable.quiet()) + "."),
            titled("Assessment", Cause.outline(assessment))),
        foot(incident.code(), update, now),
        Optional.of(Phrases.latest(incident)));
  }

  Message blind(Instant since, Tracks tracks, Instant now) {
    boolean all = !tracks.monitor().seeing();
    String head =
        all
            ? "? UNKNOWN: we cannot see, nothing is concluded"
            : "? ROUTES UNKNOWN: no usable routing data, the direct checks go on";
    List<String> facts = new ArrayList<>();
    facts.add(
        all
            ? "Since "
                + times.clock(since)
                + " our sources have not answered and our own reference checks fail: the trouble is probably ours."
            : "Since "
                + times.clock(since)
                + " RIPEstat has given no usable answer: a loss of routes would not be seen.");
    facts.add("Last sure state: " + sure(tracks, since) + ".");
    facts.add("Silence from this monitor is no good news until the all-clear.");
    return new Message(
        Status.UNKNOWN,
        head,
        List.of(facts(facts), titled("Seen", new Seen(network, tracks).lines())),
        "data " + times.day(now),
        Optional.of(since));
  }

  private String sure(Tracks tracks, Instant since) {
    return tracks.open().stream()
        .findFirst()
        .map(i -> i.code() + " was under way at " + times.clock(since))
        .orElse("no incident at " + times.clock(since));
  }

  Message seeing(Instant since, Tracks tracks, Instant now) {
    return new Message(
        Phrases.status(tracks.country()),
        Phrases.mark(tracks) + ": " + network.name() + ", we see again",
        List.of(
            Section.of(
                "We could not see from "
                    + times.between(since, now)
                    + ". What happened meanwhile is known only by its result."),
            titled("Seen", new Seen(network, tracks).lines())),
        "data " + times.day(now),
        Optional.empty());
  }

  /** The state now; {@link StateCard}. */
  public Message status(Tracks tracks, Optional<Assessment> assessment, Instant now) {
    return state.message(tracks, assessment, now);
  }

  /** What an incident is one of, whatever its extent. */
  static String alike(Scope scope) {
    return scope.routesLost() ? "loss of routes" : title(scope);
  }

  /** A scope inside a sentence. */
  public static String title(Scope scope) {
    return switch (scope) {
      case NATIONAL -> "national outage";
      case PARTIAL -> "partial outage";
      case DEGRADED -> "servers degraded";
      case UPSTREAM -> "news of its lines";
      case HIJACK -> "addresses claimed by another network";
    };
  }
}
