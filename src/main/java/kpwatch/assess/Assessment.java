package kpwatch.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an incident may mean, as far as is known at a time.
 *
 * @param evidence everything that was found, for and against
 * @param because why the confidence is no higher, one short phrase
 * @param first what was thought of it first
 * @param recurrence how often the like has happened lately
 */
public record Assessment(
    String incident,
    Instant at,
    Likelihood likelihood,
    Confidence confidence,
    String because,
    List<Evidence> evidence,
    Optional<First> first,
    Optional<Recurrence> recurrence) {
  public Assessment {
    evidence = List.copyOf(evidence);
  }

  /** The first verdict on an incident. */
  public record First(Instant at, Hypothesis verdict, int percent, Confidence confidence) {
    static First of(Instant at, Likelihood likelihood, Confidence confidence) {
      Hypothesis verdict = likelihood.verdict();
      return new First(at, verdict, likelihood.of(verdict), confidence);
    }
  }

  public Hypothesis verdict() {
    return likelihood.verdict();
  }

  /** What favours the verdict. */
  public List<Evidence> supporting() {
    return evidence.stream().filter(e -> e.favours(verdict())).toList();
  }

  /** What favours something else or speaks against the verdict. */
  public List<Evidence> opposing() {
    return evidence.stream().filter(e -> e.disagrees(verdict())).toList();
  }

  /** What was seen and tells no cause from another. */
  public List<Evidence> noted() {
    return evidence.stream().filter(e -> !e.weighs()).toList();
  }

  /** The first verdict, where it was another one. */
  public Optional<First> changedFrom() {
    return first.filter(f -> f.verdict() != verdict());
  }

  /**
   * Whether a reader would be told anything new: verdict, likelihood, confidence or evidence
   * differ.
   */
  public boolean sameAs(Assessment other) {
    return likelihood.equals(other.likelihood)
        && confidence == other.confidence
        && because.equals(other.because)
        && ids().equals(other.ids());
  }

  private List<String> ids() {
    return evidence.stream().map(Evidence::id).toList();
  }
}
