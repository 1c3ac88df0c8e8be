package kpwatch.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kpwatch.assess.Assessment;
import kpwatch.assess.Evidence;
import kpwatch.assess.Hypothesis;
import kpwatch.files.Scenario;
import kpwatch.incident.Incident;
import kpwatch.watch.Round;

/**
 * How the variants of a scenario were judged, against what its file expects. A verdict may be
 * missed or unknown in one variant of ten and is never another one; where nothing is expected
 * nothing is found, of whatever scope. Incidents beside the expected ones are counted and no fault:
 * where times move, one may become two.
 */
public final class Judgement {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One in so many may be unknown or missed. */
  private static final int ONE_OF = 10;

  private final JsonNode expected;
  private final List<Seen> seen = new ArrayList<>();
  private int played;

  public Judgement(Scenario scenario) {
    try {
      this.expected = JSON.readTree(scenario.expectedJson().orElse("{}"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + scenario.expectedJson(), e);
    }
  }

  /** Whether the file leaves no choice: one verdict for each incident, or no incident. */
  public boolean strict() {
    for (JsonNode wanted : expected.path("incidents")) {
      if (wanted.path("verdicts").size() != 1) {
        return false;
      }
    }
    return true;
  }

  /** What became of what is expected. */
  private enum Result {
    /** As demanded. */
    RIGHT,
    /** Unknown, where something is demanded. */
    UNKNOWN,
    /** Another verdict, or one that must never be. */
    WRONG,
    /** No such incident. */
    MISSED,
    /** One more than the file expects. */
    MORE,
    /** One where the file expects none. */
    FALSE
  }

  /** One result, with what explains it. */
  private record Seen(Result result, long seed, String detail) {
    @Override
    public String toString() {
      return result + " -Dvariant=" + seed + ", " + detail;
    }
  }

  /** One variant, played. */
  public static final class Played {
    private final long seed;
    private final String variant;
    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final Map<String, Assessment> last = new LinkedHashMap<>();
    private final Set<String> said = new TreeSet<>();

    public Played(long seed, String variant) {
      this.seed = seed;
      this.variant = variant;
    }

    public void heard(Round round) {
      round.changes().forEach(c -> incidents.put(c.incident().code(), c.incident()));
      for (Assessment assessment : round.assessments()) {
        last.put(assessment.incident(), assessment);
        said.add(assessment.verdict().word());
      }
    }
  }

  /** Judges one; may be called from several threads. */
  public synchronized void add(Played variant) {
    played++;
    List<Incident> free = new ArrayList<>(variant.incidents.values());
    for (JsonNode wanted : expected.path("incidents")) {
      Optional<Incident> found = found(wanted, free);
      found.ifPresent(free::remove);
      boolean optional = wanted.path("optional").asBoolean(expected.path("optional").asBoolean());
      if (found.isPresent()) {
        add(variant, verdict(wanted, variant, found.get()), found.get());
      } else if (!optional) {
        seen.add(
            new Seen(
                Result.MISSED,
                variant.seed,
                variant.variant
                    + ": only "
                    + free.stream().map(i -> i.widest().word() + " since " + i.onset()).toList()));
      }
    }
    int most = expected.path("at_most").asInt(expected.path("incidents").size());
    if (variant.incidents.size() > most) {
      free.forEach(extra -> add(variant, most == 0 ? Result.FALSE : Result.MORE, extra));
    }
  }

  private void add(Played variant, Result result, Incident incident) {
    Optional<Assessment> last = Optional.ofNullable(variant.last.get(incident.code()));
    seen.add(
        new Seen(
            result,
            variant.seed,
            variant.variant
                + ": "
                + incident.widest().word()
                + " since "
                + incident.onset()
                + last.map(a -> ", " + a.verdict().word() + " for " + ids(a)).orElse("")));
  }

  private static List<String> ids(Assessment assessment) {
    return assessment.evidence().stream().map(Evidence::id).toList();
  }

  /** The widest of those that began when it should have. */
  private static Optional<Incident> found(JsonNode wanted, Collection<Incident> among) {
    String scope = wanted.path("scope").asText("*");
    return among.stream()
        .filter(i -> began(wanted, i))
        .filter(i -> scope.equals("*") || scope.equals(i.widest().word()))
        .max(Comparator.comparing(Incident::widest));
  }

  private static boolean began(JsonNode wanted, Incident incident) {
    Optional<Instant> after = time(wanted, "onset_after");
    Optional<Instant> before = time(wanted, "onset_before");
    return after.filter(at -> incident.onset().isBefore(at.minus(Variant.INFERRED))).isEmpty()
        && before.filter(at -> incident.onset().isAfter(at.plus(Variant.INFERRED))).isEmpty();
  }

  private static Optional<Instant> time(JsonNode node, String key) {
    return node.hasNonNull(key)
        ? Optional.of(Instant.parse(node.get(key).asText()))
        : Optional.empty();
  }

  private Result verdict(JsonNode wanted, Played variant, Incident found) {
    for (JsonNode never : expected.path("never")) {
      if (variant.said.contains(never.asText())) {
        return Result.WRONG;
      }
    }
    Hypothesis verdict =
        Optional.ofNullable(variant.last.get(found.code()))
            .map(Assessment::verdict)
            .orElse(Hypothesis.UNKNOWN);
    if (!wanted.has("verdicts")) {
      return Result.RIGHT;
    }
    for (JsonNode right : wanted.path("verdicts")) {
      if (right.asText().equals(verdict.word())) {
        return Result.RIGHT;
      }
    }
    return verdict == Hypothesis.UNKNOWN ? Result.UNKNOWN : Result.WRONG;
  }

  /** What must not be: one line each, with the seed of a variant. */
  public List<String> faults() {
    long weak = count(Result.UNKNOWN) + count(Result.MISSED);
    boolean often = weak > Math.max(1, expected.path("incidents").size() * played / ONE_OF);
    return seen.stream()
        .filter(
            one ->
                switch (one.result()) {
                  case RIGHT, MORE -> false;
                  case WRONG, FALSE -> true;
                  case UNKNOWN, MISSED -> often;
                })
        .map(Seen::toString)
        .toList();
  }

  private long count(Result result) {
    return seen.stream().filter(s -> s.result() == result).count();
  }

  /** How many of what, and one line for each that is not right. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("of ").append(played).append(":");
    for (Result result : Result.values()) {
      if (count(result) > 0) {
        text.append(' ').append(result).append(' ').append(count(result));
      }
    }
    seen.stream()
        .filter(one -> one.result() != Result.RIGHT)
        .forEach(one -> text.append("\n  ").append(one));
    return text.toString();
  }
}
