package kpwatch.assess;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.observation.Subject;

/**
 * One criterion that holds in one incident.
 *
 * @param ratios how much it multiplies each hypothesis; absent: by one
 * @param seen one plain sentence of what was measured
 * @param subjects what it rests on
 */
public record Evidence(
    Criterion criterion, Map<Hypothesis, Double> ratios, String seen, List<Subject> subjects) {
  public Evidence {
    ratios = Map.copyOf(ratios);
    subjects = List.copyOf(subjects);
  }

  public String id() {
    return criterion.name();
  }

  /** The hypothesis that it favours in this incident; empty when it only speaks against one. */
  public Optional<Hypothesis> favours() {
    return ratios.entrySet().stream()
        .filter(e -> e.getValue() > 1)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  boolean speaksAgainst(Hypothesis hypothesis) {
    return ratios.getOrDefault(hypothesis, 1.0) < 1;
  }
}
