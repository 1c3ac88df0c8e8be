package kpwatch.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * The way to an origin: AS numbers from the collector's peer to the origin, prepends kept. AS sets
 * and anything else that is no number are left out, since they name no single neighbour.
 */
public record AsPath(List<Asn> hops) {
  private static final String BLANKS = " \t\n\u000B\f\r";

  public AsPath {
    hops = List.copyOf(hops);
  }

  /**
   * Reads the space-separated text of {@code looking-glass}; a token that is not a number is
   * skipped. Never throws.
   */
  public static AsPath parse(String text) {
    List<Asn> hops = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(text, BLANKS);
    while (tokens.hasMoreTokens()) {
      try {
        hops.add(Asn.parse(tokens.nextToken()));
      } catch (IllegalArgumentException e) {
        // a set such as {64500,64501}, or rubbish: fail soft, the other hops still count
        continue;
      }
    }
    return new AsPath(hops);
  }

  /** The AS that gave the route to the collector. Empty for an empty path. */
  public Optional<Asn> peer() {
    return hops.isEmpty() ? Optional.empty() : Optional.of(hops.get(0));
  }

  /** The last public AS, who announced the route. Empty for a path of none. */
  public Optional<Asn> origin() {
    for (int i = hops.size() - 1; i >= 0; i--) {
      if (!hops.get(i).isPrivate()) {
        return Optional.of(hops.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * The last public AS before the origin. Empty when the origin itself is the collector's peer
   * ("direct").
   */
  public Optional<Asn> neighbour() {
    Optional<Asn> origin = origin();
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    for (int i = hops.size() - 1; i >= 0; i--) {
      Asn hop = hops.get(i);
      if (!hop.equals(origin.get()) && !hop.isPrivate()) {
        return Optional.of(hop);
      }
    }
    return Optional.empty();
  }
}
