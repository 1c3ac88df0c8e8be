package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.command.History;
import kpwatch.incident.Incident;

/** The incidents in the database. Throws {@link StorageFailed}. */
public final class SqlHistory implements History {
  private static final Json<Incident> INCIDENT = Json.of(Incident.class);
  private static final Json<Assessment> ASSESSMENT = Json.of(Assessment.class);

  private static final String SINCE =
      """
      SELECT i.json, i.routing_only, (SELECT a.json FROM assessment a WHERE a.code = i.code
        ORDER BY a.number DESC LIMIT 1) AS assessed
      FROM incident i WHERE i.opened >= :since OR i.routing_only = 1 ORDER BY i.opened, i.code
      """;

  private final Database database;

  public SqlHistory(Database database) {
    this.database = database;
  }

  @Override
  public List<Entry> since(Instant then) {
    return database.transaction(
        handle ->
            handle
                .createQuery(SINCE)
                .bind("since", Rows.millis(then))
                .map((row, context) -> entry(row))
                .list());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        INCIDENT.read(row.getString("json")),
        Optional.ofNullable(row.getString("assessed")).map(ASSESSMENT::read),
        row.getLong("routing_only") == 1 ? Origin.ARCHIVE : Origin.WATCH);
  }
}
