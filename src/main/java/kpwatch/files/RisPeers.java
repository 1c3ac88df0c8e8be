package kpwatch.files;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * RIPE's collectors and their peers in the played world. Sixteen collectors that exist (RIPEstat
 * rrc-info, June 2025); the peers, their numbers and addresses are invented and never change. A
 * peer's index below {@link #FULL} means the full IPv4 table, below {@link #V4} a part of it, the
 * rest speak only IPv6.
 */
final class RisPeers {
  /** Peers with the full IPv4 table. */
  static final int FULL = 240;

  /** Peers that speak IPv4 at all. */
  static final int V4 = 264;

  static final int ALL = 288;

  private static final int NETWORKS = 96;

  /** A collector; its place says where it stands, its scope at which exchange. */
  record Collector(int number, String place, String scope) {
    String name() {
      return (number < 10 ? "RRC0" : "RRC") + number;
    }
  }

  /**
   * One session.
   *
   * @param lag how long before an answer its collector last heard of its route: seconds, for some
   *     minutes
   */
  record Peer(int index, Collector collector, long asn, String address, Duration lag) {}

  /** What the loss of peers does to one of them. */
  enum Health {
    FRESH,
    /** Its rows stay, an hour old. */
    STALE,
    /** Its rows are missing. */
    ABSENT
  }

  static final List<Collector> COLLECTORS =
      List.of(
          new Collector(0, "Amsterdam, NL", "RIPE-NCC Multihop"),
          new Collector(1, "London, GB", "LINX / LONAP"),
          new Collector(3, "Amsterdam, NL", "AMS-IX / NL-IX"),
          new Collector(4, "Geneva, CH", "CIXP"),
          new Collector(5, "Vienna, AT", "VIX"),
          new Collector(6, "Tokyo, JP", "DIX-IE / JPIX"),
          new Collector(7, "Stockholm, SE", "Netnod"),
          new Collector(10, "Milan, IT", "MIX"),
          new Collector(11, "New York City, US", "NYIIX"),
          new Collector(12, "Frankfurt, DE", "DE-CIX"),
          new Collector(13, "Moscow, RU", "MSK-IX"),
          new Collector(15, "Sao Paulo, BR", "PTTMetro"),
          new Collector(19, "Johannesburg, ZA", "NAP Africa JB"),
          new Collector(20, "Zurich, CH", "SwissIX"),
          new Collector(23, "Singapore, SG", "Equinix SG"),
          new Collector(25, "Amsterdam, NL", "RIPE-NCC Multihop"));

  private static final List<Peer> PEERS = IntStream.range(0, ALL).mapToObj(RisPeers::peer).toList();

  private static final Map<Collector, List<Peer>> BY_COLLECTOR =
      PEERS.stream().collect(Collectors.groupingBy(Peer::collector));

  private static final List<Integer> LOSS_ORDER = lossOrder();

  private static final List<Health> ALL_FRESH = Collections.nCopies(ALL, Health.FRESH);

  private RisPeers() {}

  static Peer at(int index) {
    return PEERS.get(index);
  }

  /** The peers of a collector, in the order of indices. */
  static List<Peer> of(Collector collector) {
    return BY_COLLECTOR.getOrDefault(collector, List.of());
  }

  /** The full-table peer at a place of the fixed order in which peers choose their paths. */
  static int ranked(int place) {
    return place * 101
        % FULL; // 101 and 240 share no factor: each peer once, spread over collectors
  }

  /** {@code share} of the full-table peers, rounded to the nearest whole peer. */
  static int count(BigDecimal share) {
    return share
        .multiply(BigDecimal.valueOf(FULL))
        .setScale(0, RoundingMode.HALF_UP)
        .intValueExact();
  }

  /** Each peer's health, by index, while a share of the full-table peers is lost. */
  static List<Health> healths(BigDecimal lost) {
    if (lost.signum() == 0) {
      return ALL_FRESH;
    }
    List<Health> healths = new ArrayList<>(ALL_FRESH);
    for (int rank = 0; rank < count(lost); rank++) {
      healths.set(LOSS_ORDER.get(rank), rank % 2 == 0 ? Health.ABSENT : Health.STALE);
    }
    return List.copyOf(healths);
  }

  private static Duration lag(int index) {
    return index % 12 == 7
        ? Duration.ofSeconds(20 + index * 37 % 190)
        : Duration.ofMillis(1000 + index * 389 % 2000);
  }

  /** Whole collectors from the last, and every so many-th peer, in turn. */
  private static List<Integer> lossOrder() {
    List<Integer> order = new ArrayList<>();
    for (int place = 0; place < FULL; place++) {
      int whole = FULL - 1 - place;
      int spread = (place * 77 + 13) % FULL;
      for (int index : new int[] {whole, spread}) {
        if (!order.contains(index)) {
          order.add(index);
        }
      }
    }
    return List.copyOf(order);
  }

  private static Peer peer(int index) {
    int perCollector = FULL / COLLECTORS.size();
    if (index < FULL) {
      return new Peer(
          index,
          COLLECTORS.get(index / perCollector),
          asn(index % NETWORKS),
          address(index),
          lag(index));
    }
    Collector collector = COLLECTORS.get(index % COLLECTORS.size());
    return new Peer(index, collector, asn(index), address(index), lag(index));
  }

  /** Numbers that registries have given out, to nobody in particular. */
  private static long asn(int network) {
    return 200_003L + network * 61L;
  }

  private static String address(int index) {
    if (index < FULL) {
      return "192.0.2." + (index + 1);
    }
    return index < V4
        ? "203.0.113." + (index - FULL + 1)
        : "2001:db8::" + Integer.toHexString(index - V4 + 1);
  }
}
