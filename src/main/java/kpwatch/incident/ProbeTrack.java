package kpwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.observation.Subject;

/**
 * One address or name server.
 *
 * @param history the last probes, newest last, {@code +} for an answer and {@code -} for silence;
 *     at most four
 * @param votes whether it has earned a vote that has not lapsed
 * @param lastAnswer the last attempt that was answered
 * @param lastProbe the end of the last probe
 * @param silent the first silent attempt of the probe under way
 * @param struggling since when it has been slow or silent, with the last good probe before
 * @param silentFrom the first silent attempt of the silent probes in a row, while they last
 * @param badRounds slow or silent probes in a row
 * @param silentRounds silent probes in a row
 * @param recovered when it last came back from struggling
 * @param took how long the last answer took to its first byte
 * @param fastestConnect the fastest handshake ever (name servers: the fastest answer)
 * @param banned since when it has been silent while its neighbours answer: possibly we are banned
 *     there
 * @param excused time since the last answer that does not count against its vote: in an incident,
 *     blind or away
 */
public record ProbeTrack(
    Subject subject,
    ProbeState state,
    Instant since,
    String history,
    boolean votes,
    Optional<Instant> lastAnswer,
    Optional<Instant> lastProbe,
    Optional<Instant> silent,
    Optional<Change> struggling,
    Optional<Instant> silentFrom,
    int badRounds,
    int silentRounds,
    Optional<Instant> recovered,
    Optional<Duration> took,
    Optional<Duration> fastestConnect,
    Optional<Instant> banned,
    Optional<Duration> excused) {
  static ProbeTrack unseen(Subject subject, Instant now) {
    return new ProbeTrack(
        subject,
        ProbeState.UNQUALIFIED,
        now,
        "",
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same target as nothing more than a place that was asked: the polite distance stays, and how
   * near it can be at best is a fact.
   */
  ProbeTrack forgotten(ProbeState next, Instant now) {
    return new ProbeTrack(
        subject,
        next,
        next == state ? since : now,
        "",
        false,
        lastAnswer,
        lastProbe,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        fastestConnect,
        banned,
        Optional.empty());
  }

  /** After a jump: a first silence from before it is not half of a failure. */
  ProbeTrack resumed() {
    return silent.isEmpty() ? this : with(state, since, Optional.empty(), banned, excused);
  }

  ProbeTrack entering(ProbeState next, Instant now) {
    return next == state ? this : with(next, now, silent, banned, excused);
  }

  ProbeTrack banned(Optional<Instant> from) {
    return from.equals(banned) ? this : with(state, since, silent, from, excused);
  }

  /**
   * Whether it answered what was asked after then: an answer that was on its way at the time tells
   * nothing of what came.
   */
  public boolean answeredSince(Instant then) {
    return lastAnswer
        .map(at -> at.minus(took.orElse(Duration.ZERO)))
        .filter(asked -> asked.isAfter(then))
        .isPresent();
  }

  /** When the vote lapses unless it answers. */
  Optional<Instant> lapses(Duration span) {
    Duration longer = span.plus(excused.orElse(Duration.ZERO));
    return votes ? lastAnswer.map(at -> at.plus(longer)) : Optional.empty();
  }

  /** The same with so much more time that does not count against its vote. */
  ProbeTrack excused(Duration time) {
    return time.isZero() || !votes
        ? this
        : with(state, since, silent, banned, Optional.of(excused.orElse(Duration.ZERO).plus(time)));
  }

  private ProbeTrack with(
      ProbeState next,
      Instant from,
      Optional<Instant> first,
      Optional<Instant> ban,
      Optional<Duration> time) {
    return new ProbeTrack(
        subject,
        next,
        from,
        history,
        votes,
        lastAnswer,
        lastProbe,
        first,
        struggling,
        silentFrom,
        badRounds,
        silentRounds,
        recovered,
        took,
        fastestConnect,
        ban,
        time);
  }

  /**
   * Whether it is a voter that {@code detection.md} 2 calls failing: silent twice while the
   * controls answered.
   */
  boolean failing() {
    return votes && state == ProbeState.FAILING;
  }

  boolean isAddress() {
    return subject.kind() == Subject.Kind.ADDRESS;
  }
}
