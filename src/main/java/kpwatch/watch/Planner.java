package kpwatch.watch;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import kpwatch.incident.Signals;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;

/** When to look at what: a fold over {@link Plan}. Pure. */
public final class Planner {
  private final RoutePlan routes;
  private final ProbePlan probes;
  private final Allowance allowance;

  public Planner(Network network, Pace pace) {
    this.routes = new RoutePlan(network, pace);
    this.probes = new ProbePlan(network, pace);
    this.allowance = Allowance.of(pace, network.prefixes().size());
  }

  /** The plan after a step, and the looks that are due. */
  public record Planned(Plan plan, List<Look> looks) {}

  /**
   * The plan of a program that starts: what was under way is not any more, and all routes are asked
   * at once.
   */
  Plan started(Plan plan, Instant now) {
    TreeMap<String, Instant> due = new TreeMap<>(plan.due());
    due.put(RoutePlan.ALL, now);
    due.put(RoutePlan.PEERS, now);
    return new Plan(
        due,
        plan.turns(),
        java.util.Set.of(),
        plan.burstUntil(),
        plan.backedOff(),
        plan.triggered(),
        plan.budget());
  }

  /**
   * One step.
   *
   * @param tracks as they are after the outcomes were read
   * @param finished the looks that came back in this step
   */
  public Planned advance(
      Plan plan, Tracks tracks, Signals signals, List<Outcome> finished, Instant now) {
    boolean nothingDue = plan.nextDue().filter(at -> at.isAfter(now)).isPresent();
    if (finished.isEmpty() && nothingDue) {
      return new Planned(plan, List.of());
    }
    Agenda agenda = new Agenda(plan, allowance, signals.troubled(), now);
    finished.forEach(o -> agenda.asked.remove(o.look().key()));
    routes.advance(agenda, tracks, signals, finished);
    probes.advance(agenda, tracks, signals, finished);
    return new Planned(agenda.plan(), List.copyOf(agenda.looks));
  }
}
