package kpwatch.assess;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * H3: when a verdict may lean. One strong observation that locates the fault or comes from
 * elsewhere, or two at least moderate ones of different families; each moderate one against must be
 * outweighed by a further one for.
 */
final class Gate {
  private Gate() {}

  static boolean open(Hypothesis leader, List<Evidence> evidence) {
    List<Evidence> supporting =
        evidence.stream().filter(e -> e.favours(leader)).filter(Gate::counts).toList();
    long against = evidence.stream().filter(Gate::counts).filter(e -> e.disagrees(leader)).count();
    boolean strong =
        supporting.stream()
            .anyMatch(
                e ->
                    e.criterion().strength() == Strength.STRONG
                        && (e.criterion().locating()
                            || e.criterion().family() == Criterion.Family.ELSEWHERE));
    Set<Criterion.Family> families =
        supporting.stream().map(e -> e.criterion().family()).collect(Collectors.toSet());
    boolean enough = strong || families.size() >= 2;
    long needed = (strong ? 1 : 2) + against;
    return enough && supporting.size() >= needed;
  }

  /** At least moderate, and not of the clock and the calendar, which are no family here. */
  private static boolean counts(Evidence evidence) {
    return evidence.criterion().strength().compareTo(Strength.MODERATE) >= 0
        && evidence.criterion().family() != Criterion.Family.CALENDAR;
  }
}
