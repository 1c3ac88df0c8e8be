package kpwatch.assess;

import java.time.Instant;
import java.util.List;

/**
 * What an incident may mean, as far as is known at a time.
 *
 * @param evidence everything that was found, for and against
 * @param because why the confidence is no higher, one short phrase
 */
public record Assessment(
    String incident,
    Instant at,
    Likelihood likelihood,
    Confidence confidence,
    String because,
    List<Evidence> evidence) {
  public Assessment {
    evidence = List.copyOf(evidence);
  }

  public Hypothesis verdict() {
    return likelihood.verdict();
  }

  /** What favours the verdict. */
  public List<Evidence> supporting() {
    return evidence.stream()
        .filter(e -> e.favours().filter(h -> h == verdict()).isPresent())
        .toList();
  }

  /** What favours something else or speaks against the verdict. */
  public List<Evidence> opposing() {
    return evidence.stream()
        .filter(
            e -> e.favours().filter(h -> h != verdict()).isPresent() || e.speaksAgainst(verdict()))
        .toList();
  }

  /**
   * Whether a reader would be told anything new: verdict, likelihood, confidence or evidence
   * differ.
   */
  public boolean sameAs(Assessment other) {
    return likelihood.equals(other.likelihood)
        && confidence == other.confidence
        && because.equals(other.because)
        && evidence.stream()
            .map(Evidence::id)
            .toList()
            .equals(other.evidence.stream().map(Evidence::id).toList());
  }
}
