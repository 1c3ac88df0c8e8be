package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Wishes.Detail;
import org.jdbi.v3.core.Handle;

/** Deliveries on their way. What is settled is never touched again. */
final class DeliveryRows {
  private static final String DUE =
      """
      SELECT d.number, d.platform, d.channel, d.attempts, d.due, d.sounding AS rings, d.mention,
        d.detail, d.begun, n.id, n.at, n.incident, n.scope, n.kind, n.sounding, n.level, n.body,
        (SELECT p.message FROM posted p WHERE p.platform = d.platform AND p.channel = d.channel
          AND p.incident = n.incident) AS reply_to
      FROM delivery d JOIN notification n ON n.id = d.notification
      WHERE d.number IN (
          SELECT MIN(number) FROM delivery WHERE state = 'pending' AND platform = :platform
          GROUP BY channel)
        AND d.due <= :now
        AND NOT EXISTS (SELECT 1 FROM subscription s
          WHERE s.platform = d.platform AND s.channel = d.channel AND s.state <> 'ACTIVE')
      ORDER BY d.number LIMIT :most
      """;

  private static final String BEGUN =
      """
      UPDATE delivery SET begun = COALESCE(begun, :at) WHERE number = :number AND state = 'pending'
      """;

  private static final String SETTLE =
      """
      UPDATE delivery SET state = :state, reason = :reason, settled_at = :at, attempts = :attempts,
        message = :message, begun = NULL
      WHERE number = :number AND state = 'pending'
      """;

  private static final String POSTPONE =
      """
      UPDATE delivery SET reason = :reason, due = :due, attempts = :attempts, begun = :begun
      WHERE number = :number AND state = 'pending'
      """;

  private static final String DROP =
      """
      UPDATE delivery SET state = 'refused', reason = :reason, settled_at = :at, begun = NULL
      WHERE platform = :platform AND channel = :channel AND state = 'pending'
      """;

  private static final String REWOUND =
      """
      UPDATE delivery SET due = CASE WHEN due - :by > :now THEN due - :by
          WHEN due > :now THEN :now ELSE due END,
        begun = CASE WHEN begun > :now THEN :now ELSE begun END
      WHERE state = 'pending'
      """;

  private DeliveryRows() {}

  /** After the clock went back: what waits goes on waiting as long as it would have. */
  static int rewound(Handle handle, Instant now, Duration by) {
    return handle
        .createUpdate(REWOUND)
        .bind("by", by.toMillis())
        .bind("now", Rows.millis(now))
        .execute();
  }

  static List<Delivery> due(Handle handle, String platform, Instant now, int most) {
    return handle
        .createQuery(DUE)
        .bind("platform", platform)
        .bind("now", Rows.millis(now))
        .bind("most", most)
        .map((row, context) -> delivery(row))
        .list();
  }

  static int begun(Handle handle, Delivery delivery, Instant at) {
    return handle
        .createUpdate(BEGUN)
        .bind("at", Rows.millis(at))
        .bind("number", delivery.number())
        .execute();
  }

  static boolean sent(Handle handle, Delivery delivery, Optional<String> message, Instant at) {
    return settle(handle, delivery, "sent", Optional.empty(), message, at) == 1;
  }

  static boolean refused(Handle handle, Delivery delivery, String reason, Instant at) {
    return settle(handle, delivery, "refused", Optional.of(reason), Optional.empty(), at) == 1;
  }

  /**
   * @param begun an attempt that is still in doubt
   */
  static int postpone(
      Handle handle, Delivery delivery, String reason, Optional<Instant> begun, Instant again) {
    return handle
        .createUpdate(POSTPONE)
        .bind("reason", reason)
        .bind("due", Rows.millis(again))
        .bind("attempts", delivery.attempts() + 1)
        .bind("begun", Rows.millis(begun))
        .bind("number", delivery.number())
        .execute();
  }

  /** Nothing that is due in a channel is ever sent. */
  static int drop(Handle handle, ChannelRef channel, String reason, Instant at) {
    return handle
        .createUpdate(DROP)
        .bind("platform", channel.platform())
        .bind("channel", channel.id())
        .bind("reason", reason)
        .bind("at", Rows.millis(at))
        .execute();
  }

  private static int settle(
      Handle handle,
      Delivery delivery,
      String state,
      Optional<String> reason,
      Optional<String> message,
      Instant at) {
    return handle
        .createUpdate(SETTLE)
        .bind("state", state)
        .bind("reason", reason)
        .bind("message", message)
        .bind("at", Rows.millis(at))
        .bind("attempts", delivery.attempts() + 1)
        .bind("number", delivery.number())
        .execute();
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    Notification notification =
        new Notification(
            row.getString("id"),
            Instant.ofEpochMilli(row.getLong("at")),
            Optional.ofNullable(row.getString("incident")),
            Optional.ofNullable(row.getString("scope")).map(Scope::valueOf),
            Notification.Kind.valueOf(row.getString("kind")),
            row.getLong("sounding") == 1,
            Level.valueOf(row.getString("level")),
            PostRows.message(row.getString("body")));
    long begun = row.getLong("begun");
    Optional<Instant> since =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(begun));
    return new Delivery(
        row.getLong("number"),
        new Recipient(
            new ChannelRef(row.getString("platform"), row.getString("channel")),
            row.getLong("rings") == 1,
            Optional.ofNullable(row.getString("mention")),
            Detail.valueOf(row.getString("detail"))),
        notification,
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("due")),
        since,
        Optional.ofNullable(row.getString("reply_to")));
  }
}
