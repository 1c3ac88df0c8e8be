package kpwatch.files;

import kpwatch.files.RisPeers.Collector;
import kpwatch.files.RisPeers.Peer;

/** The data of an {@code rrc-info} answer: every collector with its peers and what they send. */
final class RrcInfo {
  static final String VERSION = "0.1";

  static final String NOTHING = "{\"rrcs\":[],\"parameters\":{}}";

  /** Never changes: a dump of every eight hours, and these peers never change their tables. */
  static final String DATA = data();

  private RrcInfo() {}

  private static String data() {
    StringBuilder data = new StringBuilder(60_000).append("{\"rrcs\":[");
    for (Collector collector : RisPeers.COLLECTORS) {
      data.append(collector.number() == 0 ? "" : ",");
      data.append("{\"id\":").append(collector.number());
      data.append(",\"name\":\"").append(collector.name());
      data.append("\",\"geographical_location\":\"").append(collector.place());
      data.append("\",\"topological_location\":\"").append(collector.scope());
      data.append("\",\"multihop\":").append(collector.scope().contains("Multihop"));
      data.append(",\"activated_on\":\"2001-01\",\"deactivated_on\":\"\",\"peers\":[");
      boolean first = true;
      for (Peer peer : RisPeers.of(collector)) {
        data.append(first ? "" : ",");
        peer(data, peer);
        first = false;
      }
      data.append("]}");
    }
    return data.append("],\"parameters\":{}}").toString();
  }

  private static void peer(StringBuilder out, Peer peer) {
    boolean full = peer.index() < RisPeers.FULL;
    boolean v6 = peer.index() >= RisPeers.V4;
    int part = v6 ? 0 : 100 + peer.index() * 631 % 90_000;
    out.append("{\"asn\":").append(peer.asn());
    out.append(",\"ip\":\"").append(peer.address());
    out.append("\",\"v4_prefix_count\":").append(full ? 1_040_000 + peer.index() * 17 : part);
    out.append(",\"is_full_feed_v4\":").append(full);
    out.append(",\"v6_prefix_count\":").append(v6 ? 235_000 + peer.index() : 0);
    out.append(",\"is_full_feed_v6\":").append(v6).append('}');
  }
}
