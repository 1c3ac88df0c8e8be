package kpwatch.assess;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.testkit.Expectation;

/**
 * A scenario file and the lines that its replay wrote.
 *
 * @param made where it comes from, in a word or two
 * @param scenario the file as it stands
 * @param lines of {@code replay --json}, the summary last
 */
public record Replayed(String id, String made, JsonNode scenario, List<JsonNode> lines) {
  private static final List<Duration> LATER = List.of(Duration.ofMinutes(10), Duration.ofHours(1));
  private static final List<String> NO_VIEWS = List.of("", "", "", "");
  private static final String MET = "yes";
  private static final String NOT_MET = "no";
  private static final String NOT_ASKED = "-";

  /** A row for each incident that was found, then for each that was missed; at least one. */
  public List<Outcome> outcomes() {
    JsonNode expected = scenario.path("expected");
    List<Expectation.Match> matches = Expectation.matches(expected, lines);
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode incident : summary().path("incidents")) {
      outcomes.add(
          matches.stream()
              .filter(m -> m.found().filter(found -> found == incident).isPresent())
              .findFirst()
              .map(m -> listed(m, incident))
              .orElseGet(() -> unlisted(incident, expected)));
    }
    matches.stream().filter(m -> m.found().isEmpty()).map(this::missed).forEach(outcomes::add);
    if (outcomes.isEmpty()) {
      outcomes.add(row("none", NO_VIEWS, "no incident", MET, Optional.empty()));
    }
    return outcomes;
  }

  private Outcome listed(Expectation.Match match, JsonNode incident) {
    Set<Hypothesis> accepted = accepted(match);
    if (accepted.isEmpty()) {
      return found(incident, "any", NOT_ASKED, Optional.empty());
    }
    Map<Hypothesis, Integer> shares = shares(incident);
    boolean met = accepted.contains(hypothesis(incident.path("verdict")));
    int upstreams = scenario.path("network").path("upstreams").size();
    return found(
        incident,
        words(accepted),
        met ? MET : NOT_MET,
        Optional.of(new Scored(accepted, shares, upstreams)));
  }

  private Outcome unlisted(JsonNode incident, JsonNode expected) {
    int most = expected.path("at_most").asInt(expected.path("incidents").size());
    boolean tooMany = summary().path("incidents").size() > most;
    return found(incident, "not listed", tooMany ? NOT_MET : NOT_ASKED, Optional.empty());
  }

  private Outcome missed(Expectation.Match match) {
    Set<Hypothesis> accepted = accepted(match);
    String verdicts = accepted.isEmpty() ? "any" : words(accepted);
    return match.optional()
        ? row("none", NO_VIEWS, verdicts + ", or no incident", MET, Optional.empty())
        : row("missed", NO_VIEWS, verdicts, NOT_MET, Optional.empty());
  }

  private Outcome found(JsonNode incident, String accepts, String met, Optional<Scored> scored) {
    return row(incident.path("id").asText(), views(incident), accepts, met, scored);
  }

  private Outcome row(
      String code, List<String> views, String accepts, String met, Optional<Scored> scored) {
    return new Outcome(id, made, code, views, accepts, met, scored);
  }

  /** What was thought of it when it was opened, some time later, and at the end. */
  private List<String> views(JsonNode incident) {
    String code = incident.path("id").asText();
    Instant opened = time(incident, "opened");
    Optional<Instant> closed =
        of("incident", "id", code)
            .filter(line -> line.path("action").asText().equals("closed"))
            .map(line -> time(line, "at"))
            .findFirst();
    List<String> views = new ArrayList<>();
    of("assessment", "incident", code).findFirst().map(Replayed::view).ifPresent(views::add);
    for (Duration later : LATER) {
      Instant at = opened.plus(later);
      boolean over = closed.filter(end -> !end.isAfter(at)).isPresent();
      views.add(over || time(summary(), "at").isBefore(at) ? "over" : viewAt(code, at));
    }
    views.add(view(incident));
    return views;
  }

  private String viewAt(String code, Instant at) {
    return of("assessment", "incident", code)
        .filter(line -> !time(line, "at").isAfter(at))
        .reduce((earlier, later) -> later)
        .map(Replayed::view)
        .orElse("");
  }

  private Stream<JsonNode> of(String type, String key, String code) {
    return lines.stream()
        .filter(line -> line.path("type").asText().equals(type))
        .filter(line -> line.path(key).asText().equals(code));
  }

  private JsonNode summary() {
    return lines.get(lines.size() - 1);
  }

  private static String view(JsonNode judged) {
    List<String> shares = shares(judged).values().stream().map(String::valueOf).toList();
    return judged.path("verdict").asText()
        + " "
        + String.join("/", shares)
        + " "
        + judged.path("confidence").asText();
  }

  private static Map<Hypothesis, Integer> shares(JsonNode judged) {
    Map<Hypothesis, Integer> shares = new EnumMap<>(Hypothesis.class);
    for (Hypothesis hypothesis : Hypothesis.values()) {
      double share = judged.path("likelihood").path(hypothesis.word()).asDouble();
      shares.put(hypothesis, (int) Math.round(100 * share));
    }
    return shares;
  }

  private static Set<Hypothesis> accepted(Expectation.Match match) {
    Set<Hypothesis> accepted = EnumSet.noneOf(Hypothesis.class);
    match.wanted().path("verdicts").forEach(verdict -> accepted.add(hypothesis(verdict)));
    return accepted;
  }

  private static String words(Set<Hypothesis> accepted) {
    return String.join(", ", accepted.stream().map(Hypothesis::word).toList());
  }

  private static Hypothesis hypothesis(JsonNode word) {
    return Hypothesis.valueOf(word.asText().toUpperCase(Locale.ROOT));
  }

  private static Instant time(JsonNode node, String key) {
    return Instant.parse(node.path(key).asText());
  }
}
