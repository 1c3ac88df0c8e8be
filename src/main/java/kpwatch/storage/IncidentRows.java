package kpwatch.storage;

import java.time.Instant;
import java.util.List;
import kpwatch.assess.Assessment;
import kpwatch.assess.Hypothesis;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Incidents as they stand, what happened to them, and what they may mean. */
final class IncidentRows {
  private static final Json<Incident> INCIDENT = Json.of(Incident.class);
  private static final Json<Assessment> ASSESSMENT = Json.of(Assessment.class);

  private static final String STANDS =
      """
      INSERT INTO incident (code, opened, onset, not_before, ended, widest, json)
      VALUES (:code, :opened, :onset, :not_before, :ended, :widest, :json)
      ON CONFLICT (code) DO UPDATE SET opened = excluded.opened, onset = excluded.onset,
        not_before = excluded.not_before, ended = excluded.ended, widest = excluded.widest,
        json = excluded.json
      WHERE incident.json <> excluded.json
      """;

  private static final String CHANGE =
      """
      INSERT INTO incident_change (number, code, at, action, json)
      VALUES (:number, :code, :at, :action, :json)
      """;

  private static final String ASSESSED =
      """
      INSERT INTO assessment (number, code, at, verdict, internal_percent, attack_percent,
        transit_percent, unknown_percent, confidence, json)
      VALUES (:number, :code, :at, :verdict, :internal, :attack, :transit, :unknown,
        :confidence, :json)
      """;

  private IncidentRows() {}

  /**
   * Changes first, then the open incidents, whose findings may have grown since.
   *
   * @param open every incident that has not ended
   */
  static void keep(Handle handle, Instant at, List<IncidentChange> changes, List<Incident> open) {
    changes.forEach(change -> stands(handle, change.incident()));
    open.forEach(incident -> stands(handle, incident));
    Rows.add(
        handle,
        "incident_change",
        CHANGE,
        changes,
        (row, change) ->
            row.bind("code", change.incident().code())
                .bind("at", Rows.millis(at))
                .bind("action", change.action().name())
                .bind("json", INCIDENT.write(change.incident())));
  }

  static void assessed(Handle handle, List<Assessment> assessments) {
    Rows.add(handle, "assessment", ASSESSED, assessments, IncidentRows::bind);
  }

  private static void bind(PreparedBatch row, Assessment assessment) {
    row.bind("code", assessment.incident())
        .bind("at", Rows.millis(assessment.at()))
        .bind("verdict", assessment.verdict().name())
        .bind("internal", assessment.likelihood().of(Hypothesis.INTERNAL))
        .bind("attack", assessment.likelihood().of(Hypothesis.ATTACK))
        .bind("transit", assessment.likelihood().of(Hypothesis.TRANSIT))
        .bind("unknown", assessment.likelihood().of(Hypothesis.UNKNOWN))
        .bind("confidence", assessment.confidence().name())
        .bind("json", ASSESSMENT.write(assessment));
  }

  /** Watched ones that have ended and were opened since then, oldest first. */
  static List<Incident> ended(Handle handle, Instant since) {
    return handle
        .createQuery(
            "SELECT json FROM incident WHERE ended IS NOT NULL AND opened >= :since"
                + " AND routing_only = 0 ORDER BY opened, code")
        .bind("since", Rows.millis(since))
        .mapTo(String.class)
        .map(INCIDENT::read)
        .list();
  }

  /** Oldest first. */
  static List<Incident> all(Handle handle) {
    return handle
        .createQuery("SELECT json FROM incident ORDER BY opened, code")
        .mapTo(String.class)
        .map(INCIDENT::read)
        .list();
  }

  private static void stands(Handle handle, Incident incident) {
    handle
        .createUpdate(STANDS)
        .bind("code", incident.code())
        .bind("opened", Rows.millis(incident.opened()))
        .bind("onset", Rows.millis(incident.onset()))
        .bind("not_before", Rows.millis(incident.notBefore()))
        .bind("ended", Rows.millis(incident.ended()))
        .bind("widest", incident.widest().name())
        .bind("json", INCIDENT.write(incident))
        .execute();
  }
}
