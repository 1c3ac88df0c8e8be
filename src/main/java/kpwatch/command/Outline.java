package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.assess.Hypothesis;
import kpwatch.command.History.Entry;
import kpwatch.command.History.Origin;
import kpwatch.incident.Incident;
import kpwatch.incident.Incident.Span;
import kpwatch.incident.Scope;
import kpwatch.notify.Cause;
import kpwatch.notify.Times;
import kpwatch.notify.Wording;

/** Incidents in few words. */
final class Outline {
  /** What is said of an incident that was not watched. */
  private static final String ROUTING_ONLY = "routing only, from RIPEstat's archive";

  private final Times times;
  private final String country;
  private final Instant now;

  Outline(Sight sight, Instant now) {
    this.times = sight.times();
    this.country = sight.network().name();
    this.now = now;
  }

  /** Where an incident is from that was not watched. */
  static Optional<String> origin(Entry entry) {
    return entry.origin() == Origin.ARCHIVE
        ? Optional.of(
            "This is "
                + ROUTING_ONLY
                + ": drawn from it later; no server was looked at, and nobody was told.")
        : Optional.empty();
  }

  /** {@code KP-K7Q2: North Korea, national outage since 2025-…}; the beginning of every answer. */
  String head(Incident incident) {
    String what = incident.code() + ": " + country + ", " + Wording.title(incident.widest());
    String since = incident.notBefore().isPresent() ? " since " : " since before ";
    return incident.closed()
        ? what + " from " + times.dated(incident.onset()) + ", lasted " + length(incident)
        : what + since + times.when(incident.onset(), now);
  }

  /** {@code KP-K7Q2 · national outage · began … · lasted 8 h 50 min · …}. */
  String row(Entry entry) {
    Incident incident = entry.incident();
    String before = incident.notBefore().isPresent() ? " · began " : " · began before ";
    return incident.code()
        + " · "
        + Wording.title(incident.widest())
        + before
        + times.dated(incident.onset())
        + " · "
        + (incident.closed() ? "lasted " + length(incident) : length(incident) + " so far")
        + " · "
        + verdict(entry.assessment())
        + (entry.origin() == Origin.ARCHIVE ? " · " + ROUTING_ONLY : "");
  }

  /** The same for one that is over, with how long ago it ended. */
  String past(Entry entry) {
    Instant end = entry.incident().ended().orElse(now);
    return row(entry) + " · ended " + Times.ago(end, now);
  }

  /**
   * Of a national outage, the time without routes; else from the first sign to the end or to now.
   */
  String length(Incident incident) {
    Optional<Span> outage = incident.outage().filter(s -> s.to().isPresent());
    if (incident.widest() == Scope.NATIONAL && outage.isPresent()) {
      Span span = outage.get();
      return Times.length(Duration.between(span.from(), span.to().orElse(now)));
    }
    String least = incident.notBefore().isPresent() ? "" : "more than ";
    return least + Times.length(Duration.between(incident.onset(), incident.ended().orElse(now)));
  }

  /** The verdict in a few words. */
  static String verdict(Optional<Assessment> assessment) {
    return assessment
        .map(
            a ->
                a.verdict() == Hypothesis.UNKNOWN
                    ? "cause cannot be told"
                    : Cause.brief(a.verdict()) + " " + Cause.share(a, a.verdict()))
        .orElse("not assessed");
  }
}
