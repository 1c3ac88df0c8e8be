package kpwatch.assess;

import static kpwatch.assess.Hypothesis.TRANSIT;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.Departure;
import kpwatch.observation.Subject;

/** B2: one line is not seen any more, another carries on. */
final class OneLine implements Rule {
  @Override
  public Optional<Evidence> find(Case matter) {
    List<Departure> lost = matter.incident().findings().of(Subject.Kind.LINE);
    List<String> left =
        matter.network().upstreams().stream()
            .map(u -> u.line())
            .filter(line -> lost.stream().noneMatch(d -> d.subject().name().equals(line)))
            .toList();
    if (matter.loss().isPresent() || lost.isEmpty() || left.isEmpty()) {
      return Optional.empty();
    }
    String seen =
        "no route seen through the "
            + lost.get(0).subject().name()
            + " line, while the "
            + String.join(" line and the ", left)
            + " line carries on";
    return Optional.of(
        new Evidence(
            Criterion.B2,
            Map.of(TRANSIT, Criterion.B2.strength().ratio()),
            seen,
            lost.stream().map(Departure::subject).toList()));
  }
}
