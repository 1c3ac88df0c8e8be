package kpwatch.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Incident;
import kpwatch.incident.Sample;

/**
 * Port to the stored state of the watch. A failure of the disk is thrown: nothing may go on as if
 * it had been kept.
 */
public interface WatchStore {
  /** What the last round left; empty before the first. */
  Optional<WatchState> load();

  /** Every sample that may still matter, in the order of time. */
  List<Sample> samples();

  /** Incidents that have ended and were opened since then, oldest first. */
  List<Incident> ended(Instant since);

  /** Keeps a round as a whole or not at all. */
  void commit(Round round);
}
