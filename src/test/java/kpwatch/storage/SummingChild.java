package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;

/** A program of its own that sums up old hours and says after each slice whether more are left. */
final class SummingChild {
  private static final Instant NOW = Filled.START;
  private static final Instant FIRST = NOW.minus(Duration.ofDays(40));
  private static final int HOURS = 12 * 24;
  private static final int LOOKS = 20;

  private SummingChild() {}

  /** Arguments: the address of the database. */
  public static void main(String[] arguments) {
    Database database = Database.open(arguments[0], InstantSource.fixed(NOW));
    Retention retention = new Retention(database, new SqlSubscriptions(database));
    boolean more = true;
    while (more) {
      more = retention.slice(NOW);
      System.out.println("kept " + (more ? 1 : 0));
      System.out.flush();
    }
    database.close();
  }

  /** Keeps what is to be summed up; returns how many looks that is. */
  static int fill(String url) {
    try (Database database = Database.open(url, InstantSource.fixed(NOW))) {
      new SqlWatchStore(database, new SqlSubscriptions(database))
          .commit(
              RoundOf.at(NOW)
                  .seen(
                      IntStream.range(0, HOURS * LOOKS)
                          .mapToObj(SummingChild::look)
                          .toArray(Observation[]::new))
                  .round());
      return HOURS * LOOKS;
    }
  }

  private static Observation look(int number) {
    Instant at = FIRST.plus(Duration.ofHours(1).multipliedBy(number).dividedBy(LOOKS));
    return new Observation.Probe(
        at,
        Subject.site("kcna.kp"),
        Optional.of(Address.parse("175.45.176.71")),
        at,
        Answer.OK,
        200,
        new Observation.Timing(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMillis(number % LOOKS))));
  }

  /** Looks that are there, one by one or in sums. */
  static int counted(String url) {
    try (Database database = Database.open(url, InstantSource.fixed(NOW))) {
      return database.<Integer>transaction(
          h ->
              h.createQuery(
                      """
                      SELECT (SELECT COUNT(*) FROM observation)
                        + (SELECT COALESCE(SUM(looks), 0) FROM hourly)
                      """)
                  .mapTo(Integer.class)
                  .one());
    }
  }

  /** Sums that are not those of a whole hour. */
  static List<Map<String, Object>> wrongHours(String url) {
    try (Database database = Database.open(url, InstantSource.fixed(NOW))) {
      return database.transaction(
          h ->
              h.createQuery(
                      """
                      SELECT * FROM hourly WHERE looks <> :looks OR answered <> :looks
                        OR ABS(median - :median) > 1e-9 OR ABS(worst - :worst) > 1e-9
                      """)
                  .bind("looks", LOOKS)
                  .bind("median", (LOOKS - 1) / 2000.0)
                  .bind("worst", (LOOKS - 1) / 1000.0)
                  .mapToMap()
                  .list());
    }
  }
}
