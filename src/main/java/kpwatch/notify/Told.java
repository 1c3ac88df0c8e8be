package kpwatch.notify;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import kpwatch.assess.Assessment;
import kpwatch.assess.Confidence;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;

/**
 * What has been said of an incident.
 *
 * @param updates how many messages
 * @param widest the widest scope said
 * @param rang whether one of them rang
 * @param verdictRang whether the verdict was said in one that rang
 * @param other since when another verdict or confidence has held, while it does
 * @param remarks what else has been said, each once
 */
public record Told(
    String incident,
    int updates,
    Scope widest,
    Hypothesis verdict,
    Confidence confidence,
    Instant last,
    boolean rang,
    boolean verdictRang,
    Optional<Other> other,
    Set<Remark> remarks) {
  public Told {
    remarks = Set.copyOf(remarks);
  }

  /** Something that is said once. */
  public enum Remark {
    /** That it comes and goes. */
    UNSTABLE,
    /** That it had been said to be wider than it is. */
    CORRECTED
  }

  boolean has(Remark remark) {
    return remarks.contains(remark);
  }

  /** Since when the assessment has differed from the one said, in the same sense. */
  public record Other(Hypothesis verdict, Instant since) {}

  static Told first(Incident incident, Assessment assessment, boolean rings, Instant now) {
    return new Told(
        incident.code(),
        1,
        incident.widest(),
        assessment.verdict(),
        assessment.confidence(),
        now,
        rings,
        rings,
        Optional.empty(),
        incident.unstable().isPresent() ? Set.of(Remark.UNSTABLE) : Set.of());
  }

  /** One more message, with the assessment as it is now. */
  Told again(Scope scope, Assessment assessment, boolean rings, Instant now) {
    boolean same = assessment.verdict() == verdict;
    return new Told(
        incident,
        updates + 1,
        scope,
        assessment.verdict(),
        assessment.confidence(),
        now,
        rang || rings,
        rings || (same && verdictRang),
        Optional.empty(),
        remarks);
  }

  /**
   * The same, with what is thought of it now: another assessment must last to be said, and how sure
   * we are of not knowing is none.
   */
  Told thinking(Assessment assessment, Instant now) {
    boolean asSure = verdict == Hypothesis.UNKNOWN || assessment.confidence() == confidence;
    boolean said = assessment.verdict() == verdict && asSure;
    Optional<Other> next =
        said
            ? Optional.empty()
            : Optional.of(
                new Other(
                    assessment.verdict(),
                    other
                        .filter(o -> o.verdict() == assessment.verdict())
                        .map(Other::since)
                        .orElse(now)));
    return next.equals(other) ? this : with(next, remarks);
  }

  Told with(Remark remark) {
    Set<Remark> more = EnumSet.of(remark);
    more.addAll(remarks);
    return remarked(more);
  }

  Told without(Remark remark) {
    Set<Remark> less = EnumSet.noneOf(Remark.class);
    less.addAll(remarks);
    less.remove(remark);
    return remarked(less);
  }

  private Told remarked(Set<Remark> set) {
    return with(other, set);
  }

  private Told with(Optional<Other> next, Set<Remark> set) {
    return new Told(
        incident, updates, widest, verdict, confidence, last, rang, verdictRang, next, set);
  }

  /** What has been said of our own blindness. */
  public record Blindness(Optional<Instant> since, boolean told) {
    public static final Blindness NONE = new Blindness(Optional.empty(), false);
  }
}
