package kpwatch.observation;

import java.util.List;
import java.util.Optional;

/**
 * The way to an origin, from the collector's peer on.
 *
 * @param hops the AS numbers in their order, prepends kept. AS sets and whatever is no number are
 *     left out, since they name no single network.
 * @param last what stands at the end, where that is one AS number or an AS set of one. Empty where
 *     it is anything else, and for an empty path.
 */
public record AsPath(List<Asn> hops, Optional<Asn> last) {
  public AsPath {
    hops = List.copyOf(hops);
  }

  /** A path of nothing but numbers. */
  public AsPath(List<Asn> hops) {
    this(hops, hops.isEmpty() ? Optional.empty() : Optional.of(hops.get(hops.size() - 1)));
  }

  /** Reads the text of {@code looking-glass} as {@link AsPathReader#text} does. Never throws. */
  public static AsPath parse(String text) {
    AsPathReader reader = new AsPathReader();
    reader.text(text);
    return reader.path();
  }

  /** The AS that gave the route to the collector. Empty for a path without a number. */
  public Optional<Asn> peer() {
    return hops.isEmpty() ? Optional.empty() : Optional.of(hops.get(0));
  }

  /**
   * The AS that announced the route. Empty means <em>not known</em>: the path ends in an AS set of
   * several, in a confederation, in what cannot be read, or in a number that names nobody. The
   * network before such an end has only passed the route on. So an unknown origin is no claim of
   * anybody, and it is no sign that another route has taken the place of the right one.
   */
  public Optional<Asn> origin() {
    return last.filter(asn -> !asn.namesNobody());
  }

  /** {@link #neighbourOf} the origin; where that is not known, the last public AS of the path. */
  public Optional<Asn> neighbour() {
    return origin().map(this::neighbourOf).orElseGet(() -> neighbourOf(new Asn(0)));
  }

  /**
   * The last public AS of the path that is not {@code origin}: the network next to it, if it is the
   * origin. Empty when there is none ("direct").
   */
  public Optional<Asn> neighbourOf(Asn origin) {
    for (int i = hops.size() - 1; i >= 0; i--) {
      Asn hop = hops.get(i);
      if (!hop.equals(origin) && !hop.namesNobody()) {
        return Optional.of(hop);
      }
    }
    return Optional.empty();
  }
}
