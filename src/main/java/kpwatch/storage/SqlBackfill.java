package kpwatch.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import org.jdbi.v3.core.Handle;

/**
 * Incidents of the past, added to those that were watched and marked as routing only. What the
 * watch itself goes by is not touched, and nobody is told. Throws {@link StorageFailed}.
 */
public final class SqlBackfill {
  private static final Json<Incident> INCIDENT = Json.of(Incident.class);

  private static final String OVERLAPS =
      """
      SELECT json FROM incident
      WHERE code = :code OR (onset <= :ended AND COALESCE(ended, :ended) >= :onset)
      ORDER BY opened, code LIMIT 1
      """;

  private final Database database;

  public SqlBackfill(Database database) {
    this.database = database;
  }

  /** What happened to an incident, and when. */
  public record Step(Instant at, IncidentChange change) {}

  /**
   * Adds an incident that is over, unless one of the same time is kept already.
   *
   * @param steps what happened to it, in order
   * @param assessments what was thought of it, in order
   * @return the kept one in whose way it was; empty if it was added
   */
  public Optional<Incident> add(Incident incident, List<Step> steps, List<Assessment> assessments) {
    Instant ended = incident.ended().orElseThrow();
    return database.transaction(
        handle -> {
          Optional<Incident> kept = overlapping(handle, incident, ended);
          if (kept.isEmpty()) {
            steps.forEach(s -> IncidentRows.keep(handle, s.at(), List.of(s.change()), List.of()));
            IncidentRows.assessed(handle, assessments);
            handle
                .createUpdate("UPDATE incident SET routing_only = 1 WHERE code = :code")
                .bind("code", incident.code())
                .execute();
          }
          return kept;
        });
  }

  private static Optional<Incident> overlapping(Handle handle, Incident incident, Instant ended) {
    return handle
        .createQuery(OVERLAPS)
        .bind("code", incident.code())
        .bind("onset", Rows.millis(incident.onset()))
        .bind("ended", Rows.millis(ended))
        .mapTo(String.class)
        .findOne()
        .map(INCIDENT::read);
  }
}
