package kpwatch.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Whether an address of ours stays on this machine. Never asks a name server. */
public final class Loopback {
  private static final Pattern V4 = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
  private static final Pattern V6 = Pattern.compile("^[0-9a-fA-F.]*+:[0-9a-fA-F:.]*+");

  private Loopback() {}

  /** True for a host that is a loopback literal or {@code localhost}; false for a URL without. */
  public static boolean holds(URI url) {
    String host = url.getHost();
    return host != null && holds(host);
  }

  /** As {@link #holds(URI)}; an IPv6 literal may stand in brackets. */
  public static boolean holds(String host) {
    if (host.equalsIgnoreCase("localhost") || V4.matcher(host).matches()) {
      return true;
    }
    String literal =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (!V6.matcher(literal).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(literal).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // with a colon in it, a malformed literal is refused without a look-up
      return false;
    }
  }
}
