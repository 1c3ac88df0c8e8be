package kpwatch.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a scenario file expects of a replay, and what of it a replay's lines do not meet. */
public final class Expectation {
  private static final Set<String> KNOWN =
      Set.of(
          "incidents",
          "at_most",
          "blind_at_least",
          "unknown_at_least",
          "states",
          "never",
          "kinds",
          "max_notifications",
          "min_notifications",
          "optional");

  private final JsonNode expected;
  private final List<JsonNode> lines;
  private final JsonNode summary;
  private final List<String> faults = new ArrayList<>();

  private Expectation(JsonNode expected, List<JsonNode> lines) {
    this.expected = expected;
    this.lines = lines;
    this.summary = lines.get(lines.size() - 1);
  }

  /**
   * Everything that is not as expected, one line each.
   *
   * @param lines of {@code replay --json}, the summary last
   */
  public static List<String> faults(JsonNode expected, List<JsonNode> lines) {
    Expectation expectation = new Expectation(expected, lines);
    expectation.judge();
    return expectation.faults;
  }

  private void judge() {
    expected
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!KNOWN.contains(key)) {
                faults.add("an expectation that nobody judges: " + key);
              }
            });
    incidents();
    atLeast("blind_at_least", "blind_seconds");
    atLeast("unknown_at_least", "unknown_seconds");
    expected.path("states").forEach(this::state);
    expected.path("never").forEach(this::never);
    notifications();
  }

  /**
   * One incident that a file lists.
   *
   * @param optional whether it may be absent
   * @param found its entry in the summary
   */
  public record Match(JsonNode wanted, boolean optional, Optional<JsonNode> found) {}

  /**
   * What a file lists, in its order, each with the incident that was found for it.
   *
   * @param lines of {@code replay --json}, the summary last
   */
  public static List<Match> matches(JsonNode expected, List<JsonNode> lines) {
    return new Expectation(expected, lines).matches();
  }

  private List<Match> matches() {
    Set<Integer> taken = new HashSet<>();
    List<Match> matches = new ArrayList<>();
    for (JsonNode one : expected.path("incidents")) {
      matches.add(new Match(one, optional(one), found(one, taken)));
    }
    return matches;
  }

  private void incidents() {
    List<Match> matches = matches();
    for (Match match : matches) {
      if (match.found().isPresent()) {
        incident(match.wanted(), match.found().get());
      } else if (!match.optional()) {
        faults.add("no incident as " + match.wanted() + " among " + summary.path("incidents"));
      }
    }
    int most = expected.path("at_most").asInt(matches.size());
    if (summary.path("incidents").size() > most) {
      faults.add("more than " + most + " incidents: " + summary.path("incidents"));
    }
  }

  /** Said of one incident, or of all of a file. */
  private boolean optional(JsonNode one) {
    return one.path("optional").asBoolean(expected.path("optional").asBoolean());
  }

  private Optional<JsonNode> found(JsonNode wanted, Set<Integer> taken) {
    JsonNode all = summary.path("incidents");
    for (int i = 0; i < all.size(); i++) {
      Instant onset = time(all.get(i), "onset").orElseThrow();
      boolean early = time(wanted, "onset_after").filter(onset::isBefore).isPresent();
      boolean late = time(wanted, "onset_before").filter(onset::isAfter).isPresent();
      if (!early && !late && taken.add(i)) {
        return Optional.of(all.get(i));
      }
    }
    return Optional.empty();
  }

  private void incident(JsonNode wanted, JsonNode found) {
    Optional<Instant> ended = time(found, "ended");
    check(wanted, "opened_before", time(found, "opened"), false, found);
    check(wanted, "ended_after", ended, true, found);
    check(wanted, "ended_before", ended, false, found);
    String scope = wanted.path("scope").asText("*");
    if (!scope.equals("*") && !scope.equals(found.path("scope").asText())) {
      faults.add("scope is not " + scope + ": " + found);
    }
    if (wanted.has("verdicts") && !holds(wanted.path("verdicts"), found.path("verdict"))) {
      faults.add("verdict is none of " + wanted.path("verdicts") + ": " + found);
    }
    for (JsonNode lean : wanted.path("leans")) {
      String[] sides = lean.asText().split(">", 2);
      JsonNode shares = found.path("likelihood");
      if (shares.path(sides[0]).asDouble() <= shares.path(sides[1]).asDouble()) {
        faults.add("not " + lean.asText() + ": " + found);
      }
    }
  }

  private void check(
      JsonNode wanted, String key, Optional<Instant> at, boolean notBefore, JsonNode found) {
    Optional<Instant> limit = time(wanted, key);
    boolean met =
        limit.isEmpty()
            || (at.isPresent()
                && (notBefore ? !at.get().isBefore(limit.get()) : !at.get().isAfter(limit.get())));
    if (!met) {
      faults.add(key + " " + limit.get() + " is not met: " + found);
    }
  }

  private void atLeast(String key, String measured) {
    if (summary.path(measured).asLong() < expected.path(key).asLong()) {
      faults.add(key + " " + expected.path(key) + " is not met: " + summary.path(measured));
    }
  }

  private void state(JsonNode wanted) {
    Instant at = time(wanted, "at").orElseThrow();
    String state = "none";
    for (JsonNode line : of("state")) {
      if (line.path("subject").equals(wanted.path("subject"))
          && !time(line, "at").orElseThrow().isAfter(at)) {
        state = line.path("to").asText();
      }
    }
    if (!state.equals(wanted.path("is").asText())) {
      faults.add(wanted + " was " + state);
    }
  }

  private void never(JsonNode verdict) {
    if (of("assessment").stream().anyMatch(line -> line.path("verdict").equals(verdict))) {
      faults.add("an assessment said " + verdict);
    }
  }

  private void notifications() {
    List<JsonNode> said = of("notification");
    Iterator<Map.Entry<String, JsonNode>> kinds = expected.path("kinds").fields();
    while (kinds.hasNext()) {
      Map.Entry<String, JsonNode> kind = kinds.next();
      long count = said.stream().filter(l -> l.path("kind").asText().equals(kind.getKey())).count();
      if (count < kind.getValue().get(0).asInt() || count > kind.getValue().get(1).asInt()) {
        faults.add(count + " of kind " + kind);
      }
    }
    if (said.size() > expected.path("max_notifications").asInt(Integer.MAX_VALUE)
        || said.size() < expected.path("min_notifications").asInt(0)) {
      faults.add(said.size() + " notifications");
    }
  }

  private List<JsonNode> of(String type) {
    return lines.stream().filter(line -> line.path("type").asText().equals(type)).toList();
  }

  private static boolean holds(JsonNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Instant> time(JsonNode node, String key) {
    return node.hasNonNull(key)
        ? Optional.of(Instant.parse(node.get(key).asText()))
        : Optional.empty();
  }
}
