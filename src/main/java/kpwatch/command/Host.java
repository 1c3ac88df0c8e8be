package kpwatch.command;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.observation.Subject;

/**
 * A site or a name server with what is known of it.
 *
 * @param address where it is now; empty: not looked up yet
 * @param watched whether the address lies in the watched prefixes; nothing else is ever visited
 * @param track of the address, or of the name server
 */
record Host(
    String name,
    String group,
    Optional<InetAddress> address,
    boolean watched,
    Optional<ProbeTrack> track) {
  static final String NAMESERVERS = "name servers";

  /** Every host: sites by group and name, then the name servers. */
  static List<Host> all(Network network, Tracks tracks) {
    List<Host> hosts = new ArrayList<>();
    network.sites().forEach(s -> hosts.add(site(s, network, tracks)));
    hosts.sort(Comparator.comparing(Host::group).thenComparing(Host::name));
    network.nameservers().stream()
        .sorted(Comparator.comparing(Network.Nameserver::host))
        .forEach(n -> hosts.add(nameserver(n, tracks)));
    return hosts;
  }

  /** The names of the groups, the name servers last. */
  static List<String> groups(Network network) {
    Stream<String> sites = network.sites().stream().map(Network.Site::group).distinct().sorted();
    return network.nameservers().isEmpty()
        ? sites.toList()
        : Stream.concat(sites, Stream.of(NAMESERVERS)).toList();
  }

  private static Host site(Network.Site site, Network network, Tracks tracks) {
    Optional<InetAddress> address =
        Optional.ofNullable(tracks.where().get(site.host())).or(site::address);
    Optional<ProbeTrack> track =
        address.flatMap(a -> Optional.ofNullable(tracks.probes().get(Subject.address(a))));
    boolean watched = address.filter(network::holds).isPresent();
    return new Host(site.host(), site.group(), address, watched, track);
  }

  private static Host nameserver(Network.Nameserver server, Tracks tracks) {
    return new Host(
        server.host(),
        NAMESERVERS,
        Optional.of(server.address()),
        true,
        Optional.ofNullable(tracks.probes().get(Subject.dns(server.host()))));
  }

  boolean isNameserver() {
    return group.equals(NAMESERVERS);
  }

  boolean matches(String filter) {
    String wanted = filter.strip().toLowerCase(Locale.ROOT);
    return name.toLowerCase(Locale.ROOT).contains(wanted)
        || group.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
