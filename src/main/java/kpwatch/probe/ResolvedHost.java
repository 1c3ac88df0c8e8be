package kpwatch.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.observation.Address;

/** One item of {@code probe.resolve}. */
record ResolvedHost(String host, InetSocketAddress address) {
  private static final Pattern ITEM =
      Pattern.compile(
          "^([\\w-]++(?:\\.[\\w-]++)*+)\\s*+=\\s*+(?:\\[([^\\]:]*+:[^\\]]*+)]|([\\d.]++)):(\\d{1,5})");

  private static final Pattern OCTETS =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  /** Reads {@code host=192.0.2.1:80} or {@code host=[2001:db8::1]:80}; empty for anything else. */
  static Optional<ResolvedHost> parse(String item) {
    Matcher parts = ITEM.matcher(item);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String v4 = parts.group(3);
    int port = Integer.parseInt(parts.group(4));
    if ((v4 != null && !OCTETS.matcher(v4).matches()) || port < 1 || port > 65_535) {
      return Optional.empty();
    }
    try {
      InetAddress address = Address.parse(v4 != null ? v4 : parts.group(2));
      return address.isAnyLocalAddress() || address.isMulticastAddress()
          ? Optional.empty()
          : Optional.of(
              new ResolvedHost(
                  parts.group(1).toLowerCase(Locale.ROOT), new InetSocketAddress(address, port)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
