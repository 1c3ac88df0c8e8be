package kpwatch.assess;

import java.util.EnumMap;
import java.util.Map;

/** What is likely before anything is seen ({@code detection.md} 5, H9). */
final class Prior {
  private Prior() {}

  static Map<Hypothesis, Double> of(int upstreams) {
    Map<Hypothesis, Double> prior = new EnumMap<>(Hypothesis.class);
    boolean one = upstreams < 2;
    prior.put(Hypothesis.INTERNAL, one ? 0.32 : 0.36);
    prior.put(Hypothesis.UNKNOWN, 0.36);
    prior.put(Hypothesis.ATTACK, one ? 0.14 : 0.18);
    prior.put(Hypothesis.TRANSIT, one ? 0.18 : 0.10);
    return prior;
  }
}
