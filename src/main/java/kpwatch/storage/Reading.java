package kpwatch.storage;

import java.time.Instant;
import java.util.List;
import kpwatch.incident.Incident;
import kpwatch.incident.Transition;
import kpwatch.observation.Subject;

/** What was kept, to be looked back at. Every method throws {@link StorageFailed}. */
public final class Reading {
  private final Database database;

  public Reading(Database database) {
    this.database = database;
  }

  /** Every transition, in the order in which they were kept. */
  public List<Transition> transitions() {
    return database.transaction(
        handle ->
            handle
                .createQuery(
                    "SELECT at, subject, from_state, to_state FROM transition ORDER BY number")
                .map(
                    (row, context) ->
                        new Transition(
                            Instant.ofEpochMilli(row.getLong("at")),
                            Subject.parse(row.getString("subject")),
                            row.getString("from_state"),
                            row.getString("to_state")))
                .list());
  }

  /** Every incident as it stands, oldest first. */
  public List<Incident> incidents() {
    return database.transaction(IncidentRows::all);
  }
}
