package kpwatch.files;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kpwatch.files.Part.Placed;
import kpwatch.network.Network.Control;
import kpwatch.network.Network.Nameserver;
import kpwatch.network.Network.Site;
import kpwatch.network.Network.Upstream;
import kpwatch.observation.Prefix;

/** What must hold between the parts of a network. */
final class NetworkRules {
  /** Fewer cannot outvote one that fails alone: {@code detection.md} 2. */
  private static final int UNRELATED_CONTROLS = 3;

  private final Part part;

  NetworkRules(Part part) {
    this.part = part;
  }

  void addressing(
      Optional<Prefix> block, List<Placed<Prefix>> prefixes, List<Placed<Prefix>> controls) {
    atLeastOne("prefixes", prefixes, Texts.A_PREFIX);
    unique(prefixes, Prefix::toString);
    unique(controls, Prefix::toString);
    for (Placed<Prefix> prefix : prefixes) {
      if (block.isPresent() && !block.get().covers(prefix.value())) {
        wrong(prefix, "a prefix inside the block " + block.get());
      }
    }
    for (Placed<Prefix> control : controls) {
      boolean ours =
          block.stream().anyMatch(b -> overlap(b, control.value()))
              || prefixes.stream().anyMatch(p -> overlap(p.value(), control.value()));
      if (ours) {
        wrong(control, "a prefix outside the watched network");
      }
    }
  }

  void upstreams(List<Placed<Upstream>> upstreams) {
    atLeastOne("upstreams", upstreams, "at least one upstream");
    unique(upstreams, upstream -> upstream.asn().toString());
  }

  void hosts(List<Placed<Prefix>> prefixes, HostsPart hosts) {
    unique(hosts.sites(), Site::host);
    unique(hosts.nameservers(), Nameserver::host);
    unique(hosts.controls(), Control::host);
    for (Placed<Site> site : hosts.sites()) {
      site.value().address().ifPresent(a -> inside(site.path(), a, prefixes));
    }
    for (Placed<Nameserver> nameserver : hosts.nameservers()) {
      inside(nameserver.path(), nameserver.value().address(), prefixes);
    }
  }

  /** Rules for watching that a scenario may break, since it only plays. */
  void enough(
      List<Placed<Upstream>> upstreams,
      List<Placed<Control>> controls,
      List<Placed<Prefix>> controlPrefixes) {
    unique(upstreams, Upstream::line);
    atLeastOne("control_prefixes", controlPrefixes, "a prefix that is always global");
    long unrelated =
        controls.stream().filter(c -> c.value().kind() == Control.Kind.UNRELATED).count();
    if (part.has("controls") && unrelated < UNRELATED_CONTROLS) {
      part.problems()
          .wrong(
              part.place("controls"),
              unrelated + " of kind unrelated",
              "at least " + UNRELATED_CONTROLS + ", in different networks and countries");
    }
  }

  private void inside(String path, InetAddress address, List<Placed<Prefix>> prefixes) {
    if (!prefixes.isEmpty() && prefixes.stream().noneMatch(p -> p.value().contains(address))) {
      part.problems()
          .wrong(path + ".address", address.getHostAddress(), "an address in one of the prefixes");
    }
  }

  private void atLeastOne(String key, List<?> entries, String allowed) {
    if (entries.isEmpty() && part.isEmptyList(key)) {
      part.problems().wrong(part.place(key), "[]", allowed);
    }
  }

  private <T> void unique(List<Placed<T>> entries, Function<T, String> name) {
    Map<String, String> first = new HashMap<>();
    for (Placed<T> entry : entries) {
      String before = first.putIfAbsent(name.apply(entry.value()), entry.path());
      if (before != null) {
        part.problems()
            .wrong(
                entry.path(),
                "\"" + name.apply(entry.value()) + "\"",
                "each once; it stands at " + before + " already");
      }
    }
  }

  private void wrong(Placed<Prefix> prefix, String allowed) {
    part.problems().wrong(prefix.path(), prefix.value().toString(), allowed);
  }

  private static boolean overlap(Prefix left, Prefix right) {
    return left.covers(right) || right.covers(left);
  }
}
