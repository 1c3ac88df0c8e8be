package kpwatch.app;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kpwatch.incident.Incident;
import kpwatch.incident.Sample;
import kpwatch.notify.Rung;
import kpwatch.observation.Observation;
import kpwatch.storage.Database;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.storage.Stored;
import kpwatch.watch.Round;
import kpwatch.watch.WatchState;
import kpwatch.watch.WatchStore;

/** A real store whose disk can be filled: SQLite is told that the file may not grow any more. */
final class FullDisk implements WatchStore, AutoCloseable {
  private final Database database;
  private final WatchStore store;
  private Predicate<Observation> broken = observation -> false;

  FullDisk(Path file) {
    database = Database.open("jdbc:sqlite:" + file, InstantSource.fixed(Instant.EPOCH));
    store = new SqlWatchStore(database, new SqlSubscriptions(database));
  }

  void full(boolean now) {
    new Stored(database).mayGrow(!now);
  }

  /** From now on such an observation breaks every round that it is in, for no fault of the disk. */
  void breakOn(Predicate<Observation> observation) {
    broken = observation;
  }

  void check() {
    database.check();
  }

  @Override
  public Optional<WatchState> load() {
    return store.load();
  }

  @Override
  public List<Sample> samples() {
    return store.samples();
  }

  @Override
  public List<Incident> ended(Instant since) {
    return store.ended(since);
  }

  @Override
  public List<Rung> rung(Instant since, Set<String> incidents) {
    return store.rung(since, incidents);
  }

  @Override
  public void commit(Round round) {
    if (round.observations().stream().anyMatch(broken)) {
      throw new IllegalStateException("a round that breaks");
    }
    store.commit(round);
  }

  @Override
  public void close() {
    database.close();
  }
}
