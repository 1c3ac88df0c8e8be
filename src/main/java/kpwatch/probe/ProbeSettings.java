package kpwatch.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.config.Key;
import kpwatch.config.Problem;
import kpwatch.config.Settings;
import kpwatch.network.Network;

/**
 * How the country's servers and the controls are probed.
 *
 * @param interval between two looks at one address
 * @param contact address or URL in the agent string; empty if none was given
 * @param resolve where to connect for a host, in place of its looked-up address; hosts in lower
 *     case, in the order given
 */
public record ProbeSettings(
    boolean enabled, Duration interval, String contact, Map<String, InetSocketAddress> resolve) {
  /** The polite pace: {@code docs/network.md}. */
  private static final Duration POLITE = Duration.ofMinutes(5);

  private static final Duration LEAST = Duration.ofMillis(200);
  private static final Duration MOST = Duration.ofHours(1);

  private static final Key ENABLED =
      Key.of(
          "probe.enabled",
          "true",
          "Look at the country's own servers; false where the law or the network forbids it.",
          "true or false");

  private static final Key INTERVAL =
      Key.of(
          "probe.interval",
          "5 min",
          "Time between two looks at one address.",
          "at least 5 min and at most 1 h, or less (200 ms) only while probe.resolve sends every"
              + " site, name server and control to loopback");

  private static final Key CONTACT =
      Key.of(
          "probe.contact",
          "",
          "Mail address or URL of the operator, sent with every look; please set it.",
          "printable ASCII without blanks and brackets, at most 200 characters");

  private static final Key RESOLVE =
      Key.of(
          "probe.resolve",
          "",
          "Where to connect instead of asking DNS: host=address:port,…",
          "host=address:port,… with literal addresses, IPv6 in brackets, each host once");

  public ProbeSettings {
    resolve = Collections.unmodifiableMap(new LinkedHashMap<>(resolve));
  }

  public static ProbeSettings from(Settings settings) {
    ProbeSettings read =
        new ProbeSettings(
            settings.flag(ENABLED),
            settings.duration(INTERVAL, LEAST, MOST),
            settings.value(
                CONTACT, t -> Optional.of(t).filter(c -> c.matches("[!-~&&[^()<>]]{0,200}"))),
            targets(settings));
    if (read.hasty() && read.resolve.isEmpty()) {
      settings.refuse(settings.problem(INTERVAL, INTERVAL.allowed()));
    }
    return read;
  }

  /** What of these settings the watched network forbids: a hasty pace towards anything real. */
  public List<Problem> check(Network network, Settings settings) {
    return hasty() && !allOnLoopback(network)
        ? List.of(settings.problem(INTERVAL, INTERVAL.allowed()))
        : List.of();
  }

  /** Whether every host that would ever be asked is on this machine. */
  public boolean allOnLoopback(Network network) {
    Stream<String> hosts =
        Stream.of(
                network.sites().stream().map(Network.Site::host),
                network.nameservers().stream().map(Network.Nameserver::host),
                network.controls().stream().map(Network.Control::host))
            .flatMap(s -> s);
    return hosts.allMatch(
        host -> resolved(host).map(a -> a.getAddress().isLoopbackAddress()).orElse(false));
  }

  /** Where to connect for a host; empty: ask DNS. */
  public Optional<InetSocketAddress> resolved(String host) {
    return Optional.ofNullable(resolve.get(host.toLowerCase(Locale.ROOT)));
  }

  private boolean hasty() {
    return interval.compareTo(POLITE) < 0;
  }

  private static Map<String, InetSocketAddress> targets(Settings settings) {
    Map<String, InetSocketAddress> targets = new LinkedHashMap<>();
    for (String item : settings.list(RESOLVE)) {
      Optional<ResolvedHost> target = ResolvedHost.parse(item);
      boolean fresh =
          target.isPresent()
              && targets.putIfAbsent(target.get().host(), target.get().address()) == null;
      if (!fresh) {
        settings.refuse(settings.problem(RESOLVE, item, RESOLVE.allowed()));
      }
    }
    return targets;
  }
}
