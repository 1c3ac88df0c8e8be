package kpwatch.assess;

import java.util.Optional;
import kpwatch.incident.Incident;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;

/**
 * Looks for one criterion in what was seen of an incident. Empty: it does not hold, or cannot be
 * known.
 */
interface Rule {
  Optional<Evidence> find(Case matter);

  /**
   * What the rules may look at.
   *
   * @param loss the first loss of routes; empty when none was lost altogether
   */
  record Case(Incident incident, Network network, Thresholds limits, Optional<Loss> loss) {
    static Case of(Incident incident, Network network, Thresholds limits) {
      return new Case(
          incident, network, limits, Loss.in(incident.findings(), limits.country().oneByOne()));
    }
  }
}
