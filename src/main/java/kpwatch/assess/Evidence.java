package kpwatch.assess;

import java.util.List;
import java.util.Map;
import kpwatch.incident.Sighting;

/**
 * One criterion that holds in one incident.
 *
 * @param ratios how much it multiplies each hypothesis; absent: by one
 * @param seen one plain sentence of what was measured
 * @param rests the observations that it rests on
 * @param earlier the codes of earlier incidents that it rests on
 */
public record Evidence(
    Criterion criterion,
    Map<Hypothesis, Double> ratios,
    String seen,
    List<Sighting> rests,
    List<String> earlier) {
  public Evidence {
    ratios = Map.copyOf(ratios);
    rests = List.copyOf(rests);
    earlier = List.copyOf(earlier);
  }

  static Evidence of(Criterion criterion, Rule.Found found) {
    return new Evidence(
        criterion, criterion.ratios(), found.seen(), found.rests(), found.earlier());
  }

  public String id() {
    return criterion.name();
  }

  /**
   * The hypotheses that it favours in this incident, in their order; none: it only speaks against.
   */
  public List<Hypothesis> favours() {
    return List.of(Hypothesis.values()).stream().filter(this::favours).toList();
  }

  public boolean favours(Hypothesis hypothesis) {
    return ratios.getOrDefault(hypothesis, 1.0) > 1;
  }

  public boolean speaksAgainst(Hypothesis hypothesis) {
    return ratios.getOrDefault(hypothesis, 1.0) < 1;
  }

  /** Whether it favours others alone, or speaks against this one. */
  public boolean disagrees(Hypothesis hypothesis) {
    boolean others = !favours().isEmpty() && !favours(hypothesis);
    return others || speaksAgainst(hypothesis);
  }

  /** Whether it tells causes apart at all. */
  public boolean weighs() {
    return !ratios.isEmpty();
  }

  /** The same with other ratios, since it does not stand alone. */
  Evidence with(Map<Hypothesis, Double> weights) {
    return new Evidence(criterion, weights, seen, rests, earlier);
  }
}
