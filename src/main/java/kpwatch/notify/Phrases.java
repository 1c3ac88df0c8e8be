package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.incident.CountryState;
import kpwatch.incident.Flip;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Message.Status;
import kpwatch.observation.Subject;

/** The sentences that messages are made of: what happened, since when, for how long. */
final class Phrases {
  private final Network network;
  private final Times times;
  private final Duration hold;
  private final Duration pace;

  /**
   * @param hold how long an end is watched before it is told
   * @param pace time between two looks
   */
  Phrases(Network network, Duration hold, Duration pace) {
    this.network = network;
    this.times = new Times(network);
    this.hold = hold;
    this.pace = pace;
  }

  static Status status(CountryState country) {
    return switch (country) {
      case NORMAL -> Status.NORMAL;
      case DEGRADED -> Status.DEGRADED;
      case OUTAGE -> Status.OUTAGE;
      case UNSTABLE -> Status.UNSTABLE;
      case UNKNOWN -> Status.UNKNOWN;
    };
  }

  /** A hijack leaves the country's state alone, but it is nothing to be shown as well. */
  static Status status(Scope scope) {
    return scope == Scope.HIJACK ? Status.DEGRADED : status(scope.country());
  }

  static String mark(Tracks tracks) {
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

  String head(Scope scope, Incident incident, Tracks tracks) {
    return head(scope, incident, tracks, latest(incident));
  }

  /**
   * @param now tells whether the time needs its date
   */
  String head(Scope scope, Incident incident, Tracks tracks, Instant now) {
    String about = incident.notBefore().isPresent() ? " since about " : " since before ";
    String since = about + times.when(latest(incident), now);
    return switch (scope) {
      case NATIONAL -> "○ OUTAGE: " + network.name() + " unreachable" + since;
      case PARTIAL -> "◐ PARTIAL OUTAGE: " + network.name() + ", routes lost" + since;
      case DEGRADED -> "◐ DEGRADED: " + network.name() + "'s servers struggle" + since;
      case UPSTREAM -> "● NEWS: " + network.name() + ", " + news(tracks) + since;
      case HIJACK ->
          "◐ HIJACK: " + network.name() + ", " + new ClaimText(network, incident).brief() + since;
    };
  }

  private String news(Tracks tracks) {
    List<String> news = new UpstreamNews(network, tracks).brief();
    return news.isEmpty() ? "a change of its lines" : String.join("; ", news);
  }

  /** When what holds now was first observed; what led to it may have begun before. */
  static Instant latest(Incident incident) {
    return incident.timeline().get(incident.timeline().size() - 1).from();
  }

  /** Lines that are not seen, {@code Russia line and the China line}; empty when all are. */
  Optional<String> absent(Tracks tracks) {
    List<String> names = new UpstreamNews(network, tracks).absent();
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(" and the ", names));
  }

