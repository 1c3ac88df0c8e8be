package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** What is forgotten: more than the core remembers is kept, so that nothing it needs goes. */
final class Pruning {
  private static final Duration SAMPLES = Duration.ofDays(8);
  private static final Duration OBSERVATIONS = Duration.ofDays(14);

  /** The usual of an address or a name server is made of its last values, however old. */
  private static final int PROBED_SAMPLES = 250;

  /** An incident that is over is not replied to much longer. */
  private static final Duration CARDS = Duration.ofDays(30);

  /** A channel that is gone keeps its wishes so long, in case it returns. */
  private static final Duration GONE = Duration.ofDays(30);

  private Pruning() {}

  static void prune(Handle handle, Instant now) {
    SqlSubscriptions.forgetGone(handle, now.minus(GONE));
    handle
        .createUpdate("DELETE FROM observation WHERE at < :oldest")
        .bind("oldest", Rows.millis(now.minus(OBSERVATIONS)))
        .execute();
    handle
        .createUpdate("DELETE FROM posted WHERE edited < :oldest AND shown < :oldest")
        .bind("oldest", Rows.millis(now.minus(CARDS)))
        .execute();
    handle
        .createUpdate(
            """
            DELETE FROM sample
            WHERE at < :oldest AND subject NOT LIKE 'address:%' AND subject NOT LIKE 'dns:%'
            """)
        .bind("oldest", Rows.millis(now.minus(SAMPLES)))
        .execute();
    handle
        .createUpdate(
            """
            DELETE FROM sample WHERE number IN (
              SELECT number FROM (
                SELECT number, ROW_NUMBER() OVER (
                  PARTITION BY subject ORDER BY at DESC, number DESC) AS place
                FROM sample WHERE subject LIKE 'address:%' OR subject LIKE 'dns:%') AS placed
              WHERE place > :most)
            """)
        .bind("most", PROBED_SAMPLES)
        .execute();
  }
}
