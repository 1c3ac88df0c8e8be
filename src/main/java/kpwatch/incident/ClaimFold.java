package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation.Around;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/**
 * Reads who else claims the watched addresses, and where their owner or a carrier asks to have
 * traffic dropped. A route whose origin is not known is nobody's claim and nobody's wish.
 */
final class ClaimFold {
  private final Board board;
  private final Thresholds.Claims limits;

  ClaimFold(Board board) {
    this.board = board;
    this.limits = board.limits.claims();
  }

  /**
   * Takes the routes of one look.
   *
   * @param watched answers for the watched prefixes themselves
   * @param valid whether absence means anything; presence always does
   */
  void take(Collection<Route> watched, List<Around> arounds, boolean valid) {
    watched.forEach(route -> read(route, route.prefix(), valid));
    for (Around around : arounds) {
      around.found().stream()
          .filter(route -> route.prefix().length() > around.within().length())
          .forEach(route -> read(route, around.within(), valid));
      if (valid) {
        board.claims.values().removeIf(c -> unmet(c.prefix(), around));
        board.blackholed.keySet().removeIf(prefix -> unmet(prefix, around));
      }
    }
  }

  /** Whether a part that once led to this address does not any more. */
  private static boolean unmet(Prefix part, Around around) {
    return part.length() > around.within().length()
        && part.contains(around.address())
        && around.found().stream().noneMatch(r -> r.prefix().equals(part));
  }

  private void read(Route route, Prefix within, boolean valid) {
    boolean part = route.prefix().length() > within.length();
    Map<Asn, List<Row>> foreign = new HashMap<>();
    boolean blackholed = false;
    Instant oldest = LivePeers.oldest(route, board.limits.routes().rowAge());
    for (Row row : route.rows()) {
      Optional<Asn> origin = row.path().origin();
      if (origin.isEmpty() || !LivePeers.fresh(row, oldest)) {
        continue;
      }
      boolean own = origin.get().equals(board.network.origin());
      boolean dropped =
          (part || row.blackholed()) && (own || board.network.upstream(origin.get()).isPresent());
      blackholed |= dropped;
      if (!own && !dropped) {
        foreign.computeIfAbsent(origin.get(), a -> new ArrayList<>()).add(row);
      }
    }
    foreign.forEach((origin, rows) -> claimed(route, origin, rows));
    if (valid) {
      board
          .claims
          .values()
          .removeIf(c -> c.prefix().equals(route.prefix()) && !foreign.containsKey(c.origin()));
    }
    if (blackholed) {
      board.blackholed.putIfAbsent(route.prefix(), change(route));
    } else if (valid) {
      board.blackholed.remove(route.prefix());
    }
  }

  private void claimed(Route route, Asn origin, List<Row> rows) {
    String key = ClaimTrack.key(route.prefix(), origin);
    Optional<Change> since = Optional.ofNullable(board.claims.get(key)).flatMap(ClaimTrack::wide);
    Optional<Change> wide =
        wide(rows) ? Optional.of(since.orElse(change(route))) : Optional.empty();
    board.claims.put(key, new ClaimTrack(route.prefix(), origin, wide, route.at(), rows.size()));
  }

  private boolean wide(List<Row> rows) {
    Set<PeerId> peers = new HashSet<>();
    Set<Asn> networks = new HashSet<>();
    Set<String> collectors = new HashSet<>();
    for (Row row : rows) {
      peers.add(row.peer());
      collectors.add(row.peer().collector());
      row.path().peer().ifPresent(networks::add);
    }
    return peers.size() >= limits.peers()
        && networks.size() >= limits.networks()
        && collectors.size() >= limits.collectors();
  }

  /** It is so since this look; the look at the watched prefix before did not show it. */
  private Change change(Route route) {
    Optional<Instant> before =
        board.prefixes.values().stream()
            .filter(t -> t.prefix().covers(route.prefix()))
            .flatMap(t -> t.reading().stream())
            .map(RouteReading::at)
            .filter(at -> at.isBefore(route.at()))
            .max(Instant::compareTo);
    return new Change(route.at(), before);
  }
}
