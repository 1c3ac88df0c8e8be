package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.command.History.Entry;
import kpwatch.command.Reply.Button;
import kpwatch.incident.Incident;
import kpwatch.incident.Incident.Ending;
import kpwatch.notify.Cause;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Times;
import kpwatch.notify.Wording;

/** One incident from onset to end. */
final class IncidentCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "incident",
          "One incident: when it began, how it went, when it ended, what it may have been",
          List.of(Spec.Option.incident("code", "Code such as KP-K7Q2", true)),
          false);

  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private final Sight sight;
  private final Times times;

  IncidentCommand(Sight sight) {
    this.sight = sight;
    this.times = sight.times();
  }

  @Override
  public Reply answer(Request request, Instant now) {
    String code = request.option("code").orElse("");
    return sight
        .find(code)
        .map(entry -> told(entry, now))
        .orElseGet(() -> new Unfound(sight).reply(code));
  }

  private Reply told(Entry entry, Instant now) {
    Incident incident = entry.incident();
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("", facts(entry, now)));
    sections.add(new Section("Timeline", timeline(incident)));
    sections.add(
        new Section(
            "What left its usual state, in this order",
            new Departed(times).lines(incident.findings().departures())));
    sections.add(new Section("Announced by others", claims(incident)));
    sections.add(new Section("Traffic asked to be dropped", blackholed(incident)));
    sections.add(new Section("Assessment", assessed(entry)));
    Message message =
        new Message(
            Concern.status(incident),
            new Outline(sight, now).head(incident),
            sections,
            incident.code() + " · asked " + times.dated(now),
            Optional.of(incident.onset()));
    return Reply.of(
        message, new Button("Why", "why:" + incident.code()), new Button("Sites", "sites"));
  }

  private List<String> facts(Entry entry, Instant now) {
    Incident incident = entry.incident();
    List<String> facts = new ArrayList<>();
    Outline.origin(entry).ifPresent(facts::add);
    facts.add(
        incident
            .notBefore()
            .map(
                from ->
                    "Began "
                        + times.within(from, incident.onset())
                        + "; first seen "
                        + times.dated(incident.onset())
                        + ".")
            .orElse("It was so when we first looked, at " + times.dated(incident.onset()) + "."));
    facts.add(
        "Confirmed "
            + times.clock(incident.opened())
            + ", "
            + Times.length(Duration.between(incident.onset(), incident.opened()))
            + " after it was first seen.");
    facts.add(
        incident
            .ended()
            .map(end -> ended(incident, end))
            .orElseGet(
                () ->
                    incident
                        .quietSince()
                        .map(
                            at ->
                                "Nothing is wrong since "
                                    + times.clock(at)
                                    + "; the end is being watched.")
                        .orElse("Still under way.")));
    Instant until = incident.ended().orElse(now);
    facts.add(
        "From the first sign to "
            + (incident.closed() ? "the end: " : "now: ")
            + (incident.notBefore().isPresent() ? "" : "more than ")
            + Times.length(Duration.between(incident.onset(), until))
            + ".");
    incident
        .outage()
        .ifPresent(
            span ->
                facts.add(
                    span.to()
                        .map(
                            to ->
                                "Without routes: "
                                    + Times.length(Duration.between(span.from(), to))
                                    + ", "
                                    + times.between(span.from(), to)
                                    + ".")
                        .orElse("Without routes since " + times.when(span.from(), now) + ".")));
    return facts;
  }

  private String ended(Incident incident, Instant end) {
    return switch (incident.ending().orElse(Ending.RETURNED)) {
      case RETURNED -> "Ended " + times.dated(end) + ".";
      case USUAL ->
          "Closed "
              + times.dated(end)
              + " without a return: it had lasted so long that it is what is usual.";
      case MISTAKEN ->
          "Taken back "
              + times.dated(end)
              + ": the loss was one of our view, servers inside answered.";
    };
  }

  private List<String> claims(Incident incident) {
    return incident.findings().claims().stream()
        .map(c -> times.dated(c.since().onset()) + ": " + c.prefix() + " by " + c.origin())
        .toList();
  }

  private List<String> blackholed(Incident incident) {
    return incident.findings().blackholed().stream()
        .map(b -> times.dated(b.since().onset()) + ": " + b.prefix())
        .toList();
  }

  private List<String> timeline(Incident incident) {
    List<String> steps = new ArrayList<>();
    for (Incident.Step step : incident.timeline()) {
      String what = step.scope().map(Wording::title).orElse("nothing is wrong any more");
      Duration lag = Duration.between(step.from(), step.at());
      steps.add(
          times.dated(step.from())
              + ": "
              + what
              + (lag.compareTo(AT_ONCE) < 0 ? "" : ", confirmed " + Times.length(lag) + " later"));
    }
    return steps;
  }

  private List<String> assessed(Entry entry) {
    if (entry.assessment().isEmpty()) {
      return List.of("Not kept.");
    }
    List<String> lines = new ArrayList<>(Cause.outline(entry.assessment().get()));
    if (entry.incident().closed()) {
      lines.set(0, "Final: " + lines.get(0));
    }
    entry
        .assessment()
        .flatMap(Assessment::changedFrom)
        .ifPresent(first -> lines.add("First said: " + Cause.brief(first.verdict()) + "."));
    lines.add(Cause.unseen(entry.assessment().get()));
    return lines;
  }
}
