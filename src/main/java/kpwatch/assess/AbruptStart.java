package kpwatch.assess;

import static kpwatch.assess.Hypothesis.INTERNAL;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kpwatch.incident.Departure;
import kpwatch.incident.Findings;
import kpwatch.observation.Subject;

/** A2: after a quiet hour the routes and every host behind them left within one round of looks. */
final class AbruptStart implements Rule {
  @Override
  public Optional<Evidence> find(Case matter) {
    if (matter.loss().isEmpty()) {
      return Optional.empty();
    }
    Loss loss = matter.loss().get();
    Findings findings = matter.incident().findings();
    Instant quietFrom = loss.earliest().first().minus(matter.limits().country().quiet());
    boolean measured = findings.measured().filter(since -> !since.isAfter(quietFrom)).isPresent();
    boolean calm = findings.lastTrouble().filter(at -> at.isAfter(quietFrom)).isEmpty();
    Set<Subject> longDead =
        loss.hosts().stream()
            .filter(d -> d.first().isBefore(quietFrom))
            .map(Departure::subject)
            .collect(Collectors.toSet());
    List<Subject> behind =
        findings.voters().stream()
            .filter(v -> !longDead.contains(v))
            .filter(
                v ->
                    loss.of(new Departure(v, "", quietFrom, Optional.empty(), Set.of()))
                        .isPresent())
            .sorted()
            .toList();
    if (!measured
        || !calm
        || behind.isEmpty()
        || !behind.stream().allMatch(v -> leftWithItsRoute(v, loss, matter))) {
      return Optional.empty();
    }
    String seen =
        "no trouble in the hour before; all "
            + behind.size()
            + " addresses fell silent within one round of the loss of their routes";
    return Optional.of(
        new Evidence(
            Criterion.A2, Map.of(INTERNAL, Criterion.A2.strength().ratio()), seen, behind));
  }

  private static boolean leftWithItsRoute(Subject host, Loss loss, Case matter) {
    List<Departure> own = loss.hosts().stream().filter(d -> d.subject().equals(host)).toList();
    return own.stream()
        .filter(loss.failing()::contains)
        .anyMatch(
            d -> {
              Departure route = loss.of(d).orElse(loss.earliest());
              Instant lastWhole = route.lastGood().orElse(route.first());
              boolean goodBefore = own.stream().noneMatch(o -> o.first().isBefore(lastWhole));
              return goodBefore
                  && !d.first().isAfter(route.first().plus(matter.limits().probes().order()));
            });
  }
}
