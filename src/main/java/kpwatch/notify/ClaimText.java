package kpwatch.notify;

import java.util.List;
import java.util.stream.Collectors;
import kpwatch.incident.ClaimTrack;
import kpwatch.incident.Findings;
import kpwatch.incident.Incident;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;

/** What is said of addresses that another network claims. */
final class ClaimText {
  private final Network network;
  private final List<Findings.Claim> claims;

  ClaimText(Network network, Incident incident) {
    this.network = network;
    this.claims = incident.findings().claims();
  }

  /** {@code 175.45.176.0/24 announced by AS64500}. */
  String brief() {
    String prefixes =
        claims.stream()
            .map(c -> c.prefix().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return (prefixes.isEmpty() ? "addresses" : prefixes) + " announced by " + origins();
  }

  List<String> sentences(Tracks tracks) {
    int peers =
        tracks.claims().values().stream()
            .filter(t -> claims.stream().anyMatch(c -> same(c, t)))
            .mapToInt(ClaimTrack::peers)
            .max()
            .orElse(0);
    return List.of(
        origins()
            + " announces addresses that belong to "
            + network.name()
            + " ("
            + network.origin()
            + "); "
            + (peers == 0 ? "no peer shows it now." : peers + " peers of the collectors show it."),
        "From there, what is sent to these addresses may end elsewhere; the servers themselves may be as well as ever.");
  }

  private static boolean same(Findings.Claim claim, ClaimTrack track) {
    return claim.prefix().equals(track.prefix()) && claim.origin().equals(track.origin());
  }

  private String origins() {
    String origins =
        claims.stream()
            .map(c -> c.origin().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return origins.isEmpty() ? "another network" : origins;
  }
}
