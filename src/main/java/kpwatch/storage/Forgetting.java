package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** What is forgotten, and when: more than the core remembers is kept, so nothing it needs goes. */
final class Forgetting {
  /** Questions reach back so far. */
  private static final Duration YEAR = Duration.ofDays(366);

  private static final Duration SAMPLES = Duration.ofDays(8);

  /** The usual of an address or a name server is made of its last values, however old. */
  private static final int PROBED_SAMPLES = 250;

  /** An incident that is over is not replied to much longer. */
  private static final Duration CARDS = Duration.ofDays(30);

  private static final Duration SETTLED = Duration.ofDays(90);

  /** Rows of one table at a time, so that the watch never waits long. */
  private static final int ROWS = 2000;

  /** Incidents at a time, each with all that hangs on it. */
  private static final int INCIDENTS = 20;

  private static final String OVER =
      """
       IN (SELECT code FROM incident WHERE ended IS NOT NULL AND routing_only = 0 AND ended < :oldest
        ORDER BY opened, code LIMIT :most)
      """;

  /** In this order, since some refer to others. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(
              CARDS,
              """
              DELETE FROM posted WHERE (platform, channel, incident) IN (
                SELECT platform, channel, incident FROM posted
                WHERE edited < :oldest AND shown < :oldest LIMIT :most)
              """),
          new Rule(
              SAMPLES,
              """
              DELETE FROM sample WHERE number IN (
                SELECT number FROM sample
                WHERE at < :oldest AND subject NOT LIKE 'address:%' AND subject NOT LIKE 'dns:%'
                LIMIT :most)
              """),
          new Rule(
              SETTLED,
              """
              DELETE FROM delivery WHERE number IN (
                SELECT number FROM delivery WHERE state <> 'pending' AND settled_at < :oldest
                LIMIT :most)
              """),
          // A channel that is paused for a year is not told what nobody remembers.
          new Rule(
              YEAR,
              """
              DELETE FROM delivery WHERE number IN (
                SELECT d.number FROM delivery d JOIN notification n ON n.id = d.notification
                WHERE d.state = 'pending' AND n.at < :oldest LIMIT :most)
              """),
          new Rule(
              SETTLED,
              """
              DELETE FROM notification WHERE id IN (
                SELECT n.id FROM notification n
                WHERE n.at < :oldest
                  AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.notification = n.id)
                LIMIT :most)
              """),
          new Rule(
              YEAR,
              """
              DELETE FROM hourly WHERE (subject, hour) IN (
                SELECT subject, hour FROM hourly WHERE hour < :oldest LIMIT :most)
              """),
          new Rule(
              YEAR,
              """
              DELETE FROM transition WHERE number IN (
                SELECT number FROM transition WHERE at < :oldest LIMIT :most)
              """),
          new Rule(YEAR, "DELETE FROM card WHERE incident" + OVER, INCIDENTS),
          new Rule(YEAR, "DELETE FROM assessment WHERE code" + OVER, INCIDENTS),
          new Rule(YEAR, "DELETE FROM incident_change WHERE code" + OVER, INCIDENTS),
          new Rule(YEAR, "DELETE FROM incident WHERE code" + OVER, INCIDENTS));

  private static final String PROBED =
      """
      DELETE FROM sample WHERE number IN (
        SELECT number FROM (
          SELECT number, ROW_NUMBER() OVER (
            PARTITION BY subject ORDER BY at DESC, number DESC) AS place
          FROM sample WHERE subject LIKE 'address:%' OR subject LIKE 'dns:%') AS placed
        WHERE place > :kept LIMIT :most)
      """;

  private Forgetting() {}

  /**
   * A rule by age.
   *
   * @param sql deletes what is older than {@code :oldest}, at most {@code :most} at a time
   */
  private record Rule(Duration age, String sql, int most) {
    Rule(Duration age, String sql) {
      this(age, sql, ROWS);
    }

    boolean leavesMore(Handle handle, Instant now) {
      Update delete = handle.createUpdate(sql).bind("oldest", Rows.millis(now.minus(age)));
      return delete.bind("most", most).execute() >= most;
    }
  }

  /** Forgets some of what is too old; says whether there may be more. */
  static boolean some(Handle handle, Instant now) {
    boolean more =
        handle.createUpdate(PROBED).bind("kept", PROBED_SAMPLES).bind("most", ROWS).execute()
            >= ROWS;
    for (Rule rule : RULES) {
      more |= rule.leavesMore(handle, now);
    }
    return more;
  }
}
