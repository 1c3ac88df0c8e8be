package kpwatch.files;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  String exactly(Prefix prefix, String resource, int lookBack) {
    RouteTable table = announced.tables().getOrDefault(prefix, RouteTable.EMPTY);
    return data(prefix, table, resource, lookBack);
  }

  /** For the most specific announced prefix around an address. */
  String around(InetAddress address, String resource, int lookBack) {
    Optional<Map.Entry<Prefix, RouteTable>> best =
        announced.tables().entrySet().stream()
            .filter(e -> e.getKey().contains(address) && !e.getValue().isEmpty())
            .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()));
    return best.map(e -> data(e.getKey(), e.getValue(), resource, lookBack))
        .orElseGet(() -> data(Optional.empty(), RouteTable.EMPTY, resource, lookBack));
  }

  /** No rows, whatever is announced. */
  static String nothing(Instant queryTime, String resource, int lookBack) {
    return new LookingGlass(new Announced(Map.of(), Map.of()), queryTime, List.of())
        .data(Optional.empty(), RouteTable.EMPTY, resource, lookBack);
  }

  private String data(Prefix prefix, RouteTable table, String resource, int lookBack) {
    return data(Optional.of(prefix), table, resource, lookBack);
  }

  private String data(Optional<Prefix> prefix, RouteTable table, String resource, int lookBack) {
    StringBuilder data = new StringBuilder(110_000).append("{\"rrcs\":");
    rrcs(data, prefix.map(Prefix::toString).orElse(""), table, lookBack);
    data.append(",\"query_time\":\"").append(Stamp.seconds(queryTime));
    data.append("\",\"latest_time\":\"").append(Stamp.seconds(queryTime.minusSeconds(1)));
    data.append("\",\"parameters\":{\"resource\":").append(Envelope.quoted(resource));
    data.append(",\"look_back_limit\":").append(lookBack).append(",\"cache\":null}}");
    return data.toString();
  }

  private void rrcs(StringBuilder out, String prefix, RouteTable table, int lookBack) {
    Stamp stamp = new Stamp();
    StringBuilder[] collectors = new StringBuilder[RisPeers.COLLECTORS.size()];
    table.forEach(
        (index, row) -> {
          Health health = healths.get(index);
          Duration lag = RisPeers.lag(index);
          Duration age = health == Health.STALE ? lag.plus(LOST_FOR) : lag;
          if (health == Health.ABSENT || age.toSeconds() >= lookBack) {
            return;
          }
          Peer peer = RisPeers.at(index);
          int at = RisPeers.COLLECTORS.indexOf(peer.collector());
          StringBuilder rows = collectors[at];
          if (rows == null) {
            rows = collectors[at] = new StringBuilder(8_000);
          } else {
            rows.append(',');
          }
          row(rows, prefix, peer, row);
          stamp.appendMicros(rows, queryTime.minus(age));
          rows.append("\",\"community_info\":{}}");
        });
    out.append('[');
    boolean first = true;
    for (int i = 0; i < collectors.length; i++) {
      if (collectors[i] == null) {
        continue;
      }
      RisPeers.Collector collector = RisPeers.COLLECTORS.get(i);
      out.append(first ? "" : ",").append("{\"rrc\":\"").append(collector.name());
      out.append("\",\"location\":\"").append(collector.place());
      out.append("\",\"scope\":\"").append(collector.scope());
      out.append("\",\"peers\":[").append(collectors[i]).append("]}");
      first = false;
    }
    out.append(']');
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
