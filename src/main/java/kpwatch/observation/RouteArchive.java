package kpwatch.observation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.Observation.Cause;

/**
 * Port to an archive of what the peers of RIS had. Each call blocks, is bounded in time, never
 * throws for what the outside does: that is a {@link Missing}. What emptiness means is not judged
 * here: a prefix that nobody had and a time that is not in the archive give the same answer.
 */
public interface RouteArchive {
  /** Who had which route to a prefix at a moment. */
  Archived<Map<PeerId, AsPath>> routes(Prefix prefix, Instant at);

  /** What changed from a moment on until before another, in order. */
  Archived<Updates> updates(Prefix prefix, Instant from, Instant until);

  /** The peers that give their collector the full IPv4 table today. */
  Archived<Set<PeerId>> fullTable();

  /** What the archive says, or why it says nothing. */
  sealed interface Archived<T> permits Found, Missing {}

  /** An answer. */
  record Found<T>(T value) implements Archived<T> {}

  /**
   * No answer.
   *
   * @param detail one line for people, without secrets
   */
  record Missing<T>(Cause cause, String detail) implements Archived<T> {}

  /**
   * A stretch of changes.
   *
   * @param reach up to when the archive says it answered; empty where it does not say
   */
  record Updates(Optional<Instant> reach, List<Update> updates) {
    public Updates {
      updates = List.copyOf(updates);
    }
  }

  /**
   * A peer took another route, or let go.
   *
   * @param path empty: it let go
   */
  record Update(Instant at, PeerId peer, Optional<AsPath> path) {}
}
