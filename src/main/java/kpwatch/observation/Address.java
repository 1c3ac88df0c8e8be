package kpwatch.observation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Literal IP addresses. Never asks a name server. */
public final class Address {
  private Address() {}

  /**
   * The address written as {@code text}; throws {@link IllegalArgumentException} if it is a name or
   * malformed.
   */
  public static InetAddress parse(String text) {
    String literal = text.strip();
    boolean v6 = literal.indexOf(':') >= 0;
    boolean allowed =
        v6
            ? literal
                .toLowerCase(Locale.ROOT)
                .chars()
                .allMatch(c -> "0123456789abcdef:.".indexOf(c) >= 0)
            : literal.matches("\\d{1,3}(\\.\\d{1,3}){3}") && octets(literal);
    if (!allowed) {
      throw new IllegalArgumentException("not an IP address: " + text);
    }
    try {
      // No look-up is made for a literal that is well formed; a malformed one would be taken for a
      // name.
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an IP address: " + text, e);
    }
  }

  private static boolean octets(String literal) {
    for (String octet : literal.split("\\.")) {
      if (Integer.parseInt(octet) > 255) {
        return false;
      }
    }
    return true;
  }
}
