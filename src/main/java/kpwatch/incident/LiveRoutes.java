package kpwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;

/**
 * What the stream of RIS Live shows. Together with {@code looking-glass} it is one kind of
 * evidence, since both read the same collectors: it tells when to look, and confirms what a look
 * shows. Not stored: a start hears all of it anew.
 *
 * @param heard the last time it was heard; empty while it is not
 * @param overdue when it last passed on news of the past
 * @param compared the prefixes that have been compared with a look since it is heard
 * @param by the peers by which it was judged
 * @param prefixes what it shows of each; kept without a state where it cannot be judged
 */
public record LiveRoutes(
    Optional<Instant> heard,
    Optional<Instant> overdue,
    Set<Prefix> compared,
    LivePeers by,
    Map<Prefix, Live> prefixes) {
  public static final LiveRoutes NONE =
      new LiveRoutes(Optional.empty(), Optional.empty(), Set.of(), LivePeers.NONE, Map.of());

  public LiveRoutes {
    compared = Set.copyOf(compared);
    prefixes = Map.copyOf(prefixes);
  }

  /**
   * One prefix.
   *
   * @param rows of which it was read
   * @param reading the last; empty while it is not heard
   * @param shows the state that this alone shows; UNKNOWN while it is not heard
   * @param arrived when that reached us
   * @param from while it shows a loss, when it first did, by the collectors' clocks, but not after
   *     that reached us
   * @param stood the last moment at which it was heard to show no loss, be it before a gap
   */
  record Live(
      List<Observation.Row> rows,
      Optional<RouteReading> reading,
      PrefixState shows,
      Instant arrived,
      Optional<Instant> from,
      Optional<Instant> stood) {
    static Live unheard(Instant now) {
      return new Live(
          List.of(),
          Optional.empty(),
          PrefixState.UNKNOWN,
          now,
          Optional.empty(),
          Optional.empty());
    }

    Live silent(Instant now) {
      return shows == PrefixState.UNKNOWN
          ? this
          : new Live(
              List.of(), Optional.empty(), PrefixState.UNKNOWN, now, Optional.empty(), stood);
    }

    /** Whether it is known already what these rows say; they are the same, not only alike. */
    Optional<RouteReading> known(Observation.Route route) {
      return rows == route.rows() ? reading.map(r -> r.again(route.at())) : Optional.empty();
    }

    /** With one more reading. */
    Live with(Observation.Route route, RouteReading next, PrefixState now) {
      Instant at = next.at();
      Instant first = route.queryTime().isAfter(at) ? at : route.queryTime();
      return new Live(
          route.rows(),
          Optional.of(next),
          now,
          now == shows ? arrived : at,
          now.lost() ? from.or(() -> Optional.of(first)) : Optional.empty(),
          now.lost() ? stood : Optional.of(at));
    }
  }

  Optional<Live> of(Prefix prefix) {
    return Optional.ofNullable(prefixes.get(prefix));
  }

  LiveRoutes silent(Instant now) {
    Map<Prefix, Live> all = new TreeMap<>(prefixes);
    all.replaceAll((prefix, live) -> live.silent(now));
    return new LiveRoutes(Optional.empty(), overdue, Set.of(), by, all);
  }

  /** Whether it is heard and shows this of a prefix, so that no look is needed to know it. */
  boolean shows(PrefixTrack track) {
    return heard.isPresent()
        && of(track.prefix()).filter(l -> l.shows() == track.sure()).isPresent();
  }

  /**
   * When it will have shown for {@code confirm} that a prefix is not there, as long as it goes on
   * so; empty where it does not, or where news of the past had a part in it.
   */
  Optional<Instant> agrees(Prefix prefix, Duration confirm) {
    return heard.isEmpty()
        ? Optional.empty()
        : of(prefix)
            .filter(l -> l.shows().unseen())
            .filter(l -> overdue.filter(at -> !at.isBefore(l.arrived())).isEmpty())
            .map(l -> l.arrived().plus(confirm));
  }

  /** When it first showed a loss that it still shows. */
  Optional<Instant> lost(Prefix prefix) {
    return heard.isEmpty() ? Optional.empty() : of(prefix).flatMap(Live::from);
  }

  /** The last moment at which it showed no loss. */
  Optional<Instant> stood(Prefix prefix) {
    return of(prefix).flatMap(Live::stood);
  }
}
