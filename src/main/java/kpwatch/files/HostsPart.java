package kpwatch.files;

import static kpwatch.files.Part.Need.OPTIONAL;
import static kpwatch.files.Part.Need.REQUIRED;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.files.Part.Need;
import kpwatch.files.Part.Placed;
import kpwatch.network.Network.Control;
import kpwatch.network.Network.Nameserver;
import kpwatch.network.Network.Site;
import kpwatch.observation.ProbeSource.Scheme;

/** The lists of hosts in a network: its sites, its name servers and the controls. */
final class HostsPart {
  private final Part part;
  private final Set<String> siteNames = new LinkedHashSet<>();
  private final Set<String> nameserverNames = new LinkedHashSet<>();
  private final Set<String> controlNames = new LinkedHashSet<>();
  private final List<Placed<Site>> sites;
  private final List<Placed<Nameserver>> nameservers;
  private final List<Placed<Control>> controls;

  /** Reads the three lists; {@code address} says whether a site must have one. */
  HostsPart(Part part, Need address) {
    this.part = part;
    sites = readSites(address);
    nameservers = readNameservers();
    controls = readControls();
  }

  List<Placed<Site>> sites() {
    return sites;
  }

  List<Placed<Nameserver>> nameservers() {
    return nameservers;
  }

  List<Placed<Control>> controls() {
    return controls;
  }

  /** Every name as it stands there, even of an entry that is wrong otherwise. */
  Set<String> siteNames() {
    return siteNames;
  }

  Set<String> nameserverNames() {
    return nameserverNames;
  }

  Set<String> controlNames() {
    return controlNames;
  }

  private List<Placed<Site>> readSites(Need address) {
    List<Placed<Site>> sites = new ArrayList<>();
    for (Part entry : part.parts("sites", REQUIRED)) {
      entry.allow(List.of("host", "address", "scheme", "group"));
      Optional<String> host = host(entry, siteNames);
      Optional<InetAddress> known =
          entry.value("address", address, Texts.AN_ADDRESS, Texts::address);
      Optional<Scheme> scheme =
          entry.value("scheme", REQUIRED, "http, https", s -> Texts.word(Scheme.class, s));
      Optional<String> group = entry.text("group", OPTIONAL, "a word such as news");
      if (host.isPresent() && scheme.isPresent()) {
        sites.add(
            new Placed<>(
                entry.path(), new Site(host.get(), known, scheme.get(), group.orElse(""))));
      }
    }
    return sites;
  }

  private List<Placed<Nameserver>> readNameservers() {
    List<Placed<Nameserver>> nameservers = new ArrayList<>();
    for (Part entry : part.parts("nameservers", REQUIRED)) {
      entry.allow(List.of("host", "address"));
      Optional<String> host = host(entry, nameserverNames);
      Optional<InetAddress> address =
          entry.value("address", REQUIRED, Texts.AN_ADDRESS, Texts::address);
      if (host.isPresent() && address.isPresent()) {
        nameservers.add(new Placed<>(entry.path(), new Nameserver(host.get(), address.get())));
      }
    }
    return nameservers;
  }

  private List<Placed<Control>> readControls() {
    List<Placed<Control>> controls = new ArrayList<>();
    for (Part entry : part.parts("controls", REQUIRED)) {
      entry.allow(List.of("host", "kind"));
      Optional<String> host = host(entry, controlNames);
      Optional<Control.Kind> kind =
          entry.value(
              "kind",
              REQUIRED,
              Texts.words(Control.Kind.class),
              k -> Texts.word(Control.Kind.class, k));
      if (host.isPresent() && kind.isPresent()) {
        controls.add(new Placed<>(entry.path(), new Control(host.get(), kind.get())));
      }
    }
    return controls;
  }

  private static Optional<String> host(Part entry, Set<String> names) {
    entry.raw("host").ifPresent(names::add);
    return entry.value("host", REQUIRED, Texts.A_HOST, Texts::host);
  }
}
