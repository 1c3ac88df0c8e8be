package kpwatch.files;

import static kpwatch.files.Part.Need.OPTIONAL;
import static kpwatch.files.Part.Need.REQUIRED;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kpwatch.files.Part.Placed;
import kpwatch.network.Network;
import kpwatch.network.Network.Upstream;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;

/** The object that describes a network, alone in its file or inside a scenario. */
final class NetworkPart {
  /** The control routes where a file does not name its own: two holders, two registries. */
  static final List<Prefix> CONTROL_PREFIXES =
      List.of(Prefix.parse("193.0.0.0/21"), Prefix.parse("199.7.83.0/24"));

  private static final List<String> IN_A_SCENARIO =
      List.of(
          "name",
          "country",
          "origin_as",
          "block",
          "prefixes",
          "upstreams",
          "sites",
          "nameservers",
          "controls");

  private static final List<String> IN_A_FILE =
      List.of(
          "format",
          "name",
          "country",
          "zone",
          "timezone",
          "capital",
          "origin_as",
          "block",
          "prefixes",
          "upstreams",
          "sites",
          "nameservers",
          "controls",
          "control_prefixes");

  private final Part part;
  private final Set<String> prefixNames = new LinkedHashSet<>();
  private final HostsPart hosts;
  private final Optional<Network> network;

  private NetworkPart(Part part, boolean alone) {
    this.part = part;
    part.allow(alone ? IN_A_FILE : IN_A_SCENARIO);
    Optional<String> name = part.text("name", REQUIRED, "a name such as North Korea");
    Optional<String> country =
        part.value("country", REQUIRED, "an ISO 3166 code such as KP", NetworkPart::country);
    Optional<Zoned> zoned = alone ? stated() : country.map(NetworkPart::assumed);
    Optional<Asn> origin = asn(part, "origin_as");
    Optional<Prefix> block = part.value("block", OPTIONAL, Texts.A_PREFIX, Texts::prefix);
    List<Placed<Prefix>> prefixes =
        part.values("prefixes", REQUIRED, Texts.A_PREFIX, Texts::prefix);
    prefixes.forEach(p -> prefixNames.add(p.value().toString()));
    List<Placed<Upstream>> upstreams = upstreams();
    hosts = new HostsPart(part, alone ? OPTIONAL : REQUIRED);
    List<Placed<Prefix>> controlPrefixes =
        alone
            ? part.values("control_prefixes", REQUIRED, Texts.A_PREFIX, Texts::prefix)
            : List.of();

    NetworkRules rules = new NetworkRules(part);
    rules.addressing(block, prefixes, controlPrefixes);
    rules.upstreams(upstreams);
    rules.hosts(prefixes, hosts);
    if (alone) {
      rules.enough(upstreams, hosts.controls(), controlPrefixes);
    }
    network =
        part.problems().none()
                && name.isPresent()
                && country.isPresent()
                && zoned.isPresent()
                && origin.isPresent()
            ? Optional.of(
                new Network(
                    name.get(),
                    country.get(),
                    zoned.get().zone(),
                    zoned.get().timezone(),
                    zoned.get().capital(),
                    origin.get(),
                    block,
                    bare(prefixes),
                    bare(upstreams),
                    bare(hosts.sites()),
                    bare(hosts.nameservers()),
                    bare(hosts.controls()),
                    alone ? bare(controlPrefixes) : CONTROL_PREFIXES))
            : Optional.empty();
  }

  /** A network that fills a whole file. */
  static NetworkPart file(Part whole) {
    whole.value("format", REQUIRED, NetworkFile.FORMAT, f -> same(f, NetworkFile.FORMAT));
    return new NetworkPart(whole, true);
  }

  /** The smaller shape inside a scenario; what it cannot say is assumed. */
  static NetworkPart inScenario(Part part) {
    return new NetworkPart(part, false);
  }

  /** Empty if anything is wrong; the problems say what. */
  Optional<Network> network() {
    return network;
  }

  /**
   * The names that a scenario may use for its parts, even where something else about them is wrong.
   */
  Set<String> prefixNames() {
    return prefixNames;
  }

  Set<String> siteNames() {
    return hosts.siteNames();
  }

  Set<String> nameserverNames() {
    return hosts.nameserverNames();
  }

  Set<String> controlNames() {
    return hosts.controlNames();
  }

  static String same(String seen, String expected) {
    if (!seen.equals(expected)) {
      throw new IllegalArgumentException("not " + expected + ": " + seen);
    }
    return seen;
  }

  /** What a scenario's network does not say about its place. */
  private record Zoned(String zone, ZoneId timezone, String capital) {}

  private static Zoned assumed(String country) {
    String zone = country.toLowerCase(Locale.ROOT);
    return country.equals("KP")
        ? new Zoned(zone, ZoneId.of("Asia/Pyongyang"), "Pyongyang")
        : new Zoned(zone, ZoneOffset.UTC, "");
  }

  private Optional<Zoned> stated() {
    Optional<String> zone =
        part.value("zone", REQUIRED, "a domain without dots at its ends such as kp", Texts::zone);
    Optional<ZoneId> timezone =
        part.value(
            "timezone",
            REQUIRED,
            "a zone of the time zone database such as Asia/Pyongyang",
            ZoneId::of);
    Optional<String> capital = part.text("capital", REQUIRED, "a name such as Pyongyang");
    return zone.isPresent() && timezone.isPresent() && capital.isPresent()
        ? Optional.of(new Zoned(zone.get(), timezone.get(), capital.get()))
        : Optional.empty();
  }

  private List<Placed<Upstream>> upstreams() {
    List<Placed<Upstream>> upstreams = new ArrayList<>();
    for (Part entry : part.parts("upstreams", REQUIRED)) {
      entry.allow(List.of("asn", "name", "line"));
      Optional<Asn> asn = asn(entry, "asn");
      Optional<String> name = entry.text("name", REQUIRED, "the carrier's name");
      Optional<String> line = entry.text("line", REQUIRED, "what we call the line, such as Russia");
      if (asn.isPresent() && name.isPresent() && line.isPresent()) {
        upstreams.add(new Placed<>(entry.path(), new Upstream(asn.get(), name.get(), line.get())));
      }
    }
    return upstreams;
  }

  private static Optional<Asn> asn(Part entry, String key) {
    return entry
        .integer(key, REQUIRED, Texts.AN_ASN)
        .flatMap(number -> Texts.asn(number, entry, key));
  }

  private static String country(String text) {
    if (!text.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("not a country code: " + text);
    }
    return text;
  }

  private static <T> List<T> bare(List<Placed<T>> placed) {
    return placed.stream().map(Placed::value).toList();
  }
}
