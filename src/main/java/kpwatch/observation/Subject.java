package kpwatch.observation;

/**
 * One thing that has a state. Written {@code prefix:175.45.176.0/24}, {@code line:Russia}, {@code
 * address:175.45.176.71}, {@code dns:ns1.kptc.kp}, {@code country}, {@code routes-plane}, {@code
 * probe-plane}, {@code monitor}.
 *
 * @param name empty for the kinds of which there is one
 */
public record Subject(Kind kind, String name) implements Comparable<Subject> {
  public static final Subject COUNTRY = new Subject(Kind.COUNTRY, "");
  public static final Subject ROUTES_PLANE = new Subject(Kind.ROUTES_PLANE, "");
  public static final Subject PROBE_PLANE = new Subject(Kind.PROBE_PLANE, "");
  public static final Subject MONITOR = new Subject(Kind.MONITOR, "");

  /**
   * What kind of thing; {@code site}, {@code control} and {@code source} are looked at but have no
   * state of their own.
   */
  public enum Kind {
    MONITOR("monitor"),
    ROUTES_PLANE("routes-plane"),
    PROBE_PLANE("probe-plane"),
    COUNTRY("country"),
    PREFIX("prefix"),
    LINE("line"),
    ADDRESS("address"),
    DNS("dns"),
    SITE("site"),
    CONTROL("control"),
    SOURCE("source");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static Subject prefix(Prefix prefix) {
    return new Subject(Kind.PREFIX, prefix.toString());
  }

  public static Subject line(String name) {
    return new Subject(Kind.LINE, name);
  }

  public static Subject address(java.net.InetAddress address) {
    return new Subject(Kind.ADDRESS, address.getHostAddress());
  }

  public static Subject dns(String host) {
    return new Subject(Kind.DNS, host);
  }

  public static Subject site(String host) {
    return new Subject(Kind.SITE, host);
  }

  public static Subject control(String host) {
    return new Subject(Kind.CONTROL, host);
  }

  public static Subject source(String name) {
    return new Subject(Kind.SOURCE, name);
  }

  /**
   * The reverse of {@link #toString()}. Throws {@link IllegalArgumentException} on an unknown kind.
   */
  public static Subject parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    for (Kind kind : Kind.values()) {
      if (kind.word.equals(word)) {
        return new Subject(kind, colon < 0 ? "" : text.substring(colon + 1));
      }
    }
    throw new IllegalArgumentException("not a subject: " + text);
  }

  @Override
  public int compareTo(Subject other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name.isEmpty() ? kind.word : kind.word + ":" + name;
  }
}
