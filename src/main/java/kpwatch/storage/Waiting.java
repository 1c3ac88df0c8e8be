package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.command.Pulse;
import kpwatch.notify.Sign;
import kpwatch.notify.Sign.Harm;

/** How many deliveries wait, and for how long. */
public final class Waiting implements Pulse {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final String COUNT =
      """
      SELECT COUNT(*) AS waiting, COALESCE(MIN(n.at), 0) AS oldest
      FROM delivery d JOIN notification n ON n.id = d.notification WHERE d.state = 'pending'
      """;

  private final Database database;

  public Waiting(Database database) {
    this.database = database;
  }

  @Override
  public List<Sign> signs(Instant now) {
    try {
      return database.transaction(
          handle ->
              handle
                  .createQuery(COUNT)
                  .map((row, context) -> sign(row.getLong("waiting"), row.getLong("oldest"), now))
                  .list());
    } catch (StorageFailed e) {
      return List.of(
          new Sign("Deliveries", false, Harm.ALERTS_WAIT, "cannot be counted: " + e.getMessage()));
    }
  }

  private static Sign sign(long waiting, long oldest, Instant now) {
    if (waiting == 0) {
      return new Sign("Deliveries", true, Harm.ALERTS_WAIT, "none waits");
    }
    Duration age = Duration.between(Instant.ofEpochMilli(oldest), now);
    return new Sign(
        "Deliveries",
        age.compareTo(LONG) < 0,
        Harm.ALERTS_WAIT,
        waiting + " wait, the oldest for " + Math.max(0, age.toMinutes()) + " min");
  }
}
