package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.Prefix;

/**
 * One prefix: what is sure of it, what is shown, and what it seems to become.
 *
 * @param sure the last confirmed state; UNKNOWN until the first valid look
 * @param state what is shown: {@code sure}, or UNKNOWN while we cannot look or answering hosts
 *     contradict the routes
 * @param since when {@code state} was entered
 * @param reading the last valid look
 * @param queryTime the source's time of that look; a later look must be newer
 * @param agreed the last valid look that agreed with {@code sure}
 * @param change when {@code sure} was entered, as an interval
 * @param carriers the lines that carried it when it was last up
 * @param surroundings what else led to it when last asked, which is done when routes are being lost
 * @param stood the source's time of the last look that showed its route; a row that has not changed
 *     since may be left over from before a loss
 */
public record PrefixTrack(
    Prefix prefix,
    PrefixState sure,
    PrefixState state,
    Instant since,
    Optional<RouteReading> reading,
    Optional<Instant> queryTime,
    Optional<Instant> agreed,
    Optional<Turn> turn,
    Optional<Change> change,
    Optional<Validity> validity,
    Set<String> carriers,
    Optional<Surroundings> surroundings,
    Optional<Instant> stood) {
  public PrefixTrack {
    carriers = Set.copyOf(carriers);
  }

  static PrefixTrack unseen(Prefix prefix, Instant now) {
    return new PrefixTrack(
        prefix,
        PrefixState.UNKNOWN,
        PrefixState.UNKNOWN,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  boolean gone() {
    return state == PrefixState.GONE;
  }

  /** Whether a loss of routes awaits confirmation. */
  boolean losing() {
    return turn.filter(t -> t.to() == PrefixState.GONE || t.to() == PrefixState.REDUCED).isPresent()
        && sure != PrefixState.GONE;
  }

  PrefixTrack shown(PrefixState shown, Instant now) {
    return shown == state
        ? this
        : new PrefixTrack(
            prefix,
            sure,
            shown,
            now,
            reading,
            queryTime,
            agreed,
            turn,
            change,
            validity,
            carriers,
            surroundings,
            stood);
  }

  PrefixTrack with(Validity known) {
    return new PrefixTrack(
        prefix,
        sure,
        state,
        since,
        reading,
        queryTime,
        agreed,
        turn,
        change,
        Optional.of(known),
        carriers,
        surroundings,
        stood);
  }

  /** A look that agrees with what is sure. */
  PrefixTrack agreeing(RouteReading look, Instant query) {
    return new PrefixTrack(
        prefix,
        sure,
        state,
        since,
        Optional.of(look),
        Optional.of(query),
        Optional.of(look.at()),
        Optional.empty(),
        change,
        validity,
        carriers,
        surroundings,
        seen(sure) ? Optional.of(query) : stood);
  }

  PrefixTrack turning(RouteReading look, Instant query, Turn next) {
    return new PrefixTrack(
        prefix,
        sure,
        state,
        since,
        Optional.of(look),
        Optional.of(query),
        agreed,
        Optional.of(next),
        change,
        validity,
        carriers,
        surroundings,
        stood);
  }

  /** The turn is confirmed by {@code look}. */
  PrefixTrack turned(RouteReading look, Instant query, Turn done) {
    return new PrefixTrack(
        prefix,
        done.to(),
        state,
        since,
        Optional.of(look),
        Optional.of(query),
        Optional.of(look.at()),
        Optional.empty(),
        Optional.of(new Change(done.first(), done.lastOld())),
        validity,
        carriers,
        surroundings,
        seen(done.to()) ? Optional.of(query) : stood);
  }

  private static boolean seen(PrefixState state) {
    return state == PrefixState.UP || state == PrefixState.REDUCED;
  }

  PrefixTrack carriedBy(Set<String> lines) {
    return new PrefixTrack(
        prefix,
        sure,
        state,
        since,
        reading,
        queryTime,
        agreed,
        turn,
        change,
        validity,
        lines,
        surroundings,
        stood);
  }

  PrefixTrack within(Surroundings found) {
    return new PrefixTrack(
        prefix,
        sure,
        state,
        since,
        reading,
        queryTime,
        agreed,
        turn,
        change,
        validity,
        carriers,
        Optional.of(found),
        stood);
  }

  /** The look that tells how traffic reaches it: at its own route, or at the one that covers it. */
  public Optional<RouteReading> carried() {
    return sure == PrefixState.AGGREGATED ? cover().map(Surroundings.Cover::reading) : reading;
  }

  /** The last valid look at its own route or at the one that covers it. */
  Optional<Instant> looked() {
    Optional<Instant> own = reading.map(RouteReading::at);
    return cover()
        .map(c -> c.reading().at())
        .filter(at -> own.filter(at::isBefore).isEmpty())
        .or(() -> own);
  }

  /** The route that covers it, where its own is not there. */
  public Optional<Surroundings.Cover> cover() {
    return sure == PrefixState.AGGREGATED
        ? surroundings.flatMap(Surroundings::cover)
        : Optional.empty();
  }

  /** Whether its own route is not seen, or will not be once a further look agrees. */
  public boolean vanishing() {
    return sure == PrefixState.GONE || turn.filter(t -> t.to() == PrefixState.GONE).isPresent();
  }
}
