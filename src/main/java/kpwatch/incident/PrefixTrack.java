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
    Set<String> carriers) {
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
        Set.of());
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
            prefix, sure, shown, now, reading, queryTime, agreed, turn, change, validity, carriers);
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
        carriers);
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
        carriers);
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
        carriers);
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
        carriers);
  }

  PrefixTrack carriedBy(Set<String> lines) {
    return new PrefixTrack(
        prefix, sure, state, since, reading, queryTime, agreed, turn, change, validity, lines);
  }
}
