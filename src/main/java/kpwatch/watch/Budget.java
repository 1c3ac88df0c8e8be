package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * A bucket of tokens for the calls to RIPEstat out of turn. A call in turn takes none; a token
 * comes back a day after it was taken, so that no 24 hours see more than the daily calls. Why it is
 * filled in this way: {@code docs/decisions/0011-a-bucket-for-calls.md}.
 *
 * @param daily all calls that 24 hours may hold now; half as many more in a day with an incident
 * @param reserve tokens in the full bucket now
 * @param incident the last time an incident was open; empty after a day without
 * @param hours the calls of the last day, by the beginning of the hour in which they were made
 */
public record Budget(
    int daily, int reserve, Optional<Instant> incident, SortedMap<Instant, Calls> hours) {
  static final Budget UNUSED = new Budget(0, 0, Optional.empty(), new TreeMap<>());

  public Budget {
    hours = new TreeMap<>(hours);
  }

  /** What a call is for. */
  enum Kind {
    SPREAD,
    BURST,
    VALIDATION,
    PEERS
  }

  /**
   * Calls by what they were for.
   *
   * @param spread {@code looking-glass}, one route at a time
   * @param bursts {@code looking-glass}, several routes at once
   * @param validations {@code rpki-validation}
   * @param peers {@code rrc-info}
   * @param drawn how many of all these took a token
   */
  public record Calls(int spread, int bursts, int validations, int peers, int drawn) {
    static final Calls NONE = new Calls(0, 0, 0, 0, 0);

    static Calls of(Kind kind, int calls, int drawn) {
      return switch (kind) {
        case SPREAD -> new Calls(calls, 0, 0, 0, drawn);
        case BURST -> new Calls(0, calls, 0, 0, drawn);
        case VALIDATION -> new Calls(0, 0, calls, 0, drawn);
        case PEERS -> new Calls(0, 0, 0, calls, drawn);
      };
    }

    Calls plus(Calls more) {
      return new Calls(
          spread + more.spread,
          bursts + more.bursts,
          validations + more.validations,
          peers + more.peers,
          drawn + more.drawn);
    }

    public int all() {
      return spread + bursts + validations + peers;
    }
  }

  /** As it stands at {@code now}: what is a day old is forgotten, and its tokens are back. */
  Budget at(Instant now, boolean troubled, Allowance allowance) {
    Optional<Instant> last =
        troubled
            ? Optional.of(now)
            : incident.filter(open -> now.isBefore(open.plus(allowance.day())));
    int extra = last.isPresent() ? allowance.extra() : 0;
    int calls = allowance.daily() + extra;
    int tokens = allowance.reserve() + extra;
    Instant old = now.minus(allowance.day()).minus(allowance.hour()).plusNanos(1);
    boolean same = calls == daily && tokens == reserve && last.equals(incident);
    boolean forgets = !hours.isEmpty() && hours.firstKey().isBefore(old);
    return same && !forgets ? this : new Budget(calls, tokens, last, hours.tailMap(old));
  }

  /** With calls made now, of which so many took a token. */
  Budget spent(Instant now, Kind kind, int calls, int drawn, Duration hour) {
    TreeMap<Instant, Calls> more = new TreeMap<>(hours);
    more.merge(begin(now, hour), Calls.of(kind, calls, drawn), Calls::plus);
    return new Budget(daily, reserve, incident, more);
  }

  /** The same after the clock was moved: what was called lies as far back as before. */
  Budget shifted(Duration by, Duration hour) {
    TreeMap<Instant, Calls> moved = new TreeMap<>();
    hours.forEach((from, calls) -> moved.merge(begin(from.plus(by), hour), calls, Calls::plus));
    return new Budget(daily, reserve, incident.map(at -> at.plus(by)), moved);
  }

  private static Instant begin(Instant at, Duration hour) {
    return Instant.ofEpochMilli(
        Math.floorDiv(at.toEpochMilli(), hour.toMillis()) * hour.toMillis());
  }

  /** Tokens that are left. */
  public int left() {
    return Math.max(0, reserve - sum(Calls::drawn));
  }

  /** Share of the tokens that is taken, from 0 to 1. */
  double used() {
    return reserve == 0 ? 1 : 1 - (double) left() / reserve;
  }

  /** The calls since {@code since}, by whole hours. */
  public Calls since(Instant since) {
    return hours.tailMap(since).values().stream().reduce(Calls.NONE, Calls::plus);
  }

  private int sum(ToIntFunction<Calls> part) {
    return hours.values().stream().mapToInt(part).sum();
  }
}
