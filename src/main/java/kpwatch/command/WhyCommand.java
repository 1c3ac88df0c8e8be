package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.assess.Assessment;
import kpwatch.assess.Evidence;
import kpwatch.assess.Hypothesis;
import kpwatch.command.History.Entry;
import kpwatch.command.Reply.Button;
import kpwatch.incident.Incident;
import kpwatch.notify.Cause;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Wording;

/** The reasoning on an incident: what speaks for what, and what would change our mind. */
final class WhyCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "why",
          "The reasoning: each possible cause, the evidence for and against it, what we cannot see",
          List.of(
              Spec.Option.incident(
                  "incident", "Code such as KP-K7Q2; empty: the present one", false)),
          false);

  private final Sight sight;

  WhyCommand(Sight sight) {
    this.sight = sight;
  }

  @Override
  public Reply answer(Request request, Instant now) {
    Optional<String> code = request.option("incident");
    if (code.isPresent()) {
      return sight
          .find(code.get())
          .map(entry -> why(entry, now))
          .orElseGet(() -> new Unfound(sight).reply(code.get()));
    }
    return sight
        .meant()
        .map(entry -> why(entry, now))
        .orElseGet(
            () ->
                Reply.of(
                    Message.note(
                        "Nothing to explain: no incident in "
                            + sight.network().name()
                            + " is known",
                        "We have been watching since "
                            + sight.times().dated(sight.tracks().started())
                            + "."),
                    new Button("Status", "status")));
  }

  private Reply why(Entry entry, Instant now) {
    Incident incident = entry.incident();
    List<Section> sections = new ArrayList<>();
    String foot = incident.code();
    Outline.origin(entry).ifPresent(from -> sections.add(Section.of(from)));
    if (entry.assessment().isEmpty()) {
      sections.add(Section.of("No assessment of this incident is kept."));
    } else {
      Assessment assessment = entry.assessment().get();
      foot += " · assessed " + sight.times().dated(assessment.at());
      ranked(assessment).forEach(h -> sections.add(hypothesis(h, assessment)));
      sections.add(new Section("Confidence", List.of(Cause.sureness(assessment))));
      sections.add(
          new Section(
              "Would change our mind",
              List.of(capital(Cause.turning(assessment, incident.closed())) + ".")));
      sections.add(new Section("What we cannot see", List.of(Cause.unseen(assessment))));
      assessment
          .changedFrom()
          .ifPresent(first -> sections.add(new Section("First said", List.of(first(first)))));
      if (!assessment.noted().isEmpty()) {
        sections.add(
            new Section(
                "Noted, and telling no cause from another",
                assessment.noted().stream().map(e -> e.seen() + " [" + e.id() + "]").toList()));
      }
      sections.add(sources(assessment));
    }
    Message message =
        new Message(
            Concern.status(incident),
            new Outline(sight, now).head(incident) + ": what speaks for what",
            sections,
            foot + (incident.closed() ? " · final" : " · " + Wording.title(now(incident))),
            Optional.of(incident.onset()));
    return Reply.of(
        message,
        new Button("Timeline", "incident:" + incident.code()),
        new Button("Sites", "sites"));
  }

  private static kpwatch.incident.Scope now(Incident incident) {
    return incident.scope().orElse(incident.widest());
  }

  private static List<Hypothesis> ranked(Assessment assessment) {
    return Stream.of(Hypothesis.values())
        .sorted(Comparator.comparing(h -> -assessment.likelihood().of(h)))
        .toList();
  }

  private static Section hypothesis(Hypothesis hypothesis, Assessment assessment) {
    List<String> lines = new ArrayList<>();
    Map<List<Hypothesis>, List<String>> elsewhere = new LinkedHashMap<>();
    for (Evidence evidence : assessment.evidence()) {
      double ratio = evidence.ratios().getOrDefault(hypothesis, 1.0);
      if (ratio > 1) {
        lines.add("+ " + evidence.seen() + mark(evidence));
      } else if (ratio < 1) {
        lines.add("- " + evidence.seen() + mark(evidence));
      } else if (hypothesis != Hypothesis.UNKNOWN && !evidence.favours().isEmpty()) {
        elsewhere.computeIfAbsent(evidence.favours(), k -> new ArrayList<>()).add(evidence.id());
      }
    }
    elsewhere.forEach(
        (others, ids) ->
            lines.add(
                "- "
                    + Refusal.listed(ids)
                    + (ids.size() == 1 ? " points to " : " point to ")
                    + String.join(" or ", others.stream().map(Cause::name).toList())
                    + " instead"));
    if (lines.isEmpty()) {
      lines.add(
          hypothesis == Hypothesis.UNKNOWN
              ? "What is left when the evidence is weighed"
                  + (assessment.verdict() == Hypothesis.UNKNOWN
                      ? "; it does not suffice to lean to one cause."
                      : ".")
              : "Nothing found for it, nothing against it.");
    }
    return new Section(
        capital(Cause.brief(hypothesis)) + ": " + Cause.share(assessment, hypothesis), lines);
  }

  private String first(Assessment.First first) {
    return capital(Cause.brief(first.verdict())) + ", at " + sight.times().dated(first.at()) + ".";
  }

  private static String mark(Evidence evidence) {
    String strength = evidence.criterion().strength().name().toLowerCase(Locale.ROOT);
    return " [" + evidence.id() + ", " + strength + "]";
  }

  private static Section sources(Assessment assessment) {
    Map<String, String> known = new java.util.TreeMap<>();
    assessment.evidence().forEach(e -> known.put(e.id(), e.criterion().source()));
    return new Section(
        "Where each criterion was published",
        known.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
