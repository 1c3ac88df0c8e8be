package kpwatch.assess;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A final assessment beside what its file accepts. The log score is the natural logarithm of the
 * likelihood given to what is accepted: 0 at best, and the lower, the more was given to the rest.
 *
 * @param accepted verdicts, at least one
 * @param shares the final likelihoods in per cent
 * @param upstreams on which the priors depend
 */
record Scored(Set<Hypothesis> accepted, Map<Hypothesis, Integer> shares, int upstreams) {
  Scored {
    accepted = EnumSet.copyOf(accepted);
    shares = Map.copyOf(shares);
  }

  /** Of what was thought at the end. */
  double score() {
    return Math.log(accepted.stream().mapToInt(h -> shares.getOrDefault(h, 0)).sum() / 100.0);
  }

  /** Of what is thought before anything is seen. */
  double prior() {
    Map<Hypothesis, Double> prior = Prior.of(upstreams);
    return Math.log(accepted.stream().mapToDouble(h -> prior.getOrDefault(h, 0.0)).sum());
  }
}
