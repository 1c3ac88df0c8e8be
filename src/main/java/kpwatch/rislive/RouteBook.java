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
import org.jspecify.annotations.Nullable;

/**
 * Which peer has which route to one prefix, by messages and looks in whatever order they come: of
 * two words about a peer the one that the collector wrote later counts. Used under a lock.
 */
final class RouteBook {
  /** How far behind its query the oldest healthy row of a look was seen to be, with a margin. */
  private static final Duration LAG = Duration.ofMinutes(4);

  /** Age at which a row of a look is unknown: {@code detection.md} 1. */
  private static final Duration ROW_AGE = Duration.ofMinutes(15);

  /**
   * How long a peer without a row is unknown and not without a route, once its session is down.
   * After that no control counts it as live by what it had before: {@link #ROW_AGE}, and 10 min of
   * a control ({@code detection.md} 1).
   */
  private static final Duration DOWN = ROW_AGE.plusMinutes(10);

  /** Above the number of RIPE's peers (810 of IPv4 in June 2025). */
  static final int MOST = 2000;

  private final Prefix prefix;
  private final Map<PeerId, Held> peers = new HashMap<>();

  /** Of peers that are not in the book nothing is believed that is older than this. */
  private Instant floor;

  private List<Observation.Row> rows = List.of();
  private Instant through = Instant.EPOCH;
  private Instant until = Instant.EPOCH;
  private Instant compared = Instant.EPOCH;
  private boolean written;

  RouteBook(Prefix prefix, Instant floor) {
    this.prefix = prefix;
    this.floor = floor;
  }

  /** There was a gap: nothing that was heard before tells what has happened since. */
  void anew() {
    peers.replaceAll((peer, held) -> held.before());
  }

  /** One word of the stream about a peer; whether it changed what it has. */
  boolean told(PeerId peer, Held next) {
    Held before = peers.get(peer);
    Instant known = before == null ? floor : before.time();
    return !next.time().isBefore(known) && put(peer, before, next.told());
  }

  /**
   * Takes a look as what the peers have, but for those of whom something newer was heard.
   *
   * @return how many peers had something else
   */
  int compare(Observation.Route look) {
    if (!look.queryTime().isAfter(compared)) {
      return 0;
    }
    compared = look.queryTime();
    through = later(through, compared);
    Instant surely = compared.minus(LAG);
    floor = later(floor, surely);
    Map<PeerId, Observation.Row> shown = new HashMap<>();
    look.rows().forEach(row -> shown.merge(row.peer(), row, (a, b) -> newer(b, a) ? b : a));
    int differing = 0;
    for (Observation.Row row : shown.values()) {
      differing += shown(row) ? 1 : 0;
    }
    for (PeerId peer : List.copyOf(peers.keySet())) {
      differing += !shown.containsKey(peer) && absent(peer, surely) ? 1 : 0;
    }
    return differing;
  }

  /** One row of a look; of the same time, the word of the stream is the more exact. */
  private boolean shown(Observation.Row row) {
    Held before = peers.get(row.peer());
    Instant oldest = compared.minus(ROW_AGE);
    Instant last = before == null ? row.latest() : later(row.latest(), before.time());
    if (last.isBefore(oldest) && (before == null || before.has() == Held.Has.ROUTE)) {
      return put(row.peer(), before, Held.unknown(last));
    }
    boolean older =
        before != null
            && (row.latest().isBefore(before.time()) || row.latest().equals(before.heard()));
    return !older
        && put(
            row.peer(),
            before,
            row.latest().isBefore(oldest)
                ? Held.unknown(row.latest())
                : Held.route(row.path(), row.blackholed(), row.latest(), row.updated()));
  }

  /** A peer that a look does not show. */
  private boolean absent(PeerId peer, Instant surely) {
    Held held = peers.get(peer);
    if (held == null || stands(held, surely)) {
      return false;
    }
    if (held.time().isAfter(surely)) {
      return put(peer, held, Held.nothing(held.time()));
    }
    peers.remove(peer);
    boolean row = held.has() != Held.Has.NOTHING;
    written &= !row;
    return row;
  }

  private boolean stands(Held held, Instant surely) {
    return switch (held.has()) {
      case ROUTE -> held.heard().isAfter(surely);
      case NOTHING -> held.time().isAfter(surely);
      case UNKNOWN -> held.time().isAfter(compared.minus(DOWN));
    };
  }

  private boolean put(PeerId peer, @Nullable Held before, Held word) {
    if (before == null && peers.size() >= MOST) {
      return false;
    }
    boolean same = before == null ? word.has() == Held.Has.NOTHING : before.sameAs(word);
    Held next = same && before != null ? word.again(before) : word;
    peers.put(peer, next);
    through = later(through, next.time());
    written &= same && (before == null || before.shownAs(next));
    return !same;
  }

  boolean isEmpty() {
    return peers.values().stream().noneMatch(h -> h.has() == Held.Has.ROUTE);
  }

  boolean knows(PeerId peer) {
    return peers.containsKey(peer);
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

  private static boolean newer(Observation.Row row, Observation.Row other) {
    return row.latest().isAfter(other.latest());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
