package kpwatch.network;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.observation.ProbeSource.Scheme;

/**
 * The watched network, as checked records. Facts and their sources: {@code docs/network.md}.
 *
 * @param country ISO 3166 code
 * @param zone the top domain of its name servers, {@code kp}
 * @param timezone zone of the capital, for messages
 * @param block the registered block that covers the prefixes, where there is one
 * @param controlPrefixes routes that are always global, at least one
 */
public record Network(
    String name,
    String country,
    String zone,
    java.time.ZoneId timezone,
    String capital,
    Asn origin,
    Optional<Prefix> block,
    List<Prefix> prefixes,
    List<Upstream> upstreams,
    List<Site> sites,
    List<Nameserver> nameservers,
    List<Control> controls,
    List<Prefix> controlPrefixes) {
  public Network {
    prefixes = List.copyOf(prefixes);
    upstreams = List.copyOf(upstreams);
    sites = List.copyOf(sites);
    nameservers = List.copyOf(nameservers);
    controls = List.copyOf(controls);
    controlPrefixes = List.copyOf(controlPrefixes);
  }

  /** A neighbour that carries the country's traffic, and what we call its line ("Russia"). */
  public record Upstream(Asn asn, String name, String line) {}

  /** A web site. The address is the last one known; empty: only a look-up can tell. */
  public record Site(String host, Optional<InetAddress> address, Scheme scheme, String group) {}

  public record Nameserver(String host, InetAddress address) {}

  public record Control(String host, Kind kind) {
    /** What a failure of it would tell. {@code REGIME_ABROAD} is context only and never a vote. */
    public enum Kind {
      UNRELATED("unrelated"),
      NEAR_CHINA("near-china"),
      NEAR_RUSSIA("near-russia"),
      REGIME_ABROAD("regime-abroad");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      public String word() {
        return word;
      }

      /** Whether it stands behind one of the country's carriers. */
      public boolean near() {
        return this == NEAR_CHINA || this == NEAR_RUSSIA;
      }
    }
  }

  /** Whether an address lies in one of the watched prefixes; nothing else is ever connected to. */
  public boolean holds(InetAddress address) {
    for (Prefix prefix : prefixes) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }

  public Optional<Site> site(String host) {
    return sites.stream().filter(s -> s.host().equals(host)).findFirst();
  }

  /** The listed neighbour with this number. */
  public Optional<Upstream> upstream(Asn asn) {
    return upstreams.stream().filter(u -> u.asn().equals(asn)).findFirst();
  }

  /** The line's name for an upstream; {@code AS64500} for one that the file does not name. */
  public String line(Asn asn) {
    return upstream(asn).map(Upstream::line).orElse(asn.toString());
  }

  /** Known addresses with the sites that share each, in the file's order. */
  public Map<InetAddress, List<Site>> addresses() {
    Map<InetAddress, List<Site>> shared = new LinkedHashMap<>();
    for (Site site : sites) {
      site.address().ifPresent(a -> shared.merge(a, List.of(site), Network::joined));
    }
    return shared;
  }

  private static List<Site> joined(List<Site> left, List<Site> right) {
    List<Site> both = new java.util.ArrayList<>(left);
    both.addAll(right);
    return List.copyOf(both);
  }
}
