package kpwatch.app;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.incident.Incident;
import kpwatch.incident.Sample;
import kpwatch.notify.Rung;
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

  FullDisk(Path file) {
    database = Database.open("jdbc:sqlite:" + file, InstantSource.fixed(Instant.EPOCH));
    store = new SqlWatchStore(database, new SqlSubscriptions(database));
  }

  void full(boolean now) {
    new Stored(database).mayGrow(!now);
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
    store.commit(round);
  }

  @Override
  public void close() {
    database.close();
  }
}
