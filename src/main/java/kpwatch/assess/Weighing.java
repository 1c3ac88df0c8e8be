package kpwatch.assess;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From what was found to likelihoods: {@code detection.md} 5, H3, H7 and H9. */
final class Weighing {
  /** From one vantage nothing is surer. */
  private static final double CAP = 0.90;

  /** Where the scale of our words begins. */
  private static final double FLOOR = 0.01;

  /** By how much unknown is raised above what may not lead, so that it shows in whole per cent. */
  private static final double MARGIN = 1.05;

  /** Two that rest on one event: the second has half its weight where the first holds. */
  private static final Map<Criterion, Set<Criterion>> HALVED =
      Map.of(
          Criterion.B1, EnumSet.of(Criterion.A2),
          Criterion.A4, EnumSet.of(Criterion.A3),
          Criterion.D1, EnumSet.of(Criterion.D2));

  /** The first is void where one of the others holds. */
  private static final Map<Criterion, Set<Criterion>> VOID =
      Map.of(
          Criterion.A2, EnumSet.of(Criterion.A1, Criterion.A3),
          Criterion.C2, EnumSet.of(Criterion.C1),
          Criterion.B7, EnumSet.of(Criterion.B2));

  /** H7: of the first only what speaks against something is left where the second holds. */
  private static final Map<Criterion, Set<Criterion>> STRIPPED =
      Map.of(Criterion.B1, EnumSet.of(Criterion.A1));

  private Weighing() {}

  /** What counts of what was found, and how much. */
  static List<Evidence> dependent(List<Evidence> found) {
    List<Evidence> kept = new ArrayList<>();
    for (Evidence evidence : found) {
      if (!with(VOID, evidence, found)) {
        kept.add(weakened(evidence, found));
      }
    }
    return kept;
  }

  private static Evidence weakened(Evidence evidence, List<Evidence> found) {
    if (with(STRIPPED, evidence, found)) {
      return evidence.with(against(evidence.ratios()));
    }
    return with(HALVED, evidence, found) ? evidence.with(halved(evidence.ratios())) : evidence;
  }

  /** Whether one that a table names beside it holds as well. */
  private static boolean with(
      Map<Criterion, Set<Criterion>> table, Evidence evidence, List<Evidence> found) {
    Set<Criterion> others = table.getOrDefault(evidence.criterion(), Set.of());
    return found.stream().map(Evidence::criterion).anyMatch(others::contains);
  }

  private static Map<Hypothesis, Double> against(Map<Hypothesis, Double> ratios) {
    Map<Hypothesis, Double> left = new HashMap<>(ratios);
    left.values().removeIf(ratio -> ratio > 1);
    return left;
  }

  /** Half the weight is the root of the ratio; what speaks against something rests on more. */
  private static Map<Hypothesis, Double> halved(Map<Hypothesis, Double> ratios) {
    Map<Hypothesis, Double> half = new HashMap<>(ratios);
    half.replaceAll((h, ratio) -> ratio > 1 ? Math.sqrt(ratio) : ratio);
    return half;
  }

  /**
   * @param upstreams how many lines the country has
   * @param evidence as it counts
   */
  static Likelihood weighed(int upstreams, List<Evidence> evidence) {
    Map<Hypothesis, Double> weights = new EnumMap<>(Prior.of(upstreams));
    evidence.forEach(
        e -> e.ratios().forEach((h, ratio) -> weights.merge(h, ratio, (w, r) -> w * r)));
    Hypothesis leader = leader(weights);
    if (!Gate.open(leader, evidence)) {
      weights.merge(Hypothesis.UNKNOWN, MARGIN * weights.getOrDefault(leader, 0.0), Math::max);
    }
    return Likelihood.of(capped(floored(weights)));
  }

  private static Hypothesis leader(Map<Hypothesis, Double> weights) {
    return weights.entrySet().stream()
        .filter(e -> e.getKey() != Hypothesis.UNKNOWN)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Hypothesis.UNKNOWN);
  }

  /** Nothing that we name is ever excluded. */
  private static Map<Hypothesis, Double> floored(Map<Hypothesis, Double> weights) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    weights.replaceAll((h, weight) -> Math.max(weight, FLOOR * sum));
    return weights;
  }

  /** H9: what is above the cap is unknown. */
  private static Map<Hypothesis, Double> capped(Map<Hypothesis, Double> weights) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    double most = weights.getOrDefault(leader(weights), 0.0);
    if (most > CAP * sum) {
      weights.merge(Hypothesis.UNKNOWN, most / CAP - sum, Double::sum);
    }
    return weights;
  }
}
