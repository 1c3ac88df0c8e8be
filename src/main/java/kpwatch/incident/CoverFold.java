package kpwatch.incident;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/** Reads what else leads to the watched prefixes: routes that cover them. */
final class CoverFold {
  private final Board board;
  private final Thresholds.Routes limits;

  CoverFold(Board board) {
    this.board = board;
    this.limits = board.limits.routes();
  }

  /**
   * Takes the answers of one valid look about the block and about addresses. Where only the block
   * was answered for and does not lead there, another route may: that is no search.
   */
  void take(List<Observation.Route> blocks, List<Observation.Around> arounds, Set<PeerId> live) {
    for (PrefixTrack track : List.copyOf(board.prefixes.values())) {
      List<Observation.Around> here =
          arounds.stream().filter(a -> a.within().equals(track.prefix())).toList();
      Optional<Surroundings.Cover> longest =
          Stream.concat(blocks.stream(), here.stream().flatMap(a -> a.found().stream()))
              .filter(r -> covers(r.prefix(), track.prefix()))
              .flatMap(r -> cover(r, live).stream())
              .max(Comparator.comparing(c -> c.route().length()));
      Optional<Surroundings.Cover> cover =
          here.isEmpty() ? longest.or(() -> another(track, blocks)) : longest;
      Optional<Instant> searched =
          Stream.concat(
                  here.stream().map(Observation.Around::at),
                  longest.map(c -> c.reading().at()).stream())
              .max(Comparator.naturalOrder())
              .or(() -> track.surroundings().map(Surroundings::asked));
      searched.ifPresent(at -> board.put(track.within(new Surroundings(at, cover))));
    }
  }

  /** Takes what the stream shows, which tells what is there but not what is not. */
  void heard(List<Observation.Route> routes, Set<PeerId> live) {
    List<Observation.Route> covering =
        routes.stream().filter(r -> cover(r, live).isPresent()).toList();
    if (!covering.isEmpty()) {
      take(covering, List.of(), live);
    }
  }

  /** The cover that was found before, where the answers are about another one. */
  private static Optional<Surroundings.Cover> another(
      PrefixTrack track, List<Observation.Route> asked) {
    return track
        .surroundings()
        .flatMap(Surroundings::cover)
        .filter(c -> asked.stream().noneMatch(r -> r.prefix().equals(c.route())));
  }

  /** A very short covering route is a default route: it leads everywhere. */
  private boolean covers(Prefix route, Prefix prefix) {
    return route.covers(prefix)
        && route.length() < prefix.length()
        && route.length() >= limits.cover();
  }

  /** A route whose origin is not known may be anybody's: it does not stand in for a lost one. */
  private Optional<Surroundings.Cover> cover(Observation.Route route, Set<PeerId> live) {
    List<Observation.Row> known =
        route.rows().stream().filter(row -> row.path().origin().isPresent()).toList();
    Observation.Route named =
        new Observation.Route(route.at(), route.prefix(), route.queryTime(), known);
    return RouteReading.of(named, live, board.network, limits, Optional.empty())
        .filter(r -> r.share() >= limits.covered())
        .map(r -> new Surroundings.Cover(route.prefix(), r));
  }

  /** Whether a covering route was seen so lately that it counts. */
  boolean covered(PrefixTrack track) {
    Instant oldest = board.now.minus(limits.unknownAfter().multipliedBy(2));
    return track
        .surroundings()
        .flatMap(Surroundings::cover)
        .filter(c -> c.reading().at().isAfter(oldest))
        .isPresent();
  }
}
