package kpwatch.notify;

import java.time.Instant;
import java.util.Optional;
import kpwatch.assess.Confidence;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.Scope;

/**
 * What has been said of an incident.
 *
 * @param updates how many messages
 * @param widest the widest scope said
 * @param rang whether one of them rang
 */
public record Told(
    String incident,
    int updates,
    Scope widest,
    Hypothesis verdict,
    Confidence confidence,
    Hypothesis firstVerdict,
    Instant last,
    boolean rang) {
  /** What has been said of our own blindness. */
  public record Blindness(Optional<Instant> since, boolean told) {
    public static final Blindness NONE = new Blindness(Optional.empty(), false);
  }
}
