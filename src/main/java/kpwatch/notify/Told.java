package kpwatch.notify;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import kpwatch.assess.Assessment;
import kpwatch.assess.Confidence;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.Scope;

/**
 * What has been said of an incident.
 *
 * @param updates how many messages
 * @param widest the widest scope said
 * @param rang whether one of them rang
 * @param remarks what else has been said, each once
 */
public record Told(
    String incident,
    int updates,
    Scope widest,
    Hypothesis verdict,
    Confidence confidence,
    Hypothesis firstVerdict,
    Instant last,
    boolean rang,
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

  /** One more message, with the assessment as it is now. */
  Told again(Scope scope, Assessment assessment, boolean rings, Instant now) {
    return new Told(
        incident,
        updates + 1,
        scope,
        assessment.verdict(),
        assessment.confidence(),
        firstVerdict,
        now,
        rang || rings,
        remarks);
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
    return new Told(incident, updates, widest, verdict, confidence, firstVerdict, last, rang, set);
  }

  /** What has been said of our own blindness. */
  public record Blindness(Optional<Instant> since, boolean told) {
    public static final Blindness NONE = new Blindness(Optional.empty(), false);
  }
}
