package kpwatch.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.incident.Incident;
import kpwatch.incident.Sample;
import kpwatch.notify.Rung;

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

  /** What sounded or is to sound in any channel since then, and about these incidents ever. */
  List<Rung> rung(Instant since, Set<String> incidents);

  /** Keeps a round as a whole or not at all. */
  void commit(Round round);
}
