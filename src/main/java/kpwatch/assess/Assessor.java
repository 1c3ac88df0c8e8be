package kpwatch.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;

/** Weighs what was seen of an incident: {@code detection.md} 5. Pure. */
public final class Assessor {
  private static final List<Rule> RULES =
      List.of(
          new Precursor(), new AbruptStart(), new BothLines(), new OneLine(), new Unauthorised());
  private static final double CAP = 0.90;
  private static final Duration WEEK = Duration.ofDays(7);

  private final Network network;
  private final Thresholds limits;

  public Assessor(Network network, Thresholds limits) {
    this.network = network;
    this.limits = limits;
  }

  /**
   * @param watching since when the memory of what is usual reaches back
   * @param probed whether the probes showed the country when the incident began
   */
  public Assessment assess(Incident incident, Instant watching, boolean probed, Instant now) {
    Rule.Case matter = Rule.Case.of(incident, network, limits);
    List<Evidence> found = new ArrayList<>();
    RULES.forEach(rule -> rule.find(matter).ifPresent(found::add));
    List<Evidence> evidence = dependent(found);
    Likelihood likelihood = Likelihood.of(weighed(evidence));
    String weakness = weakness(incident, likelihood, watching, probed, now);
    return new Assessment(
        incident.code(),
        now,
        likelihood,
        weakness.isEmpty() ? Confidence.MODERATE : Confidence.LOW,
        weakness.isEmpty() ? "we look from one place only" : weakness,
        evidence);
  }

  /**
   * Whether an assessment changes by the passing of time alone, after {@code from} and by {@code
   * to}.
   */
  public boolean matures(Incident incident, Instant from, Instant to) {
    Instant settled = incident.opened().plus(limits.probes().lately());
    return from.isBefore(settled) && !to.isBefore(settled);
  }

  /**
   * H7: A1 voids A2 and leaves of B1 what speaks against transit; A2 and B1 rest on one event, the
   * second gets half.
   */
  private static List<Evidence> dependent(List<Evidence> found) {
    boolean precursor = holds(found, Criterion.A1);
    boolean abrupt = holds(found, Criterion.A2);
    List<Evidence> kept = new ArrayList<>();
    for (Evidence evidence : found) {
      if (evidence.criterion() == Criterion.A2 && precursor) {
        continue;
      }
      if (evidence.criterion() == Criterion.B1 && (precursor || abrupt)) {
        Map<Hypothesis, Double> ratios = new HashMap<>(evidence.ratios());
        if (precursor) {
          ratios.remove(Hypothesis.INTERNAL);
        } else {
          ratios.put(Hypothesis.INTERNAL, Criterion.B1.strength().halved());
        }
        kept.add(new Evidence(Criterion.B1, ratios, evidence.seen(), evidence.subjects()));
      } else {
        kept.add(evidence);
      }
    }
    return kept;
  }

  private static boolean holds(List<Evidence> found, Criterion criterion) {
    return found.stream().anyMatch(e -> e.criterion() == criterion);
  }

  private Map<Hypothesis, Double> weighed(List<Evidence> evidence) {
    Map<Hypothesis, Double> weights = new EnumMap<>(Prior.of(network.upstreams().size()));
    evidence.forEach(
        e -> e.ratios().forEach((h, ratio) -> weights.merge(h, ratio, (w, r) -> w * r)));
    Hypothesis leader = leader(weights);
    if (!Gate.open(leader, evidence)) {
      weights.merge(Hypothesis.UNKNOWN, 1.03 * weights.getOrDefault(leader, 0.0), Math::max);
    }
    return capped(weights);
  }

  private static Hypothesis leader(Map<Hypothesis, Double> weights) {
    return weights.entrySet().stream()
        .filter(e -> e.getKey() != Hypothesis.UNKNOWN)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Hypothesis.UNKNOWN);
  }

  /** H9: from one vantage nothing is surer than the cap; what is above it is unknown. */
  private static Map<Hypothesis, Double> capped(Map<Hypothesis, Double> weights) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    double most = weights.getOrDefault(leader(weights), 0.0);
    if (most > CAP * sum) {
      weights.merge(Hypothesis.UNKNOWN, most / CAP - sum, Double::sum);
    }
    return weights;
  }

  /** Why the evidence is poor; empty if it is not. */
  private String weakness(
      Incident incident, Likelihood likelihood, Instant watching, boolean probed, Instant now) {
    Optional<Duration> length = Optional.of(Duration.between(incident.opened(), now));
    if (likelihood.verdict() == Hypothesis.UNKNOWN) {
      return "the evidence does not lean far enough";
    }
    if (length.filter(l -> l.compareTo(limits.probes().lately()) < 0).isPresent()) {
      return "only a few minutes of data";
    }
    if (incident.widest() == Scope.UPSTREAM && watching.plus(WEEK).isAfter(incident.onset())) {
      return "less than a week of memory of what is usual";
    }
    return incident.widest() == Scope.UPSTREAM || probed ? "" : "the routes alone are seen";
  }
}
