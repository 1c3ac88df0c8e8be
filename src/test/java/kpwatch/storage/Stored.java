package kpwatch.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rows as they stand, for tests of other packages. */
public final class Stored {
  private final Database database;

  public Stored(Database database) {
    this.database = database;
  }

  /** In the order in which they were kept. */
  public List<Map<String, Object>> deliveries() {
    return rows("SELECT * FROM delivery ORDER BY number");
  }

  /** Messages that are kept up to date. */
  public List<Map<String, Object>> posted() {
    return rows("SELECT * FROM posted ORDER BY platform, channel, incident");
  }

  /** How many rows there are. */
  public long count(String table) {
    return database.transaction(
        h -> h.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one());
  }

  /** Forgets all that is old by then, as the program would in its own time. */
  public void retained(SqlSubscriptions subscriptions, Instant now) {
    Retention retention = new Retention(database, subscriptions);
    while (retention.slice(now)) {
      // there is more
    }
  }

  /** Whether the file may grow; what is free in it is used up first. */
  public void mayGrow(boolean may) {
    database.transaction(
        h ->
            h.createQuery("PRAGMA max_page_count = " + (may ? 1 << 30 : 1))
                .mapTo(Long.class)
                .one());
  }

  /** Whether rows may be added to a table. */
  public void broken(String table, boolean now) {
    database.transaction(
        h ->
            h.execute(
                now
                    ? "CREATE TRIGGER broken BEFORE INSERT ON "
                        + table
                        + " BEGIN SELECT RAISE(ABORT, 'broken'); END"
                    : "DROP TRIGGER broken"));
  }

  private List<Map<String, Object>> rows(String sql) {
    return database.transaction(h -> h.createQuery(sql).mapToMap().list());
  }
}
