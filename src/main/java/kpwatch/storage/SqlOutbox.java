package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
import kpwatch.notify.Outbox;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;

/**
 * The deliveries in the database. Settling one that is settled already changes nothing, so that it
 * may be tried again after a failure. Every method throws {@link StorageFailed}.
 */
public final class SqlOutbox implements Outbox {
  private static final String DUE =
      """
      SELECT d.number, d.platform, d.channel, d.attempts, d.due,
        n.id, n.at, n.incident, n.kind, n.sounding, n.level, n.body
      FROM delivery d JOIN notification n ON n.id = d.notification
      WHERE d.number IN (
          SELECT MIN(number) FROM delivery WHERE state = 'pending' GROUP BY platform, channel)
        AND d.due <= :now
      ORDER BY d.number LIMIT :most
      """;

  private static final String SETTLE =
      """
      UPDATE delivery SET state = :state, reason = :reason, settled_at = :at, attempts = :attempts
      WHERE number = :number AND state = 'pending'
      """;

  private static final String POSTPONE =
      """
      UPDATE delivery SET reason = :reason, due = :due, attempts = :attempts
      WHERE number = :number AND state = 'pending'
      """;

  private final Database database;

  public SqlOutbox(Database database) {
    this.database = database;
  }

  @Override
  public List<Delivery> due(Instant now, int most) {
    return database.transaction(
        handle ->
            handle
                .createQuery(DUE)
                .bind("now", Rows.millis(now))
                .bind("most", most)
                .map((row, context) -> delivery(row))
                .list());
  }

  @Override
  public void sent(Delivery delivery, Instant at) {
    settle(delivery, "sent", Optional.empty(), at);
  }

  @Override
  public void refused(Delivery delivery, String reason, Instant at) {
    settle(delivery, "refused", Optional.of(reason), at);
  }

  @Override
  public void postponed(Delivery delivery, String reason, Instant again) {
    database.transaction(
        handle ->
            handle
                .createUpdate(POSTPONE)
                .bind("reason", reason)
                .bind("due", Rows.millis(again))
                .bind("attempts", delivery.attempts() + 1)
                .bind("number", delivery.number())
                .execute());
  }

  private void settle(Delivery delivery, String state, Optional<String> reason, Instant at) {
    database.transaction(
        handle ->
            handle
                .createUpdate(SETTLE)
                .bind("state", state)
                .bind("reason", reason)
                .bind("at", Rows.millis(at))
                .bind("attempts", delivery.attempts() + 1)
                .bind("number", delivery.number())
                .execute());
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    Notification notification =
        new Notification(
            row.getString("id"),
            Instant.ofEpochMilli(row.getLong("at")),
            Optional.ofNullable(row.getString("incident")),
            Notification.Kind.valueOf(row.getString("kind")),
            row.getLong("sounding") == 1,
            Level.valueOf(row.getString("level")),
            row.getString("body"));
    return new Delivery(
        row.getLong("number"),
        new ChannelRef(row.getString("platform"), row.getString("channel")),
        notification,
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("due")));
  }
}
