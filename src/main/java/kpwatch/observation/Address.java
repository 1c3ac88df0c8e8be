package kpwatch.observation;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Literal IP addresses. Never asks a name server. */
public final class Address {
  private Address() {}

  /**
   * The address written as {@code text}: four decimal numbers, or IPv6. Throws {@link
   * IllegalArgumentException} if it is a name or malformed.
   */
  public static InetAddress parse(String text) {
    String literal = text.strip();
    try {
      return literal.indexOf(':') < 0
          ? InetAddress.getByAddress(octets(literal))
          : InetAddress.getByName(v6(literal));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("not an IP address: " + text, e);
    }
  }

  /** Read by hand, since the JDK takes {@code 300.1.1.1} for a name and asks for it. */
  private static byte[] octets(String literal) {
    byte[] octets = new byte[4];
    int start = 0;
    for (int i = 0; i < 4; i++) {
      int dot = i < 3 ? literal.indexOf('.', start) : literal.length();
      if (dot <= start || dot - start > 3) {
        throw new NumberFormatException("four numbers from 0 to 255, with dots between");
      }
      int octet = 0;
      for (int at = start; at < dot; at++) {
        int digit = literal.charAt(at) - '0';
        if (digit < 0 || digit > 9) {
          throw new NumberFormatException("only digits and dots");
        }
        octet = 10 * octet + digit;
      }
      if (octet > 255) {
        throw new NumberFormatException("a number above 255");
      }
      octets[i] = (byte) octet;
      start = dot + 1;
    }
    return octets;
  }

  /** With a colon in it the JDK never takes it for a name. */
  private static String v6(String literal) {
    boolean allowed =
        literal
            .toLowerCase(Locale.ROOT)
            .chars()
            .allMatch(c -> "0123456789abcdef:.".indexOf(c) >= 0);
    if (!allowed) {
      throw new NumberFormatException("only hexadecimal digits, colons and dots");
    }
    return literal;
  }
}