  String what(Scope scope, Incident incident, Tracks tracks) {
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
              + " visible). "
              + (tracks.nearSideFails()
                  ? "Sites behind the carriers fail as well, though others answer: it may be a carrier, or our own path."
                  : "It may be their side, the way there, or that we are blocked.");
      case UPSTREAM ->
          "No outage: "
              + seen.visible()
              + " of "
              + all
              + " prefixes are visible. "
              + String.join(" ", new UpstreamNews(network, tracks).sentences());
      case HIJACK -> String.join(" ", new ClaimText(network, incident).sentences(tracks));
    };
  }

  static String ended(Scope widest) {
    return switch (widest) {
      case NATIONAL, PARTIAL -> "routes and servers back as usual";
      case DEGRADED -> "servers answer as usual";
      case UPSTREAM -> "its lines as usual";
      case HIJACK -> "nobody else announces its addresses any more";
    };
  }

  String began(Incident incident) {
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

  /**
   * What came before what is told, as a sentence with a space behind it; nothing if nothing did.
   */
  String before(Incident incident) {
    Instant since = latest(incident);
    boolean routes =
        incident.timeline().stream()
            .filter(s -> s.from().isBefore(since))
            .flatMap(s -> s.scope().stream())
            .anyMatch(Scope::routesLost);
    if (routes) {
      return "A part of the routes was lost first. ";
    }
    boolean servers =
        incident.findings().departures().stream()
            .filter(d -> d.is(Subject.Kind.ADDRESS) || d.is(Subject.Kind.DNS))
            .anyMatch(d -> d.first().isBefore(since) && !d.first().isBefore(incident.onset()));
    return servers ? "Trouble with its servers came first. " : "";
  }

  static String date(Instant at) {
    return at.toString().substring(0, 10);
  }

  String stillLasts(Incident incident, Instant now) {
    String length = Times.length(Duration.between(incident.onset(), now));
    return incident
        .scope()
        .map(s -> capital(Wording.title(s)) + " for " + length + " so far.")
        .orElse("Nothing is wrong any more; the end is being watched.");
  }

  String lasted(Incident incident, Instant end) {
    String what =
        incident.outage().isPresent()
            ? "With all trouble before and after: "
            : capital(Wording.title(incident.widest())) + ": ";
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

  /** How often routes were lost where they came and went. */
  Optional<String> outages(Incident incident) {
    List<Incident.Span> gaps = incident.losses();
    Optional<Duration> longest =
        gaps.stream()
            .flatMap(g -> g.to().map(to -> Duration.between(g.from(), to)).stream())
            .max(Comparator.naturalOrder());
    return longest.map(
        l ->
            "Routes were lost "
                + gaps.size()
                + (gaps.size() == 1 ? " time, for " : " times, the longest for ")
                + Times.length(l)
                + ".");
  }

  Optional<String> outage(Incident incident) {
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

  Optional<String> missing(Tracks tracks) {
    return absent(tracks).map(lines -> "No route is seen through the " + lines + " yet.");
  }

  /** That we were not watching, where the beginning falls into such a span. */
  Optional<String> away(Incident incident, Tracks tracks) {
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

  Optional<String> away(Instant end, Tracks tracks) {
    return tracks
        .away()
        .filter(a -> !end.isBefore(a.from()) && end.isBefore(a.to().plus(hold)))
        .map(
            a ->
                "This monitor was not running "
                    + times.between(a.from(), a.to())
                    + "; it may have ended meanwhile.");
  }

  /** {@code routes come and go since about …}. */
  String coming(Incident incident, Tracks tracks) {
    String what = incident.widest().routesLost() ? "routes" : "servers";
    return what + " come and go since about " + times.clock(first(incident, tracks));
  }

  /** How often they came and went, and how it stands. */
  String flips(Incident incident, Tracks tracks) {
    Flip.Kind kind = kind(incident);
    List<Flip> flips = tracks.flips().stream().filter(f -> f.kind() == kind).toList();
    String last =
        flips.isEmpty() ? "" : "; the last change " + times.clock(flips.get(flips.size() - 1).at());
    return (kind == Flip.Kind.ROUTES ? "Routes" : "Servers")
        + " were lost or came back "
        + flips.size()
        + " times since "
        + times.clock(first(incident, tracks))
        + last
        + "; now: "
        + incident.scope().map(Wording::title).orElse("all there")
        + ".";
  }

  private static Flip.Kind kind(Incident incident) {
    return incident.widest().routesLost() ? Flip.Kind.ROUTES : Flip.Kind.SERVERS;
  }

  private static Instant first(Incident incident, Tracks tracks) {
    return tracks.flips().stream()
        .filter(f -> f.kind() == kind(incident))
        .map(Flip::at)
        .findFirst()
        .orElse(incident.onset());
  }

  /** How often the like has happened lately, from the second time on. */
  Optional<String> again(Incident incident, Assessment assessment) {
    return assessment
        .recurrence()
        .filter(r -> r.nth() > 1)
        .map(
            r ->
                ordinal(r.nth())
                    + " "
                    + Wording.alike(incident.widest())
                    + " in 30 days"
                    + r.usual().map(u -> "; median length " + Times.length(u)).orElse("")
                    + ".");
  }

  private static String ordinal(int number) {
    int last = number % 10;
    boolean teen = number % 100 / 10 == 1;
    return number
        + (teen || last > 3 || last == 0 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd");
  }

  String next() {
    return "Next: we look every "
        + Times.length(pace)
        + " or more often and say when the assessment changes or it ends.";
  }

  static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
