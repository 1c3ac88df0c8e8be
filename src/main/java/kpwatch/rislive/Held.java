package kpwatch.rislive;

import java.time.Instant;
import java.util.List;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;

/**
 * What is known of one peer and one prefix.
 *
 * @param path of the route, if it has one
 * @param time the collector's time of the last word about it
 * @param updated when the route last changed
 * @param heard the collector's time at which the stream has said so; {@link Instant#EPOCH} if only
 *     a look has, or the stream before a gap
 */
record Held(
    Has has, AsPath path, boolean blackholed, Instant time, Instant updated, Instant heard) {
  private static final AsPath NONE = new AsPath(List.of());

  /** What a peer has. */
  enum Has {
    ROUTE,
    NOTHING,
    /** Its session is down, or the collector has not heard of the route for long. */
    UNKNOWN
  }

  static Held route(AsPath path, boolean blackholed, Instant time, Instant updated) {
    return new Held(Has.ROUTE, path, blackholed, time, updated, Instant.EPOCH);
  }

  static Held nothing(Instant time) {
    return new Held(Has.NOTHING, NONE, false, time, time, Instant.EPOCH);
  }

  static Held unknown(Instant time) {
    return new Held(Has.UNKNOWN, NONE, false, time, time, Instant.EPOCH);
  }

  /** The same, said by the stream at its time. */
  Held told() {
    return new Held(has, path, blackholed, time, updated, time);
  }

  /** The same, of which it is not known any more whether the stream has told its end. */
  Held before() {
    return new Held(has, path, blackholed, time, updated, Instant.EPOCH);
  }

  /**
   * The same route once more: by the stream, and it changed when it had changed before; by a look,
   * and the stream has said so when it had.
   */
  Held again(Held before) {
    return heard.equals(Instant.EPOCH)
        ? new Held(has, path, blackholed, time, updated, before.heard)
        : new Held(has, path, blackholed, time, before.updated, heard);
  }

  boolean sameAs(Held other) {
    return has == other.has && path.equals(other.path) && blackholed == other.blackholed;
  }

  /** Whether it makes the same row, but for the time as of which it is confirmed. */
  boolean shownAs(Held other) {
    return sameAs(other) && (has != Has.ROUTE || updated.equals(other.updated));
  }

  /** As a row, confirmed as of {@code through}. Only for what is a row: not for nothing. */
  Observation.Row row(PeerId peer, Instant through) {
    return new Observation.Row(
        peer, path, has == Has.ROUTE ? through : Instant.EPOCH, updated, blackholed);
  }
}
