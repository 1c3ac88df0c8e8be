package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.incident.Jump;
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
   * at once, with the peers, which are not stored.
   *
   * @param back by how much the clock stands before the last step, if it does
   */
  Plan started(Plan plan, Optional<Jump> back, Instant now) {
    Plan moved = back.filter(Jump::back).map(jump -> moved(plan, jump)).orElse(plan);
    return afresh(moved, List.of(RoutePlan.ALL, RoutePlan.PEERS), now);
  }

  /**
   * The plan after a jump while the program ran. Whether time has passed in truth cannot be told,
   * so everything keeps the wait that it had, which is polite either way; routes and controls are
   * asked at once.
   */
  Plan resumed(Plan plan, Jump jump) {
    return afresh(moved(plan, jump), List.of(RoutePlan.ALL, ProbePlan.CONTROLS), jump.to());
  }

  private Plan moved(Plan plan, Jump jump) {
    return plan.shifted(Duration.between(jump.from(), jump.to()), allowance.hour());
  }

  private static Plan afresh(Plan plan, List<String> atOnce, Instant now) {
    TreeMap<String, Instant> due = new TreeMap<>(plan.due());
    atOnce.forEach(key -> due.put(key, now));
    return new Plan(
        due,
        plan.turns(),
        Set.of(),
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
    boolean lossOver = plan.backedOff().isPresent() && !signals.totalLoss();
    if (finished.isEmpty() && nothingDue && !lossOver) {
      return new Planned(plan, List.of());
    }
    Agenda agenda = new Agenda(plan, allowance, signals.troubled(), now);
    finished.forEach(o -> agenda.asked.remove(o.look().key()));
    routes.advance(agenda, tracks, signals, finished);
    probes.advance(agenda, tracks, signals, finished);
    return new Planned(agenda.plan(), List.copyOf(agenda.looks));
  }
}
