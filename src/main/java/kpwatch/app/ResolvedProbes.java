package kpwatch.app;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import kpwatch.network.Network;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.ProbeSource;
import kpwatch.probe.ProbeSettings;

/**
 * Probes where {@code probe.resolve} has a say: the core goes on knowing a site by its address in
 * the country, wherever it is asked, and a host whose place is given is not looked up.
 */
final class ResolvedProbes implements ProbeSource {
  private final ProbeSource probes;
  private final ProbeSettings settings;
  private final Network network;
  private final InstantSource clock;

  ResolvedProbes(ProbeSource probes, ProbeSettings settings, Network network, InstantSource clock) {
    this.probes = probes;
    this.settings = settings;
    this.network = network;
    this.clock = clock;
  }

  @Override
  public Observation site(String host, Scheme scheme, InetAddress address) {
    return known(probes.site(host, scheme, address), address);
  }

  @Override
  public Observation nameserver(String host, InetAddress address, String zone) {
    return known(probes.nameserver(host, address, zone), address);
  }

  @Override
  public Observation control(String host) {
    return probes.control(host);
  }

  @Override
  public Observation name(String host, String server, InetAddress address) {
    if (settings.resolved(host).isEmpty()) {
      return probes.name(host, server, address);
    }
    Optional<InetAddress> given =
        settings
            .resolved(host)
            .map(a -> a.getAddress())
            .filter(network::holds)
            .or(() -> network.site(host).flatMap(Network.Site::address));
    return new Observation.Name(
        clock.instant(), host, given, given.isPresent() ? Answer.OK : Answer.NXDOMAIN);
  }

  private static Observation known(Observation seen, InetAddress address) {
    return seen instanceof Observation.Probe p
        ? new Observation.Probe(
            p.at(),
            p.target(),
            Optional.of(address),
            p.started(),
            p.answer(),
            p.status(),
            p.timing())
        : seen;
  }
}
