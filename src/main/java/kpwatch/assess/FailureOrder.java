package kpwatch.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.assess.Rule.Case;
import kpwatch.assess.Rule.Found;
import kpwatch.incident.Departure;
import kpwatch.incident.PrefixState;
import kpwatch.observation.Subject;

/** What failed first: the hosts, or the routes with everything at once. */
final class FailureOrder {
  private FailureOrder() {}

  /** A1: hosts failed one after another while the routes were still up; the routes left last. */
  static Optional<Found> hostsFirst(Case matter) {
    if (matter.loss().isEmpty()) {
      return Optional.empty();
    }
    Loss loss = matter.loss().get();
    Instant onset = matter.incident().onset();
    List<Departure> before =
        loss.hosts().stream()
            .filter(d -> !d.first().isBefore(onset) && d.first().isBefore(loss.lastWhole()))
            .toList();
    List<Departure> failing = before.stream().filter(loss.failing()::contains).toList();
    Instant sure = loss.earliest().first().minus(matter.limits().probes().order());
    boolean ordered = before.stream().anyMatch(d -> d.first().isBefore(sure));
    if (!matter.measured(onset) || !ordered || failing.size() < 2) {
      return Optional.empty();
    }
    return Found.of(
        failing.size()
            + " addresses failed while the routes were still up, with the first sign "
            + Duration.between(before.get(0).first(), loss.earliest().first()).toMinutes()
            + " min before; the routes left last",
        failing);
  }

  /**
   * A2: after a quiet hour the routes and every host behind them left together, as far as our looks
   * can tell: at least half of the hosts were seen to fall silent within one round of the loss of
   * their own route, none before it, and none answered later. What comes and goes does not begin
   * abruptly.
   */
  static Optional<Found> allAtOnce(Case matter) {
    if (matter.loss().isEmpty()) {
      return Optional.empty();
    }
    Loss loss = matter.loss().get();
    Instant quietFrom = loss.earliest().first().minus(matter.limits().country().quiet());
    boolean calm = matter.findings().lastTrouble().filter(at -> at.isAfter(quietFrom)).isEmpty();
    Set<Subject> behind = behind(matter, loss, quietFrom);
    boolean contradicted =
        behind.stream()
            .anyMatch(h -> matter.findings().outlasted().contains(h) || failedBefore(h, loss));
    List<Departure> together = together(behind, loss, matter);
    if (!matter.measured(quietFrom)
        || matter.incident().losses().size() >= matter.limits().unstable().flips()
        || !calm
        || contradicted
        || together.isEmpty()
        || together.size() * 2 < behind.size()) {
      return Optional.empty();
    }
    String all =
        together.size() == behind.size()
            ? "all " + behind.size() + " addresses"
            : together.size() + " of " + behind.size() + " addresses";
    String rest = together.size() == behind.size() ? "" : ", and none of the others answered later";
    List<Departure> rests = new ArrayList<>(loss.prefixes());
    rests.addAll(together);
    return Found.of(
        "no trouble in the hour before; "
            + all
            + " fell silent within one round of the loss of their routes"
            + rest,
        rests);
  }

  /** Voting addresses in the prefixes that left; what had been dead for an hour does not count. */
  private static Set<Subject> behind(Case matter, Loss loss, Instant quietFrom) {
    Set<Subject> behind = new HashSet<>(matter.findings().voters());
    behind.removeIf(host -> loss.of(host).isEmpty());
    loss.hosts().stream()
        .filter(d -> d.first().isBefore(quietFrom))
        .map(Departure::subject)
        .forEach(behind::remove);
    return behind;
  }

  private static boolean failedBefore(Subject host, Loss loss) {
    Departure route = loss.of(host).orElse(loss.earliest());
    Instant lastWhole = route.lastGood().orElse(route.first());
    return loss.hosts().stream()
        .filter(d -> d.subject().equals(host))
        .anyMatch(d -> d.first().isBefore(lastWhole));
  }

  private static List<Departure> together(Set<Subject> behind, Loss loss, Case matter) {
    return loss.failing().stream()
        .filter(d -> behind.contains(d.subject()))
        .filter(
            d -> {
              Instant gone = loss.of(d.subject()).orElse(loss.earliest()).first();
              Duration apart = Duration.between(gone, d.first()).abs();
              return apart.compareTo(matter.limits().probes().order()) <= 0;
            })
        .toList();
  }

  /**
   * A6: the prefixes left in steps, more than half an hour apart, and at each step the hosts of
   * those that stayed went on answering.
   */
  static Optional<Found> inStages(Case matter) {
    if (matter.loss().isEmpty() || !matter.measured(matter.incident().onset())) {
      return Optional.empty();
    }
    Loss first = matter.loss().get();
    List<Departure> later =
        matter.findings().of(Subject.Kind.PREFIX).stream()
            .filter(d -> d.how().equals(PrefixState.GONE.word()))
            .filter(d -> first.prefixes().stream().noneMatch(p -> p.subject().equals(d.subject())))
            .toList();
    boolean clean =
        later.stream()
            .allMatch(
                route ->
                    first.hosts().stream()
                        .filter(h -> Loss.inside(route, h.subject()))
                        .noneMatch(
                            h -> h.first().isBefore(route.lastGood().orElse(route.first()))));
    if (later.isEmpty() || !clean || failedBeforeOwn(first)) {
      return Optional.empty();
    }
    List<Departure> rests = new ArrayList<>(first.prefixes());
    rests.addAll(later);
    return Found.of(
        "the prefixes left in steps more than half an hour apart, each step a clean one", rests);
  }

  private static boolean failedBeforeOwn(Loss loss) {
    return loss.hosts().stream()
        .anyMatch(h -> loss.of(h.subject()).isPresent() && failedBefore(h.subject(), loss));
  }
}
