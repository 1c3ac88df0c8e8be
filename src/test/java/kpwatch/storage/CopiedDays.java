package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;

/** Observations and samples of one day, kept again as those of others. */
public final class CopiedDays {
  private static final String COPY =
      """
      INSERT INTO observation (number, at, subject, kind, seen, query_time, rpki, address, started,
        answer, status, lookup, connect, tls, first_byte, cause, detail, seeing, live)
      SELECT number - :first + 1 + (SELECT MAX(number) FROM observation), at + :later, subject, kind,
        seen, query_time + :later, rpki, address, started + :later, answer, status, lookup, connect,
        tls, first_byte, cause, detail, seeing, live
      FROM day WHERE at >= :from
      """;

  private static final String SAMPLES =
      """
      INSERT INTO sample (number, subject, at, value)
      SELECT number - :first + 1 + (SELECT MAX(number) FROM sample), subject, at + :later, value
      FROM sampled WHERE at >= :from
      """;

  private final Database database;
  private final Instant day;

  /** Takes the day that begins then. */
  public CopiedDays(Database database, Instant day) {
    this.database = database;
    this.day = day;
    take("day", "observation");
    take("sampled", "sample");
  }

  private void take(String copy, String table) {
    database.transaction(
        h ->
            h.execute(
                String.format(
                    "CREATE TEMP TABLE %s AS SELECT * FROM %s WHERE at >= %d AND at < %d",
                    copy, table, day.toEpochMilli(), day.plus(Duration.ofDays(1)).toEpochMilli())));
  }

  /** How many observations one day has. */
  public int size() {
    return database.transaction(
        h -> h.createQuery("SELECT COUNT(*) FROM day").mapTo(Integer.class).one());
  }

  /**
   * Keeps them as those of a day that begins then.
   *
   * @param from so long after its beginning
   */
  public void copyTo(Instant then, Duration from) {
    copy(COPY, "day", then, from);
    copy(SAMPLES, "sampled", then, from);
  }

  private void copy(String sql, String copied, Instant then, Duration from) {
    database.transaction(
        h ->
            h.createUpdate(sql)
                .bind(
                    "first",
                    h.createQuery("SELECT MIN(number) FROM " + copied).mapTo(Long.class).one())
                .bind("later", Duration.between(day, then).toMillis())
                .bind("from", day.plus(from).toEpochMilli())
                .execute());
  }

  /**
   * Gives answers whose times the made-up country leaves out some, so that a row is as long as a
   * real one.
   */
  public static void timed(Database database) {
    database.transaction(
        h ->
            h.createUpdate(
                    """
                    UPDATE observation SET status = 200, lookup = 23, connect = 87, tls = 93,
                      first_byte = 267
                    WHERE kind = 'probe' AND answer = 'OK' AND first_byte IS NULL
                    """)
                .execute());
  }
}
