package kpwatch.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.assess.Evidence;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.CountryState;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.PlaneState;
import kpwatch.incident.Transition;
import kpwatch.notify.Notification;
import kpwatch.observation.Subject;
import kpwatch.watch.Round;

/**
 * The output of {@code replay --json}: one JSON object a line, in the order of time, the summary
 * last.
 */
public final class ReplayLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Incident> incidents = new LinkedHashMap<>();
  private final Map<String, Assessment> assessments = new LinkedHashMap<>();
  private Optional<Instant> last = Optional.empty();
  private boolean blind = true;
  private boolean unknown = true;
  private Duration blindFor = Duration.ZERO;
  private Duration unknownFor = Duration.ZERO;

  /** The lines of one round. */
  public List<String> of(Round round) {
    last.ifPresent(since -> count(Duration.between(since, round.at())));
    last = Optional.of(round.at());
    List<String> lines = new ArrayList<>();
    for (Transition transition : round.transitions()) {
      noted(transition);
      ObjectNode line = line(transition.at(), "state");
      line.put("subject", transition.subject().toString());
      line.put("from", transition.from());
      line.put("to", transition.to());
      lines.add(text(line));
    }
    for (IncidentChange change : round.changes()) {
      incidents.put(change.incident().code(), change.incident());
      ObjectNode line = line(round.at(), "incident");
      line.put("id", change.incident().code());
      line.put("action", change.action().word());
      line.put("scope", change.incident().scope().orElse(change.incident().widest()).word());
      times(line, change.incident());
      lines.add(text(line));
    }
    for (Assessment assessment : round.assessments()) {
      assessments.put(assessment.incident(), assessment);
      ObjectNode line = line(round.at(), "assessment");
      line.put("incident", assessment.incident());
      judged(line, assessment);
      ids(line.putArray("for"), assessment.supporting());
      ids(line.putArray("against"), assessment.opposing());
      lines.add(text(line));
    }
    for (Round.Post post : round.posts()) {
      lines.add(text(notification(round.at(), post.notification())));
    }
    return lines;
  }

  /** A span in which the program was stopped counts for nothing. */
  public void stopped() {
    last = Optional.empty();
  }

  /** The last line. */
  public String summary(Instant at) {
    ObjectNode line = line(at, "summary");
    ArrayNode found = line.putArray("incidents");
    for (Incident incident : incidents.values()) {
      ObjectNode entry = found.addObject();
      entry.put("id", incident.code());
      entry.put("opened", incident.opened().toString());
      times(entry, incident);
      entry.put("scope", incident.widest().word());
      Assessment assessment = assessments.get(incident.code());
      if (assessment != null) {
        judged(entry, assessment);
      }
    }
    line.put("blind_seconds", blindFor.toSeconds());
    line.put("unknown_seconds", unknownFor.toSeconds());
    return text(line);
  }

  private void count(Duration passed) {
    blindFor = blind ? blindFor.plus(passed) : blindFor;
    unknownFor = unknown ? unknownFor.plus(passed) : unknownFor;
  }

  private void noted(Transition transition) {
    if (transition.subject().equals(Subject.MONITOR)) {
      blind = transition.to().equals(PlaneState.BLIND.word());
    } else if (transition.subject().equals(Subject.COUNTRY)) {
      unknown = transition.to().equals(CountryState.UNKNOWN.word());
    }
  }

  private static ObjectNode notification(Instant at, Notification notification) {
    ObjectNode line = line(at, "notification");
    line.put("incident", notification.incident().orElse(null));
    line.put("kind", notification.kind().word());
    line.put("sounding", notification.sounding());
    line.put("text", notification.text());
    return line;
  }

  private static void times(ObjectNode line, Incident incident) {
    line.put("onset", incident.onset().toString());
    line.put("onset_not_before", incident.notBefore().map(Instant::toString).orElse(null));
    line.put("ended", incident.ended().map(Instant::toString).orElse(null));
  }

  private static void judged(ObjectNode line, Assessment assessment) {
    line.put("verdict", assessment.verdict().word());
    ObjectNode shares = line.putObject("likelihood");
    for (Hypothesis hypothesis : Hypothesis.values()) {
      shares.put(hypothesis.word(), assessment.likelihood().of(hypothesis) / 100.0);
    }
    line.put("confidence", assessment.confidence().word());
  }

  private static void ids(ArrayNode array, List<Evidence> evidence) {
    evidence.forEach(e -> array.add(e.id()));
  }

  private static ObjectNode line(Instant at, String type) {
    ObjectNode line = JSON.createObjectNode();
    line.put("at", at.toString());
    line.put("type", type);
    return line;
  }

  private static String text(ObjectNode line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of plain values could not be written", e);
    }
  }
}
