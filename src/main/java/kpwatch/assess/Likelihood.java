package kpwatch.assess;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The share of each hypothesis in whole per cent; the four sum to 100. */
public record Likelihood(Map<Hypothesis, Integer> percent) {
  public Likelihood {
    percent = Map.copyOf(percent);
    if (percent.values().stream().mapToInt(Integer::intValue).sum() != 100) {
      throw new IllegalArgumentException("shares do not sum to 100: " + percent);
    }
  }

  /** Shares in proportion to the weights, rounded so that they sum to 100 (largest remainder). */
  static Likelihood of(Map<Hypothesis, Double> weights) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    Map<Hypothesis, Integer> percent = new EnumMap<>(Hypothesis.class);
    Map<Hypothesis, Double> rest = new EnumMap<>(Hypothesis.class);
    int given = 0;
    for (Hypothesis hypothesis : Hypothesis.values()) {
      double exact = 100 * weights.getOrDefault(hypothesis, 0.0) / sum;
      percent.put(hypothesis, (int) exact);
      rest.put(hypothesis, exact - (int) exact);
      given += (int) exact;
    }
    List<Hypothesis> order =
        rest.keySet().stream()
            .sorted(Comparator.comparingDouble((Hypothesis h) -> -rest.getOrDefault(h, 0.0)))
            .toList();
    for (int i = 0; i < 100 - given; i++) {
      percent.merge(order.get(i), 1, Integer::sum);
    }
    return new Likelihood(percent);
  }

  public int of(Hypothesis hypothesis) {
    return percent.getOrDefault(hypothesis, 0);
  }

  /** The greatest; of equals, unknown first, since a tie is not knowing. */
  public Hypothesis verdict() {
    return percent.entrySet().stream()
        .max(
            Map.Entry.<Hypothesis, Integer>comparingByValue()
                .thenComparing(e -> e.getKey() == Hypothesis.UNKNOWN))
        .map(Map.Entry::getKey)
        .orElse(Hypothesis.UNKNOWN);
  }

  /** The greatest but one, unknown left out: what else it may be. */
  public Hypothesis rival() {
    Hypothesis verdict = verdict();
    return percent.entrySet().stream()
        .filter(e -> e.getKey() != verdict && e.getKey() != Hypothesis.UNKNOWN)
        .max(
            Map.Entry.<Hypothesis, Integer>comparingByValue()
                .thenComparing(e -> -e.getKey().ordinal()))
        .map(Map.Entry::getKey)
        .orElse(Hypothesis.UNKNOWN);
  }
}
