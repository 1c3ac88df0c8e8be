package kpwatch.storage;

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

  private List<Map<String, Object>> rows(String sql) {
    return database.transaction(h -> h.createQuery(sql).mapToMap().list());
  }
}
