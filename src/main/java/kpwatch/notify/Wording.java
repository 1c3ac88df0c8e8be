package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.CountryState;
import kpwatch.incident.Incident;
import kpwatch.incident.LineState;
import kpwatch.incident.Scope;
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
  private final Duration hold;
  private final Duration pace;

  /**
   * @param hold how long an end is watched before it is told
   * @param pace time between two looks
   */
  public Wording(Network network, Duration hold, Duration pace) {
    this.network = network;
    this.times = new Times(network);
    this.hold = hold;
    this.pace = pace;
  }

  private static Section titled(String title, List<String> lines) {
    return new Section(title, lines);
  }

  private static Section facts(List<String> lines) {
    return new Section("", lines);
  }

  private String foot(String code, int update, Instant now) {
    return code + " · update " + update + " · data " + times.day(now);
  }

  Message opened(Incident incident, Assessment assessment, Tracks tracks, Instant now) {
    List<String> facts = new ArrayList<>();
    facts.add(what(incident.scope().orElse(incident.widest()), tracks));
    if (latest(incident).isAfter(incident.onset())) {
      facts.add("Trouble with its servers came first.");
    }
    facts.add(began(incident));
    away(incident, tracks).ifPresent(facts::add);
    Scope scope = incident.scope().orElse(incident.widest());
    return new Message(
        status(scope),
        head(scope, incident, tracks),
        List.of(
            facts(facts),
            titled("Seen", new Seen(network, tracks, incident.onset()).lines()),
            titled("Assessment", Cause.lines(assessment)),
            Section.of(next())),
        foot(incident.code(), 1, now),
        Optional.of(latest(incident)));
  }

  Message widened(
      Incident incident, Assessment assessment, Tracks tracks, int update, Instant now) {
    Scope scope = incident.scope().orElse(incident.widest());
    return new Message(
        status(scope),
        head(scope, incident, tracks),
        List.of(
            Section.of(
                what(scope, tracks), "Trouble with its servers came first. " + began(incident)),
            titled("Seen", new Seen(network, tracks, latest(incident)).lines()),
            titled("Assessment", Cause.lines(assessment)),
            Section.of(next())),
        foot(incident.code(), update, now),
        Optional.of(latest(incident)));
  }

  /** An incident as it stands, for a message that is kept up to date. */
  Message card(Incident incident, Assessment assessment, Tracks tracks, int update, Instant now) {
    Scope scope = incident.scope().orElse(incident.widest());
    List<String> facts = new ArrayList<>();
    facts.add(
        incident.scope().isPresent()
            ? what(scope, tracks)
            : "Nothing is wrong any more; the end is being watched.");
    facts.add(began(incident));
    away(incident, tracks).ifPresent(facts::add);
    return new Message(
        incident.scope().isPresent() ? status(scope) : status(tracks.country()),
        incident.scope().isPresent() ? head(scope, incident, tracks) : easing(incident, tracks),
        List.of(
            facts(facts),
            titled("Seen", new Seen(network, tracks, incident.onset()).lines()),
            titled("Assessment", Cause.lines(assessment)),
            Section.of("This message is kept up to date.")),
        foot(incident.code(), update, now),
        Optional.of(latest(incident)));
  }

  private String easing(Incident incident, Tracks tracks) {
    return mark(tracks)
        + ": "
        + network.name()
        + ", back since about "
        + times.clock(incident.quietSince().orElse(latest(incident)))
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
        status(incident.scope().orElse(incident.widest())),
        head,
        List.of(
            Section.of(stillLasts(incident, now)), titled("Assessment", Cause.lines(assessment))),
        foot(incident.code(), update, now),
        Optional.of(incident.onset()));
  }

  Message closed(
      Incident incident, Assessment assessment, Told told, Tracks tracks, int update, Instant now) {
    Instant end = incident.ended().orElse(now);
    List<String> facts = new ArrayList<>();
    outage(incident).ifPresent(facts::add);
    facts.add(lasted(incident, end));
    away(end, tracks).ifPresent(facts::add);
    missing(tracks).ifPresent(facts::add);
    String first =
        told.firstVerdict() == assessment.verdict()
            ? ""
            : " (first said: " + Cause.brief(told.firstVerdict()) + ")";
    List<String> cause = new ArrayList<>();
    cause.add("Final: " + Cause.verdict(assessment) + first);
    List<String> lines = Cause.lines(assessment);
    cause.addAll(lines.subList(1, lines.size()));
    return new Message(
        Status.NORMAL,
        "● ENDED: " + network.name() + ", " + ended(incident.widest()) + " · " + incident.code(),
        List.of(
            facts(facts),
            titled("Assessment", cause),
            Section.of("Held for " + Times.length(hold) + " before this notice.")),
        foot(incident.code(), update, now),
        Optional.of(end));
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
        status(tracks.country()),
        mark(tracks) + ": " + network.name() + ", we see again",
        List.of(
            Section.of(
                "We could not see from "
                    + times.between(since, now)
                    + ". What happened meanwhile is known only by its result."),
            titled("Seen", new Seen(network, tracks).lines())),
        "data " + times.day(now),
        Optional.empty());
  }

  /**
   * The state now, as a card: overall and since when, what is seen, what is under way and, in
   * short, why.
   */
  public Message status(Tracks tracks, Optional<Assessment> assessment, Instant now) {
    Optional<Instant> onset = worse(tracks).map(Incident::onset);
    Seen seen = new Seen(network, tracks, onset.orElse(Instant.MIN));
    List<String> standing = new ArrayList<>();
    tracks
        .open()
        .forEach(
            i ->
                standing.add(
                    i.code()
                        + ": "
                        + i.scope().map(Wording::title).orElse("over, the end is being watched")
                        + ". "
                        + began(i)));
    String data =
        seen.lastLook()
            .map(at -> "route data " + times.clock(at) + ", " + Times.ago(at, now))
            .orElse("no route data yet");
    return new Message(
        status(tracks.country()),
        overall(tracks, now),
        List.of(
            titled("Seen", seen.lines()),
            titled("Under way", standing),
            titled("Assessment", assessment.map(Cause::outline).orElse(List.of()))),
        seen.brief() + " · " + data,
        Optional.of(worse(tracks).map(Wording::latest).orElse(tracks.countrySince())));
  }

  /** What is worse than the usual, while we can tell. */
  private static Optional<Incident> worse(Tracks tracks) {
    return weighing(tracks)
        .filter(i -> tracks.country() != CountryState.UNKNOWN)
        .filter(i -> !i.scope().equals(Optional.of(Scope.UPSTREAM)));
  }

  /** The worst of what holds now. */
  private static Optional<Incident> weighing(Tracks tracks) {
    return tracks.open().stream()
        .filter(i -> i.scope().isPresent())
        .max(Comparator.comparing(i -> i.scope().orElse(i.widest())));
  }

  private String overall(Tracks tracks, Instant now) {
    if (tracks.country() == CountryState.UNKNOWN) {
      return mark(tracks)
          + " · "
          + network.name()
          + " since "
          + times.when(tracks.countrySince(), now);
    }
    Optional<Incident> incident = worse(tracks);
    if (incident.isPresent()) {
      Scope scope = incident.get().scope().orElse(incident.get().widest());
      return head(scope, incident.get(), tracks, now);
    }
    boolean young = tracks.countrySince().isBefore(tracks.started().plus(Duration.ofHours(1)));
    String absent = absent(tracks);
    return mark(tracks)
        + ": "
        + network.name()
        + (young ? " since we first looked, " : " since ")
        + times.when(tracks.countrySince(), now)
        + (absent.equals("a line") ? "" : "; no route seen through the " + absent);
  }

  private static Status status(CountryState country) {
    return switch (country) {
      case NORMAL -> Status.NORMAL;
      case DEGRADED -> Status.DEGRADED;
      case OUTAGE -> Status.OUTAGE;
      case UNSTABLE -> Status.UNSTABLE;
      case UNKNOWN -> Status.UNKNOWN;
    };
  }

  private static Status status(Scope scope) {
    return status(scope.country());
  }

  private static String mark(Tracks tracks) {
    return switch (tracks.country()) {
      case NORMAL -> "● NORMAL";
      case DEGRADED -> "◐ DEGRADED";
      case OUTAGE -> "○ OUTAGE";
      case UNSTABLE -> "≈ UNSTABLE";
      case UNKNOWN ->
          tracks.monitor().seeing()
              ? "? UNKNOWN: not looked long enough yet"
              : "? UNKNOWN: we cannot see, nothing is concluded";
    };
  }

  private String head(Scope scope, Incident incident, Tracks tracks) {
    return head(scope, incident, tracks, latest(incident));
  }

  /**
   * @param now tells whether the time needs its date
   */
  private String head(Scope scope, Incident incident, Tracks tracks, Instant now) {
    String about = incident.notBefore().isPresent() ? " since about " : " since before ";
    String since = about + times.when(latest(incident), now);
    return switch (scope) {
      case NATIONAL -> "○ OUTAGE: " + network.name() + " unreachable" + since;
      case PARTIAL -> "◐ PARTIAL OUTAGE: " + network.name() + ", routes lost" + since;
      case DEGRADED -> "◐ DEGRADED: " + network.name() + "'s servers struggle" + since;
      case UPSTREAM ->
          "● NEWS: " + network.name() + ", no route seen through the " + absent(tracks) + since;
    };
  }

  /** When what holds now was first observed; what led to it may have begun before. */
  private static Instant latest(Incident incident) {
    return incident.timeline().get(incident.timeline().size() - 1).from();
  }

  private static String absent(Tracks tracks) {
    List<String> names =
        tracks.lines().values().stream()
            .filter(l -> l.state() == LineState.NOT_SEEN)
            .map(l -> l.line() + " line")
            .toList();
    return names.isEmpty() ? "a line" : String.join(" and the ", names);
  }

  private String what(Scope scope, Tracks tracks) {
    Seen seen = new Seen(network, tracks);
    int all = network.prefixes().size();
    return switch (scope) {
      case NATIONAL -> {
        long gone = all - seen.visible();
        String routes =
            gone == all ? "All " + all + " prefixes" : gone + " of " + all + " prefixes";
        yield "National outage: " + routes + " of " + network.origin() + " left the routing table.";
      }
      case PARTIAL -> "Partial outage of " + network.origin() + ": " + seen.losses() + ".";
      case DEGRADED ->
          "No outage. Many of the watched servers are silent or slow from where we look, while their routes are there ("
              + seen.visible()
              + " of "
              + all
              + " visible). It may be their side, the way there, or that we are blocked.";
      case UPSTREAM ->
          "No outage: "
              + seen.visible()
              + " of "
              + all
              + " prefixes are visible. A line that is not preferred is invisible to the collectors, so this need not be a cut.";
    };
  }

  /** A scope inside a sentence. */
  public static String title(Scope scope) {
    return switch (scope) {
      case NATIONAL -> "national outage";
      case PARTIAL -> "partial outage";
      case DEGRADED -> "servers degraded";
      case UPSTREAM -> "a line not seen";
    };
  }

  private static String ended(Scope widest) {
    return switch (widest) {
      case NATIONAL, PARTIAL -> "routes and servers back as usual";
      case DEGRADED -> "servers answer as usual";
      case UPSTREAM -> "routes seen through the line again";
    };
  }

  private String began(Incident incident) {
    return incident
        .notBefore()
        .map(
            from ->
                "Began "
                    + times.within(from, incident.onset())
                    + ", "
                    + date(incident.onset())
                    + ".")
        .orElse("It was so when we first looked, at " + times.day(incident.onset()) + ".");
  }

  private static String date(Instant at) {
    return at.toString().substring(0, 10);
  }

  private String stillLasts(Incident incident, Instant now) {
    String length = Times.length(Duration.between(incident.onset(), now));
    return incident
        .scope()
        .map(s -> capital(title(s)) + " for " + length + " so far.")
        .orElse("Nothing is wrong any more; the end is being watched.");
  }

  private String lasted(Incident incident, Instant end) {
    String what =
        incident.outage().isPresent()
            ? "With all trouble before and after: "
            : capital(title(incident.widest())) + ": ";
    String least = incident.notBefore().isPresent() ? "" : "more than ";
    return what
        + least
        + Times.length(Duration.between(incident.onset(), end))
        + ", "
        + times.day(incident.onset())
        + " - "
        + times.day(end)
        + ".";
  }

  private Optional<String> outage(Incident incident) {
    return incident
        .outage()
        .flatMap(
            span ->
                span.to()
                    .map(
                        to ->
                            "Outage lasted "
                                + Times.length(Duration.between(span.from(), to))
                                + "; routes were first seen again at "
                                + times.clock(to)
                                + "."));
  }

  private Optional<String> missing(Tracks tracks) {
    String absent = absent(tracks);
    return absent.equals("a line")
        ? Optional.empty()
        : Optional.of("No route is seen through the " + absent + " yet.");
  }

  /** That we were not watching, where the beginning falls into such a span. */
  private Optional<String> away(Incident incident, Tracks tracks) {
    return tracks
        .away()
        .filter(
            a ->
                incident.notBefore().filter(from -> !from.isAfter(a.from())).isPresent()
                    && !incident.onset().isBefore(a.to()))
        .map(
            a ->
                "This monitor was not running "
                    + times.between(a.from(), a.to())
                    + "; it began meanwhile.");
  }

  private Optional<String> away(Instant end, Tracks tracks) {
    return tracks
        .away()
        .filter(a -> !end.isBefore(a.from()) && end.isBefore(a.to().plus(hold)))
        .map(
            a ->
                "This monitor was not running "
                    + times.between(a.from(), a.to())
                    + "; it may have ended meanwhile.");
  }

  private String next() {
    return "Next: we look every "
        + Times.length(pace)
        + " or more often and say when the assessment changes or it ends.";
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
