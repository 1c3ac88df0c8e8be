package kpwatch.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Departure;
import kpwatch.incident.Findings;
import kpwatch.incident.Incident;
import kpwatch.incident.Sighting;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;

/**
 * Looks for one criterion in what was seen of an incident. Empty: it does not hold, or cannot be
 * known.
 */
@FunctionalInterface
interface Rule {
  Optional<Found> find(Case matter);

  /**
   * What was measured.
   *
   * @param seen one plain sentence, without a full stop
   * @param rests the observations behind it
   * @param earlier the codes of earlier incidents behind it
   */
  record Found(String seen, List<Sighting> rests, List<String> earlier) {
    static Optional<Found> of(String seen, List<Departure> rests) {
      return Optional.of(new Found(seen, rests.stream().map(Sighting::of).toList(), List.of()));
    }

    static Optional<Found> at(String seen, List<Sighting> rests) {
      return Optional.of(new Found(seen, rests, List.of()));
    }
  }

  /**
   * What the rules may look at.
   *
   * @param loss the first loss of routes; empty when none was lost altogether
   * @param past earlier incidents
   */
  record Case(
      Incident incident,
      Network network,
      Thresholds limits,
      Optional<Loss> loss,
      Past past,
      Instant now) {
    static Case of(Incident incident, Network network, Thresholds limits, Past past, Instant now) {
      return new Case(
          incident,
          network,
          limits,
          Loss.in(incident.findings(), limits.country().oneByOne()),
          past.before(incident),
          now);
    }

    Findings findings() {
      return incident.findings();
    }

    /** Whether the probes showed the country when it began: what was not watched has no order. */
    boolean measured(Instant since) {
      return findings().measured().filter(from -> !from.isAfter(since)).isPresent()
          && findings().nearby().isEmpty();
    }
  }
}
