package kpwatch.assess;

import static kpwatch.assess.Hypothesis.INTERNAL;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.Departure;
import kpwatch.incident.Findings.Invalid;
import kpwatch.observation.Subject;

/** B5: the owner's own registration made the routes invalid shortly before they were refused. */
final class Unauthorised implements Rule {
  private static final Duration BEFORE = Duration.ofHours(2);
  private static final Duration ASKED_AGAIN = Duration.ofMinutes(30);

  @Override
  public Optional<Evidence> find(Case matter) {
    List<Subject> turned =
        matter.incident().findings().of(Subject.Kind.PREFIX).stream()
            .filter(
                d -> matter.incident().findings().invalid().stream().anyMatch(i -> explains(i, d)))
            .map(Departure::subject)
            .distinct()
            .toList();
    if (turned.isEmpty()) {
      return Optional.empty();
    }
    String seen =
        turned.size()
            + " of "
            + matter.network().prefixes().size()
            + " routes turned invalid by the owner's own RPKI registration shortly before they were refused";
    return Optional.of(
        new Evidence(
            Criterion.B5, Map.of(INTERNAL, Criterion.B5.strength().ratio()), seen, turned));
  }

  /**
   * The last other status is known within two hours before, and the invalid one is not younger than
   * our asking again.
   */
  private static boolean explains(Invalid invalid, Departure lost) {
    return invalid.prefix().toString().equals(lost.subject().name())
        && invalid.lastOther().filter(at -> !at.isBefore(lost.first().minus(BEFORE))).isPresent()
        && !invalid.first().isAfter(lost.first().plus(ASKED_AGAIN));
  }
}
