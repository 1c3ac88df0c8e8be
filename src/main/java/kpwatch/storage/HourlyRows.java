package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Answer;
import org.jdbi.v3.core.Handle;

/**
 * Hours of observations, summed up by subject. What each column means stands in the migration that
 * makes the table.
 */
final class HourlyRows {
  private static final Duration HOUR = Duration.ofHours(1);

  private static final List<String> ALIVE =
      Arrays.stream(Answer.values()).filter(Answer::alive).map(Enum::name).toList();

  /**
   * A look that was rejected is there twice, as it came and as what it turned out to be; only the
   * second counts. An hour that is there already (the clock had been wrong) takes up what is added:
   * its median is then that of the part with more looks.
   */
  private static final String SUM =
      """
      INSERT INTO hourly (subject, hour, looks, answered, missing, median, worst)
      WITH look AS (
        SELECT o.subject, o.at - o.at % :hour AS hour,
          CASE WHEN o.kind IN ('route', 'probe') THEN 1 ELSE 0 END AS looked,
          CASE WHEN o.kind = 'route' AND COALESCE(o.seeing, o.seen) > 0 THEN 1
            WHEN o.kind = 'probe' AND o.answer IN (<alive>) THEN 1 ELSE 0 END AS answered,
          CASE WHEN o.kind = 'route' THEN CAST(o.seeing AS DOUBLE PRECISION) / o.live
            WHEN o.kind = 'probe' AND o.answer IN (<alive>) THEN o.first_byte / 1000.0
            END AS value
        FROM observation o
        WHERE o.at >= :from AND o.at < :to AND o.subject NOT LIKE 'source:%'
          AND (o.kind IN ('missing', 'rejected') OR o.kind IN ('route', 'probe')
            AND NOT EXISTS (SELECT 1 FROM observation r
              WHERE r.at = o.at AND r.subject = o.subject AND r.kind = 'rejected'))
      ), placed AS (
        SELECT subject, hour, value, COUNT(*) OVER (PARTITION BY subject, hour) AS number,
          ROW_NUMBER() OVER (PARTITION BY subject, hour ORDER BY value) AS place
        FROM look WHERE value IS NOT NULL
      ), middle AS (
        SELECT subject, hour, AVG(value) AS median FROM placed
        WHERE place IN ((number + 1) / 2, (number + 2) / 2) GROUP BY subject, hour
      ), summed AS (
        SELECT subject, hour, SUM(looked) AS looks, SUM(answered) AS answered,
          COUNT(*) - SUM(looked) AS missing,
          CASE WHEN subject LIKE 'prefix:%' THEN MIN(value) ELSE MAX(value) END AS worst
        FROM look GROUP BY subject, hour
      )
      SELECT s.subject, s.hour, s.looks, s.answered, s.missing, m.median, s.worst
      FROM summed s LEFT JOIN middle m ON m.subject = s.subject AND m.hour = s.hour
      WHERE 1 = 1
      ON CONFLICT (subject, hour) DO UPDATE SET
        looks = hourly.looks + excluded.looks,
        answered = hourly.answered + excluded.answered,
        missing = hourly.missing + excluded.missing,
        median = CASE WHEN hourly.median IS NULL OR excluded.looks > hourly.looks
          THEN COALESCE(excluded.median, hourly.median) ELSE hourly.median END,
        worst = CASE WHEN hourly.worst IS NULL OR (hourly.subject LIKE 'prefix:%'
            AND excluded.worst < hourly.worst)
          OR (hourly.subject NOT LIKE 'prefix:%' AND excluded.worst > hourly.worst)
          THEN COALESCE(excluded.worst, hourly.worst) ELSE hourly.worst END
      """;

  private HourlyRows() {}

  /**
   * Replaces the oldest hours of observations by their sums, if they lie wholly before {@code
   * then}. In one transaction: each observation is counted once, whatever happens.
   *
   * @param most hours at a time
   * @return whether there are more to do
   */
  static boolean sum(Handle handle, Instant then, int most) {
    Instant limit = then.truncatedTo(ChronoUnit.HOURS);
    Optional<Instant> first = oldest(handle).filter(at -> at.isBefore(limit));
    if (first.isEmpty()) {
      return false;
    }
    Instant from = first.get().truncatedTo(ChronoUnit.HOURS);
    Instant wanted = from.plus(HOUR.multipliedBy(most));
    Instant to = wanted.isBefore(limit) ? wanted : limit;
    handle
        .createUpdate(SUM)
        .bindList("alive", ALIVE)
        .bind("hour", HOUR.toMillis())
        .bind("from", Rows.millis(from))
        .bind("to", Rows.millis(to))
        .execute();
    handle
        .createUpdate("DELETE FROM observation WHERE at >= :from AND at < :to")
        .bind("from", Rows.millis(from))
        .bind("to", Rows.millis(to))
        .execute();
    return oldest(handle).filter(at -> at.isBefore(limit)).isPresent();
  }

  private static Optional<Instant> oldest(Handle handle) {
    return handle
        .createQuery("SELECT at FROM observation ORDER BY at LIMIT 1")
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }
}
