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
    return shown == state ? this : with(shown, now, validity, carriers, surroundings);
  }

  PrefixTrack with(Validity known) {
    return with(state, since, Optional.of(known), carriers, surroundings);
  }

  PrefixTrack carriedBy(Set<String> lines) {
    return with(state, since, validity, lines, surroundings);
  }

  PrefixTrack within(Surroundings found) {
    return with(state, since, validity, carriers, Optional.of(found));
  }

  /** The same looks, with what else is known. */
  private PrefixTrack with(
      PrefixState shown,
      Instant from,
      Optional<Validity> papers,
      Set<String> lines,
      Optional<Surroundings> around) {
    return new PrefixTrack(
        prefix, sure, shown, from, reading, queryTime, agreed, turn, change, papers, lines, around,
        stood);
  }

  /** A look that agrees with what is sure. */
  PrefixTrack agreeing(RouteReading look, Instant query) {
    return looked(look, query, sure, Optional.of(look.at()), Optional.empty(), change);
  }

  PrefixTrack turning(RouteReading look, Instant query, Turn next) {
    return looked(look, query, sure, agreed, Optional.of(next), change);
  }

  /** The turn is confirmed by {@code look}. */
  PrefixTrack turned(RouteReading look, Instant query, Turn done) {
    Change entered = new Change(done.first(), done.lastOld());
    return looked(
        look, query, done.to(), Optional.of(look.at()), Optional.empty(), Optional.of(entered));
  }

  /** With one more look. */
  private PrefixTrack looked(
      RouteReading look,
      Instant query,
      PrefixState certain,
      Optional<Instant> agrees,
      Optional<Turn> next,
      Optional<Change> entered) {
    boolean stands =
        next.isEmpty() && (certain == PrefixState.UP || certain == PrefixState.REDUCED);
    return new PrefixTrack(
        prefix,
        certain,
        state,
        since,
        Optional.of(look),
        Optional.of(query),
        agrees,
        next,
        entered,
        validity,
        carriers,
        surroundings,
        stands ? Optional.of(query) : stood);
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

  /** Whether nobody has looked, since it began to change, for what else may lead there. */
  boolean unsearched() {
    return turn.filter(t -> surroundings.filter(s -> !s.asked().isBefore(t.first())).isEmpty())
        .isPresent();
  }

  /** Whether its own route is not seen, or will not be once a further look agrees. */
  public boolean vanishing() {
    return sure.unseen() || turn.filter(t -> t.to().unseen()).isPresent();
  }
}
