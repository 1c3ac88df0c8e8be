package kpwatch.assess;

import static kpwatch.assess.Hypothesis.INTERNAL;
import static kpwatch.assess.Hypothesis.TRANSIT;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kpwatch.incident.Departure;

/** B1: at least half of the prefixes left two or more lines within one interval. */
final class BothLines implements Rule {
  @Override
  public Optional<Evidence> find(Case matter) {
    if (matter.loss().isEmpty()) {
      return Optional.empty();
    }
    Loss loss = matter.loss().get();
    Instant last = loss.earliest().first().plus(matter.limits().probes().interval());
    List<Departure> together =
        loss.prefixes().stream()
            .filter(p -> p.lines().size() >= 2 && !p.first().isAfter(last))
            .toList();
    if (together.isEmpty() || together.size() * 2 < matter.network().prefixes().size()) {
      return Optional.empty();
    }
    Set<String> lines = new TreeSet<>();
    together.forEach(p -> lines.addAll(p.lines()));
    String seen =
        together.size()
            + " of "
            + matter.network().prefixes().size()
            + " prefixes left the "
            + String.join(" line and the ", lines)
            + " line at the same time; the lines are independent and end in one operator";
    return Optional.of(
        new Evidence(
            Criterion.B1,
            Map.of(INTERNAL, Criterion.B1.strength().ratio(), TRANSIT, 1 / Strength.STRONG.ratio()),
            seen,
            together.stream().map(Departure::subject).toList()));
  }
}
