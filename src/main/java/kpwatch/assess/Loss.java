package kpwatch.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Departure;
import kpwatch.incident.Findings;
import kpwatch.incident.PrefixState;
import kpwatch.incident.ProbeState;
import kpwatch.observation.Address;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * The first loss of routes in an incident: the prefixes that left, and what their hosts did.
 *
 * @param prefixes in the order in which they left, each by its first step down; those that followed
 *     within the time in which steps count as one
 * @param hosts first departures of voting addresses, slow and failing apart
 */
record Loss(List<Departure> prefixes, List<Departure> hosts) {
  /** Empty when no prefix was lost altogether. */
  static Optional<Loss> in(Findings findings, Duration oneByOne) {
    List<Departure> gone =
        findings.of(Subject.Kind.PREFIX).stream()
            .filter(d -> d.how().equals(PrefixState.GONE.word()))
            .map(d -> firstStep(d, findings))
            .sorted(Comparator.comparing(Departure::first))
            .toList();
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    List<Departure> first = new ArrayList<>();
    Instant last = gone.get(0).first();
    for (Departure departure : gone) {
      if (departure.first().isAfter(last.plus(oneByOne))) {
        break;
      }
      first.add(departure);
      last = departure.first();
    }
    return Optional.of(new Loss(first, struggling(findings)));
  }

  /** A loss begins with its first step down: some peers keep old rows for a while. */
  private static Departure firstStep(Departure gone, Findings findings) {
    return findings.of(Subject.Kind.PREFIX).stream()
        .filter(d -> d.subject().equals(gone.subject()))
        .filter(d -> d.how().equals(PrefixState.REDUCED.word()))
        .filter(d -> d.first().isBefore(gone.first()))
        .findFirst()
        .orElse(gone);
  }

  private static List<Departure> struggling(Findings findings) {
    return findings.of(Subject.Kind.ADDRESS).stream()
        .filter(d -> !d.how().equals(ProbeState.ILL.word()))
        .toList();
  }

  Departure earliest() {
    return prefixes.get(0);
  }

  /** The last look that still showed every route. */
  Instant lastWhole() {
    return prefixes.stream()
        .flatMap(p -> p.lastGood().stream())
        .filter(at -> at.isBefore(earliest().first()))
        .max(Comparator.naturalOrder())
        .orElse(earliest().first());
  }

  /** The loss of the prefix in which an address lies; empty when that prefix stayed. */
  Optional<Departure> of(Subject host) {
    return prefixes.stream().filter(p -> inside(p, host)).findFirst();
  }

  static boolean inside(Departure prefix, Subject host) {
    return Prefix.parse(prefix.subject().name()).contains(Address.parse(host.name()));
  }

  List<Departure> failing() {
    return hosts.stream().filter(d -> d.how().equals(ProbeState.FAILING.word())).toList();
  }
}
