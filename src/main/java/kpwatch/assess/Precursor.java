package kpwatch.assess;

import static kpwatch.assess.Hypothesis.ATTACK;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.Departure;
import kpwatch.observation.Subject;

/** A1: hosts failed one after another while the routes were still up, and the routes left last. */
final class Precursor implements Rule {
  @Override
  public Optional<Evidence> find(Case matter) {
    if (matter.loss().isEmpty()) {
      return Optional.empty();
    }
    Loss loss = matter.loss().get();
    Instant onset = matter.incident().onset();
    List<Departure> before =
        loss.hosts().stream()
            .filter(d -> !d.first().isBefore(onset))
            .filter(d -> d.first().isBefore(loss.lastWhole()))
            .toList();
    List<Subject> failing =
        before.stream()
            .filter(loss.failing()::contains)
            .map(Departure::subject)
            .distinct()
            .sorted()
            .toList();
    boolean measured =
        matter.incident().findings().measured().filter(since -> !since.isAfter(onset)).isPresent();
    boolean ordered =
        before.stream()
            .anyMatch(
                d ->
                    d.first()
                        .plus(matter.limits().probes().order())
                        .isBefore(loss.earliest().first()));
    if (!measured || !ordered || failing.size() < 2) {
      return Optional.empty();
    }
    String seen =
        failing.size() + " addresses failed while the routes were still up; the routes left last";
    return Optional.of(
        new Evidence(Criterion.A1, Map.of(ATTACK, Criterion.A1.strength().ratio()), seen, failing));
  }
}
