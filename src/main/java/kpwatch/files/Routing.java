package kpwatch.files;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.observation.Rpki;

/**
 * How the world's routes to one watched prefix stand.
 *
 * @param paths share of full-table peers by the AS next to the origin; the sum is at most 1, empty
 *     is withdrawn
 * @param others announcements that are not the country's own for the prefix
 * @param stuck share of full-table peers that keep their old row after a withdrawal
 */
public record Routing(
    SortedMap<Asn, BigDecimal> paths, Rpki rpki, List<Announcement> others, BigDecimal stuck) {
  public Routing {
    paths = Collections.unmodifiableSortedMap(new TreeMap<>(paths));
    others = List.copyOf(others);
  }

  /** Share of full-table peers that reach the prefix, {@code 0 <= visibility <= 1}. */
  BigDecimal visibility() {
    return sum(paths);
  }

  static BigDecimal sum(Map<Asn, BigDecimal> paths) {
    return paths.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * A covering route or a foreign one.
   *
   * @param upstream the AS next to the origin
   * @param share of full-table peers
   * @param community empty, or a BGP community such as {@code 65535:666}
   */
  public record Announcement(
      Prefix prefix, Asn origin, Asn upstream, BigDecimal share, String community) {}
}
