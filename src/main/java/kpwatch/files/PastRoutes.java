package kpwatch.files;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.files.Routing.Announcement;
import kpwatch.network.Network;
import kpwatch.observation.AsPath;
import kpwatch.observation.Asn;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteArchive.Update;
import kpwatch.observation.RouteHistory;
import kpwatch.observation.Rpki;

/**
 * The routes of the past, walked through second by second. At each second the peers that count are
 * those of {@link Past#counted} that have the control route then.
 */
final class PastRoutes {
  /** A share is cut to ten-thousandths, so that no sum of shares exceeds 1. */
  private static final int PLACES = 4;

  /** The loss of peers is told in twentieths. */
  private static final int LOSS_STEPS = 20;

  private final Network network;
  private final Past past;
  private final Set<PeerId> counted;
  private final Map<Prefix, Map<PeerId, AsPath>> tables = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private int next;

  private record Event(Instant second, Map<PeerId, AsPath> table, Update update) {
    void apply() {
      update
          .path()
          .ifPresentOrElse(
              path -> table.put(update.peer(), path), () -> table.remove(update.peer()));
    }
  }

  PastRoutes(Network network, Past past) {
    this.network = network;
    this.past = past;
    this.counted = past.counted();
    if (counted.isEmpty()) {
      throw new IllegalArgumentException("nobody has the control route " + past.control().prefix());
    }
    begin(past.control());
    past.prefixes().forEach(this::begin);
    past.block().ifPresent(this::begin);
    events.sort(Comparator.comparing(Event::second));
  }

  private void begin(RouteHistory history) {
    Map<PeerId, AsPath> table = new HashMap<>(history.initial());
    tables.put(history.prefix(), table);
    for (Update update : history.updates()) {
      events.add(new Event(update.at().truncatedTo(ChronoUnit.SECONDS), table, update));
    }
  }

  /** When the next updates came; empty behind the last. */
  Optional<Instant> nextSecond() {
    return next < events.size() ? Optional.of(events.get(next).second()) : Optional.empty();
  }

  /** Goes on over all updates of the next second. */
  void advance() {
    Instant second = events.get(next).second();
    for (; next < events.size() && events.get(next).second().equals(second); next++) {
      events.get(next).apply();
    }
  }

  /** Empty while no peer that counts has the control route: then nothing can be said. */
  Optional<Map<Prefix, Routing>> routes() {
    Set<PeerId> live = live();
    if (live.isEmpty()) {
      return Optional.empty();
    }
    Map<Prefix, Routing> routes = new LinkedHashMap<>();
    for (RouteHistory history : past.prefixes()) {
      List<Announcement> others = new ArrayList<>();
      if (routes.isEmpty()) {
        // the format knows no place for the block's own routes but beside a watched prefix
        past.block().ifPresent(b -> others.addAll(announcements(b, live, true)));
      }
      others.addAll(announcements(history, live, false));
      routes.put(
          history.prefix(),
          new Routing(paths(history, live), Rpki.UNKNOWN, others, BigDecimal.ZERO));
    }
    return Optional.of(routes);
  }

  /** Share of the peers that counted at the beginning and have lost the control route. */
  BigDecimal lost() {
    int gone = counted.size() - live().size();
    return BigDecimal.valueOf(gone * LOSS_STEPS / counted.size())
        .divide(BigDecimal.valueOf(LOSS_STEPS))
        .stripTrailingZeros();
  }

  private Set<PeerId> live() {
    Set<PeerId> live = new HashSet<>(counted);
    live.retainAll(table(past.control()).keySet());
    return live;
  }

  private SortedMap<Asn, BigDecimal> paths(RouteHistory history, Set<PeerId> live) {
    SortedMap<Asn, Integer> peers = new TreeMap<>();
    table(history)
        .forEach(
            (peer, path) -> {
              if (live.contains(peer) && own(path)) {
                Asn own = network.origin();
                peers.merge(path.neighbourOf(own).orElse(own), 1, Integer::sum);
              }
            });
    SortedMap<Asn, BigDecimal> shares = new TreeMap<>();
    peers.forEach((asn, count) -> shares.put(asn, share(count, live.size())));
    return shares;
  }

  /** Only what names its origin announces anything. */
  private List<Announcement> announcements(RouteHistory history, Set<PeerId> live, boolean ownToo) {
    SortedMap<Asn, SortedMap<Asn, Integer>> peers = new TreeMap<>();
    table(history)
        .forEach(
            (peer, path) -> {
              if (live.contains(peer) && (ownToo || !own(path))) {
                path.origin()
                    .ifPresent(
                        origin ->
                            peers
                                .computeIfAbsent(origin, o -> new TreeMap<>())
                                .merge(path.neighbourOf(origin).orElse(origin), 1, Integer::sum));
              }
            });
    List<Announcement> announcements = new ArrayList<>();
    peers.forEach(
        (origin, upstreams) ->
            upstreams.forEach(
                (upstream, count) ->
                    announcements.add(
                        new Announcement(
                            history.prefix(), origin, upstream, share(count, live.size()), ""))));
    return announcements;
  }

  private Map<PeerId, AsPath> table(RouteHistory history) {
    return tables.getOrDefault(history.prefix(), Map.of());
  }

  /** An origin that is not known claims nothing: the prefix is seen, and nobody has taken it. */
  private boolean own(AsPath path) {
    return path.origin().orElse(network.origin()).equals(network.origin());
  }

  private static BigDecimal share(int count, int of) {
    return BigDecimal.valueOf(count)
        .divide(BigDecimal.valueOf(of), PLACES, RoundingMode.FLOOR)
        .stripTrailingZeros();
  }
}
