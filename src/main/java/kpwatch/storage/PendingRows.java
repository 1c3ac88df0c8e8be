package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.notify.Delivery;
import kpwatch.notify.Hush;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Outbox;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Wishes.Detail;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Deliveries that are not settled, as they are read. */
final class PendingRows {
  private static final String COLUMNS =
      """
      SELECT d.number, d.platform, d.channel, d.attempts, d.due, d.sounding AS rings, d.mention,
        d.detail, d.begun, d.words, d.hush, d.notification,
        (SELECT p.message FROM posted p WHERE p.platform = d.platform AND p.channel = d.channel
          AND p.incident = n.incident) AS reply_to
      FROM delivery d JOIN notification n ON n.id = d.notification
      """;

  private static final String DUE =
      COLUMNS
          + """
      WHERE d.number IN (
          SELECT COALESCE(carrier, number) FROM delivery WHERE number IN (
            SELECT MIN(number) FROM delivery WHERE state = 'pending' AND platform = :platform
            GROUP BY channel))
        AND d.due <= :now
        AND NOT EXISTS (SELECT 1 FROM subscription s
          WHERE s.platform = d.platform AND s.channel = d.channel AND s.state <> 'ACTIVE')
      ORDER BY
        CASE WHEN n.sounding = 1 OR n.kind IN ('OPENED', 'CLOSED', 'CORRECTION') THEN 0
          WHEN n.kind IN ('UPDATED', 'UNSTABLE') THEN 1 ELSE 2 END,
        CASE WHEN d.mention IS NULL THEN 1 ELSE 0 END,
        d.number
      LIMIT :most
      """;

  private static final String WAITING =
      COLUMNS
          + """
      WHERE d.platform = :platform AND d.channel = :channel AND d.state = 'pending'
      ORDER BY d.number
      """;

  private static final String COUNT =
      """
      SELECT COUNT(*) FROM delivery
      WHERE platform = :platform AND channel = :channel AND state = 'pending'
      """;

  private PendingRows() {}

  /** What may be sent now, the oldest of each channel, in the order of {@link Outbox#due}. */
  static List<Delivery> due(Handle handle, String platform, Instant now, int most) {
    return deliveries(
        handle,
        handle
            .createQuery(DUE)
            .bind("platform", platform)
            .bind("now", Rows.millis(now))
            .bind("most", most));
  }

  /** How many wait in a channel. */
  static int inLine(Handle handle, ChannelRef channel) {
    return Rows.of(handle.createQuery(COUNT), channel).mapTo(Integer.class).one();
  }

  /** All that waits in a channel, oldest first. */
  static List<Delivery> waiting(Handle handle, ChannelRef channel) {
    return deliveries(handle, Rows.of(handle.createQuery(WAITING), channel));
  }

  /** What goes to many is read once. */
  private static List<Delivery> deliveries(Handle handle, Query query) {
    List<Row> rows = query.map((row, context) -> row(row)).list();
    Map<String, Notification> said = new HashMap<>();
    return rows.stream()
        .map(
            row ->
                row.of(
                    said.computeIfAbsent(
                        row.notification(), id -> PostRows.notification(handle, id))))
        .toList();
  }

  /** A delivery but for what it says. */
  private record Row(
      long number,
      Recipient to,
      String notification,
      int attempts,
      Instant due,
      Optional<Instant> begun,
      Optional<String> replyTo,
      Optional<Message> merged) {
    Delivery of(Notification said) {
      return new Delivery(number, to, said, attempts, due, begun, replyTo, merged);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    long begun = row.getLong("begun");
    Optional<Instant> since =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(begun));
    return new Row(
        row.getLong("number"),
        new Recipient(
            new ChannelRef(row.getString("platform"), row.getString("channel")),
            row.getLong("rings") == 1,
            Optional.ofNullable(row.getString("mention")),
            Detail.valueOf(row.getString("detail")),
            Optional.ofNullable(row.getString("hush")).map(Hush::valueOf)),
        row.getString("notification"),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("due")),
        since,
        Optional.ofNullable(row.getString("reply_to")),
        Optional.ofNullable(row.getString("words")).map(PostRows::message));
  }
}
