package kpwatch.files;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import kpwatch.observation.Address;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;

/** How single values are spelled in our files. Each refuses by {@link IllegalArgumentException}. */
final class Texts {
  static final String A_HOST =
      "a host name of lower-case letters, digits and hyphens such as kcna.kp";
  static final String AN_ADDRESS = "an IP address such as 175.45.176.71";
  static final String A_PREFIX = "a prefix with no bits behind its length such as 175.45.176.0/24";
  static final String AN_ASN = "a public AS number from 1 to 4294967295, such as 131279";

  /** RFC 1123, in lower case. */
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern HOST = Pattern.compile("^" + LABEL + "(\\." + LABEL + ")++");

  private static final Pattern ZONE = Pattern.compile("^" + LABEL + "(\\." + LABEL + ")*+");

  private static final Pattern ALL_DIGITS = Pattern.compile("[0-9.]+");

  private static final Pattern OCTETS =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  private static final long MOST_ASN = 4_294_967_295L;

  private Texts() {}

  static String host(String text) {
    if (text.length() > 253
        || !HOST.matcher(text).matches()
        || ALL_DIGITS.matcher(text).matches()) {
      throw new IllegalArgumentException("not a host name: " + text);
    }
    return text;
  }

  static String zone(String text) {
    if (text.length() > 253 || !ZONE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a domain: " + text);
    }
    return text;
  }

  /** Empty, and a problem, for a number that is no public AS. */
  static Optional<Asn> asn(long number, Part entry, String key) {
    boolean known = number >= 1 && number <= MOST_ASN && !new Asn(number).isPrivate();
    if (!known) {
      entry.problems().wrong(entry.place(key), Long.toString(number), AN_ASN);
    }
    return known ? Optional.of(new Asn(number)) : Optional.empty();
  }

  static InetAddress address(String text) {
    if (text.indexOf(':') < 0 && !OCTETS.matcher(text).matches()) {
      // 999.1.1.1 must not reach the JDK, which would take it for a name and ask a resolver
      throw new IllegalArgumentException("not an IP address: " + text);
    }
    return Address.parse(text);
  }

  /** A prefix that can be watched: IPv4, and not everything. */
  static Prefix prefix(String text) {
    Prefix prefix = anyPrefix(text);
    if (prefix.length() == 0 || !(prefix.address() instanceof Inet4Address)) {
      throw new IllegalArgumentException("not an IPv4 prefix longer than /0: " + text);
    }
    return prefix;
  }

  static Prefix anyPrefix(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not a prefix: " + text);
    }
    address(text.substring(0, slash));
    return Prefix.parse(text);
  }

  /** The constant of an enum whose words in files are lower case with hyphens. */
  static <E extends Enum<E>> E word(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("not one of " + words(type) + ": " + text);
  }

  static String words(Class<? extends Enum<?>> type) {
    StringBuilder words = new StringBuilder();
    for (Enum<?> constant : type.getEnumConstants()) {
      words.append(words.isEmpty() ? "" : ", ").append(word(constant));
    }
    return words.toString();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
