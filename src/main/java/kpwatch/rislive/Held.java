package kpwatch.rislive;

import java.time.Instant;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;

/**
 * What is known of one peer and one prefix.
 *
 * @param path of the route, if it has one
 * @param time the collector's time of the last word about it
 * @param updated when the route last changed
 * @param told whether that word came by the stream since it is connected; else it is a look's, or
 *     from before
 */
record Held(Has has, AsPath path, boolean blackholed, Instant time, Instant updated, boolean told) {
  private static final AsPath NONE = new AsPath(java.util.List.of());

  /** What a peer has. */
  enum Has {
    ROUTE,
    NOTHING,
    /** Its session is down, or the collector has not heard of the route for long. */
    UNKNOWN
  }

  static Held route(AsPath path, boolean blackholed, Instant time, Instant updated, boolean told) {
    return new Held(Has.ROUTE, path, blackholed, time, updated, told);
  }

  static Held nothing(Instant time, boolean told) {
    return new Held(Has.NOTHING, NONE, false, time, time, told);
  }

  static Held unknown(Instant time, boolean told) {
    return new Held(Has.UNKNOWN, NONE, false, time, time, told);
  }

  /** The same, of which it is not known any more whether the stream has told its end. */
  Held before() {
    return new Held(has, path, blackholed, time, updated, false);
  }

  boolean sameAs(Held other) {
    return has == other.has && path.equals(other.path) && blackholed == other.blackholed;
  }

  /** As a row, confirmed as of {@code through}. Only for what is a row: not for nothing. */
  Observation.Row row(PeerId peer, Instant through) {
    return new Observation.Row(
        peer, path, has == Has.ROUTE ? through : Instant.EPOCH, updated, blackholed);
  }
}
