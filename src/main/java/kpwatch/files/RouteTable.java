package kpwatch.files;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which peer has which route to one prefix, and since when. */
final class RouteTable {
  static final RouteTable EMPTY = new RouteTable(new @Nullable Row[RisPeers.V4]);

  /** One peer in so many of those with a part of the table has the route where full ones do. */
  private static final int SOME_PARTIAL = 4;

  /** A peer's route; {@code updated} is when it last changed. */
  record Row(String path, String origin, String community, String updated) {
    boolean same(Row other) {
      return path.equals(other.path) && community.equals(other.community);
    }
  }

  /** Who claims the prefix at which peers, and how many peers forget to let go. */
  record Holders(List<Held> own, List<Held> others, int stuck) {}

  /** A claim that so many full-table peers follow. */
  record Held(Claim claim, int peers) {}

  private final @Nullable Row[] rows;

  private RouteTable(@Nullable Row[] rows) {
    this.rows = rows;
  }

  /** The table at the start of a scenario: its routes have been there for days. */
  static RouteTable initial(Holders holders, Instant start) {
    RouteTable table = EMPTY.after(holders, start);
    for (int i = 0; i < table.rows.length; i++) {
      Row row = table.rows[i];
      if (row != null) {
        Duration age = Duration.ofHours(20 + i * 53L % 400).plusMillis(i * 7919L % 1000);
        table.rows[i] =
            new Row(row.path, row.origin, row.community, Stamp.micros(start.minus(age)));
      }
    }
    return table;
  }

  /** The table after a change: an unchanged route keeps its age, a stuck one stays as it was. */
  RouteTable after(Holders holders, Instant at) {
    @Nullable Claim[] claims = claims(holders);
    @Nullable Row[] next = new @Nullable Row[RisPeers.V4];
    String updated = Stamp.micros(at);
    int stuck = holders.stuck();
    for (int place = 0; place < RisPeers.FULL; place++) {
      int peer = RisPeers.ranked(place);
      Row before = rows[peer];
      Claim claim = claims[peer];
      if (claim != null) {
        next[peer] = row(claim, peer, before, updated);
      } else if (before != null && stuck > 0) {
        next[peer] = before;
        stuck--;
      }
    }
    for (int peer = RisPeers.FULL; peer < RisPeers.V4; peer += SOME_PARTIAL) {
      Claim followed = claims[RisPeers.ranked(peer - RisPeers.FULL)];
      if (followed != null) {
        next[peer] = row(followed, peer, rows[peer], updated);
      }
    }
    return new RouteTable(next);
  }

  boolean isEmpty() {
    return Arrays.stream(rows).allMatch(row -> row == null);
  }

  /** The route of a peer. */
  Optional<Row> row(RisPeers.Peer peer) {
    return peer.index() < rows.length ? Optional.ofNullable(rows[peer.index()]) : Optional.empty();
  }

  /** Own claims fill the order of peers from its front, others from its end, and those win. */
  private static @Nullable Claim[] claims(Holders holders) {
    @Nullable Claim[] claims = new @Nullable Claim[RisPeers.FULL];
    int front = 0;
    for (Held held : holders.own()) {
      for (int i = 0; i < held.peers() && front < RisPeers.FULL; i++) {
        claims[RisPeers.ranked(front++)] = held.claim();
      }
    }
    int end = RisPeers.FULL;
    for (Held held : holders.others()) {
      for (int i = 0; i < held.peers() && end > 0; i++) {
        claims[RisPeers.ranked(--end)] = held.claim();
      }
    }
    return claims;
  }

  private static Row row(Claim claim, int peer, @Nullable Row before, String updated) {
    Row row =
        new Row(
            claim.path(RisPeers.at(peer)),
            Long.toString(claim.origin().number()),
            claim.community(),
            updated);
    return before != null && before.same(row) ? before : row;
  }
}
