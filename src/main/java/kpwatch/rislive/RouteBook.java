package kpwatch.rislive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/**
 * Which peer has which route to one prefix, by messages and looks in whatever order they come: of
 * two words about a peer the one that the collector wrote later counts. Used under a lock.
 */
final class RouteBook {
  /** How far behind its query the oldest healthy row of a look was seen to be, with a margin. */
  private static final Duration LAG = Duration.ofMinutes(4);

  /** Age at which a row of a look is unknown: {@code detection.md} 1. */
  private static final Duration ROW_AGE = Duration.ofMinutes(15);

  /** Far above the number of RIPE's peers (810 of IPv4 in June 2025). */
  private static final int MOST = 5000;

  private final Prefix prefix;
  private final Map<PeerId, Held> peers = new HashMap<>();
  private List<Observation.Row> rows = List.of();
  private Instant through = Instant.EPOCH;
  private Instant until = Instant.EPOCH;
  private Instant compared = Instant.EPOCH;
  private boolean written;

  RouteBook(Prefix prefix) {
    this.prefix = prefix;
  }

  /** The connection is new: nothing that was heard before tells what has happened since. */
  void reopened() {
    peers.replaceAll((peer, held) -> held.before());
  }

  /** One word about a peer; whether it changed what it has. */
  boolean told(PeerId peer, Held next) {
    Held before = peers.get(peer);
    if (before == null ? peers.size() >= MOST : next.time().isBefore(before.time())) {
      return false;
    }
    return put(peer, before, next);
  }

  private boolean put(PeerId peer, @org.jspecify.annotations.Nullable Held before, Held next) {
    boolean same = before == null ? next.has() == Held.Has.NOTHING : before.sameAs(next);
    peers.put(
        peer,
        same && before != null && next.has() == Held.Has.ROUTE && next.told()
            ? Held.route(next.path(), next.blackholed(), next.time(), before.updated(), true)
            : next);
    through = next.time().isAfter(through) ? next.time() : through;
    written &= same;
    return !same;
  }

  /**
   * Takes a look as what the peers have, but for those of whom something newer was heard.
   *
   * @param up peers whose sessions have come up, since when
   * @return how many peers had something else
   */
  int compare(Observation.Route look, Map<PeerId, Instant> up) {
    if (!look.queryTime().isAfter(compared)) {
      return 0;
    }
    compared = look.queryTime();
    int differing = 0;
    Instant oldest = look.queryTime().minus(ROW_AGE);
    Map<PeerId, Observation.Row> shown = new HashMap<>();
    look.rows().forEach(row -> shown.put(row.peer(), row));
    for (Observation.Row row : shown.values()) {
      Held next =
          row.latest().isBefore(oldest)
              ? Held.unknown(row.latest(), false)
              : Held.route(row.path(), row.blackholed(), row.latest(), row.updated(), false);
      differing += told(row.peer(), next) ? 1 : 0;
    }
    Instant surely = look.queryTime().minus(LAG);
    for (PeerId peer : List.copyOf(peers.keySet())) {
      Held held = peers.get(peer);
      if (held == null || shown.containsKey(peer) || held.has() == Held.Has.NOTHING) {
        continue;
      }
      boolean newer = held.told() && held.time().isAfter(surely);
      boolean down =
          held.has() == Held.Has.UNKNOWN && !up.getOrDefault(peer, Instant.MAX).isBefore(surely);
      if (!newer && !down) {
        Instant time = held.time().isAfter(surely) ? held.time() : surely;
        differing += put(peer, held, Held.nothing(time, false)) ? 1 : 0;
      }
    }
    through = look.queryTime().isAfter(through) ? look.queryTime() : through;
    return differing;
  }

  boolean isEmpty() {
    return peers.values().stream().noneMatch(h -> h.has() == Held.Has.ROUTE);
  }

  /** The rows as they stand, with the time since when; the same list as long as they do. */
  Observation.Route route(Instant now) {
    if (!written) {
      until = through.isAfter(now) ? now : through;
      List<Observation.Row> list = new ArrayList<>(peers.size());
      peers.forEach(
          (peer, held) -> {
            if (held.has() != Held.Has.NOTHING) {
              list.add(held.row(peer, until));
            }
          });
      rows = List.copyOf(list);
      written = true;
    }
    return new Observation.Route(now, prefix, until, rows);
  }
}
