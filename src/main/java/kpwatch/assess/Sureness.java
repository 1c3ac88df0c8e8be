package kpwatch.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;
import kpwatch.incident.Thresholds;

/**
 * How good the evidence is, and why no better: vantages, gaps, age. Never how likely the verdict
 * is.
 */
final class Sureness {
  private static final String ONE_PLACE = "we look from one place only";
  private static final Duration WEEK = Duration.ofDays(7);

  private final Incident incident;
  private final Thresholds limits;
  private final View view;
  private final Instant now;

  Sureness(Incident incident, Thresholds limits, View view, Instant now) {
    this.incident = incident;
    this.limits = limits;
    this.view = view;
    this.now = now;
  }

  /**
   * Why the evidence is poor, or no better than moderate.
   *
   * @param open whether what was found suffices to lean at all
   */
  Reason reason(boolean open) {
    return weakness(open)
        .map(why -> new Reason(Confidence.LOW, why))
        .orElse(new Reason(Confidence.MODERATE, ONE_PLACE));
  }

  record Reason(Confidence confidence, String because) {}

  private Optional<String> weakness(boolean open) {
    if (!open) {
      return Optional.of("the evidence does not lean far enough");
    }
    if (now.isBefore(incident.opened().plus(limits.probes().lately()))) {
      return Optional.of("only a few minutes of data");
    }
    if (!incident.closed() && !view.routes()) {
      return Optional.of("the routes cannot be seen at present");
    }
    if (incident.losses().size() >= limits.unstable().flips()) {
      return Optional.of("the routes came and went");
    }
    if (unwatched()) {
      return Optional.of("we were not watching when it began");
    }
    boolean lines = incident.widest() == Scope.UPSTREAM;
    if (lines && view.since().plus(WEEK).isAfter(incident.onset())) {
      return Optional.of("less than a week of memory of what is usual");
    }
    boolean probes = incident.findings().measured().isPresent();
    boolean needed = incident.widest().routesLost() || incident.widest() == Scope.DEGRADED;
    return needed && !probes ? Optional.of("the routes alone are seen") : Optional.empty();
  }

  /** Whether it began in a span in which we did not run, or before we ever looked. */
  private boolean unwatched() {
    return incident.notBefore().isEmpty()
        || view.away()
            .filter(
                a ->
                    !a.to().isAfter(incident.onset())
                        && incident.notBefore().filter(b -> !b.isAfter(a.from())).isPresent())
            .isPresent();
  }
}
