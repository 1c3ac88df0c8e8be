package kpwatch.assess;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one observation does to the hypotheses.
 *
 * @param strength for what it favours
 * @param locates whether it shows by itself where the fault lies
 */
record Effect(Strength strength, Map<Hypothesis, Double> ratios, boolean locates) {
  static final Effect NONE = new Effect(Strength.NONE, Map.of(), false);

  Effect {
    ratios = Map.copyOf(ratios);
  }

  static Effect of(Strength strength, Hypothesis... favoured) {
    Map<Hypothesis, Double> ratios = new EnumMap<>(Hypothesis.class);
    for (Hypothesis hypothesis : favoured) {
      ratios.put(hypothesis, strength.ratio());
    }
    return new Effect(strength, ratios, false);
  }

  Effect against(Strength how, Hypothesis hypothesis) {
    Map<Hypothesis, Double> more = new EnumMap<>(ratios);
    more.put(hypothesis, 1 / how.ratio());
    return new Effect(strength, more, locates);
  }

  Effect locating() {
    return new Effect(strength, ratios, true);
  }
}
