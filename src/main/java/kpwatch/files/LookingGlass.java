package kpwatch.files;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.files.RisPeers.Collector;
import kpwatch.files.RisPeers.Health;
import kpwatch.files.RisPeers.Peer;
import kpwatch.files.RouteTable.Row;
import kpwatch.observation.Prefix;

/** The data of a {@code looking-glass} answer: which peer has which route to one prefix. */
final class LookingGlass {
  static final String VERSION = "2.1";
  static final int LOOK_BACK = 86_400;

  /** How old the rows of a lost peer are that still stand there. */
  private static final Duration LOST_FOR = Duration.ofHours(1);

  private final Announced announced;
  private final Instant queryTime;
  private final List<Health> healths;

  /**
   * Answers from what is announced.
   *
   * @param queryTime the server's time of the data
   * @param healths of every peer, by index
   */
  LookingGlass(Announced announced, Instant queryTime, List<Health> healths) {
    this.announced = announced;
    this.queryTime = queryTime;
    this.healths = healths;
  }

  /** For exactly this prefix; no collectors when nobody has it. */
  CharSequence exactly(Prefix prefix, String resource, int lookBack) {
    RouteTable table = announced.tables().getOrDefault(prefix, RouteTable.EMPTY);
    return data(prefix, table, resource, lookBack);
  }

  /** For the most specific announced prefix around an address. */
  CharSequence around(InetAddress address, String resource, int lookBack) {
    Optional<Map.Entry<Prefix, RouteTable>> best =
        announced.tables().entrySet().stream()
            .filter(e -> e.getKey().contains(address) && !e.getValue().isEmpty())
            .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()));
    return best.map(e -> data(e.getKey(), e.getValue(), resource, lookBack))
        .orElseGet(() -> data(Optional.empty(), RouteTable.EMPTY, resource, lookBack));
  }

  /** No rows, whatever is announced. */
  static CharSequence nothing(Instant queryTime, String resource, int lookBack) {
    return new LookingGlass(new Announced(Map.of(), Map.of()), queryTime, List.of())
        .data(Optional.empty(), RouteTable.EMPTY, resource, lookBack);
  }

  private CharSequence data(Prefix prefix, RouteTable table, String resource, int lookBack) {
    return data(Optional.of(prefix), table, resource, lookBack);
  }

  private CharSequence data(
      Optional<Prefix> prefix, RouteTable table, String resource, int lookBack) {
    StringBuilder data = new StringBuilder(110_000).append("{\"rrcs\":");
    rrcs(data, prefix.map(Prefix::toString).orElse(""), table, lookBack);
    data.append(",\"query_time\":\"").append(Stamp.seconds(queryTime));
    data.append("\",\"latest_time\":\"").append(Stamp.seconds(queryTime.minusSeconds(1)));
    data.append("\",\"parameters\":{\"resource\":").append(Envelope.quoted(resource));
    data.append(",\"look_back_limit\":").append(lookBack).append(",\"cache\":null}}");
    return data;
  }

  private void rrcs(StringBuilder out, String prefix, RouteTable table, int lookBack) {
    Stamp stamp = new Stamp();
    boolean first = true;
    out.append('[');
    for (Collector collector : RisPeers.COLLECTORS) {
      boolean begun = false;
      for (Peer peer : RisPeers.of(collector)) {
        Optional<Row> row = table.row(peer).filter(r -> age(peer).toSeconds() < lookBack);
        if (row.isEmpty() || healths.get(peer.index()) == Health.ABSENT) {
          continue;
        }
        if (begun) {
          out.append(',');
        } else {
          collector(out.append(first ? "" : ","), collector);
        }
        row(out, prefix, peer, row.get());
        stamp.appendMicros(out, queryTime.minus(age(peer)));
        out.append("\",\"community_info\":{}}");
        begun = true;
        first = false;
      }
      out.append(begun ? "]}" : "");
    }
    out.append(']');
  }

  /** How long before the answer a row was last confirmed. */
  private Duration age(Peer peer) {
    boolean lost = healths.get(peer.index()) == Health.STALE;
    return lost ? peer.lag().plus(LOST_FOR) : peer.lag();
  }

  /** All of a collector up to its rows. */
  private static void collector(StringBuilder out, Collector collector) {
    out.append("{\"rrc\":\"").append(collector.name());
    out.append("\",\"location\":\"").append(collector.place());
    out.append("\",\"scope\":\"").append(collector.scope());
    out.append("\",\"peers\":[");
  }

  /** All of a row but its last time. */
  private static void row(StringBuilder out, String prefix, Peer peer, Row row) {
    out.append("{\"asn_origin\":\"").append(row.origin());
    out.append("\",\"as_path\":\"").append(row.path());
    out.append("\",\"community\":\"").append(row.community());
    out.append("\",\"largeCommunity\":\"\",\"extendedCommunity\":\"\",\"last_updated\":\"");
    out.append(row.updated());
    out.append("\",\"prefix\":\"").append(prefix);
    out.append("\",\"peer\":\"").append(peer.address());
    out.append("\",\"origin\":\"IGP\",\"next_hop\":\"").append(peer.address());
    out.append("\",\"latest_time\":\"");
  }
}
