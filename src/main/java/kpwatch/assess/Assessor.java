package kpwatch.assess;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Incident;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;

/** Weighs what was seen of an incident: {@code detection.md} 5. Pure. */
public final class Assessor {
  private final Network network;
  private final Thresholds limits;

  public Assessor(Network network, Thresholds limits) {
    this.network = network;
    this.limits = limits;
  }

  /**
   * @param past incidents that have ended
   * @param before what was thought of it last; empty when it has just begun
   */
  public Assessment assess(
      Incident incident, View view, Past past, Optional<Assessment> before, Instant now) {
    Rule.Case matter = Rule.Case.of(incident, network, limits, past, now);
    List<Evidence> evidence =
        Weighing.dependent(
            Arrays.stream(Criterion.values()).flatMap(c -> c.find(matter).stream()).toList());
    Likelihood likelihood = Weighing.weighed(network.upstreams().size(), evidence);
    boolean open = likelihood.verdict() != Hypothesis.UNKNOWN;
    Sureness.Reason sure = new Sureness(incident, limits, view, now).reason(open);
    return new Assessment(
        incident.code(),
        now,
        likelihood,
        sure.confidence(),
        sure.because(),
        evidence,
        before
            .flatMap(Assessment::first)
            .or(() -> Optional.of(Assessment.First.of(now, likelihood, sure.confidence()))),
        Optional.of(past.recurrence(incident)));
  }

  /**
   * Whether an assessment may change by the passing of time alone, after {@code from} and by {@code
   * to}: it is no guess of the first minutes any more.
   */
  public boolean matures(Incident incident, Instant from, Instant to) {
    Instant settled = incident.opened().plus(limits.probes().lately());
    return from.isBefore(settled) && !to.isBefore(settled);
  }
}
