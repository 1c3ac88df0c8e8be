package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.notify.Card;
import kpwatch.notify.Delivery;
import kpwatch.notify.Hush;
import kpwatch.notify.Merging;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Wishes.Detail;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Deliveries on their way. What is settled is never touched again. */
final class DeliveryRows {
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

  private static final String BEGUN =
      """
      UPDATE delivery SET begun = COALESCE(begun, :at), due = :at
      WHERE number = :number AND state = 'pending' AND attempts = :attempts AND carrier IS NULL
      """;

  private static final String CARRIES =
      """
      UPDATE delivery SET begun = :at, due = :at, words = :words, sounding = :sounding,
        mention = :mention, hush = :hush
      WHERE number = :number
      """;

  private static final String SETTLE =
      """
      UPDATE delivery SET state = :state, reason = :reason, settled_at = :at, attempts = :attempts,
        message = :message, begun = NULL
      WHERE (number = :number OR carrier = :number) AND state = 'pending'
      """;

  private static final String POSTPONE =
      """
      UPDATE delivery SET reason = :reason, due = :due, attempts = :attempts, begun = :begun
      WHERE number = :number AND state = 'pending'
      """;

  private static final String UNDOUBT =
      """
      UPDATE delivery SET due = :due, begun = NULL WHERE number = :number AND state = 'pending'
      """;

  private static final String DROP =
      """
      UPDATE delivery SET state = 'refused', reason = :reason, settled_at = :at, begun = NULL
      WHERE platform = :platform AND channel = :channel AND state = 'pending'
      """;

  /** About an incident or our sight, and surely not there yet. */
  private static final String UNTRIED =
      """
       WHERE platform = :platform AND channel = :channel AND state = 'pending'
        AND begun IS NULL AND carrier IS NULL
        AND EXISTS (SELECT 1 FROM notification n WHERE n.id = delivery.notification
          AND (n.incident IS NOT NULL OR n.kind IN ('BLIND', 'SEEING')))
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
    return deliveries(
        handle,
        handle
            .createQuery(DUE)
            .bind("platform", platform)
            .bind("now", Rows.millis(now))
            .bind("most", most));
  }

  /** Empty if the attempt is not to be made: somebody else settled it. */
  static Optional<Delivery> begun(Handle handle, Delivery delivery, Instant at) {
    int claimed =
        handle
            .createUpdate(BEGUN)
            .bind("at", Rows.millis(at))
            .bind("number", delivery.number())
            .bind("attempts", delivery.attempts())
            .execute();
    if (claimed == 0) {
      return Optional.empty();
    }
    boolean alone = delivery.begun().isPresent() || inLine(handle, delivery.channel()) == 1;
    return Optional.of(alone ? delivery : merged(handle, delivery, at).orElse(delivery));
  }

  private static int inLine(Handle handle, ChannelRef channel) {
    return handle
        .createQuery(COUNT)
        .bind("platform", channel.platform())
        .bind("channel", channel.id())
        .mapTo(Integer.class)
        .one();
  }

  private static Optional<Delivery> merged(Handle handle, Delivery first, Instant at) {
    List<Delivery> waiting = new ArrayList<>(waiting(handle, first.channel()));
    waiting.set(0, first);
    Optional<Card> card =
        first.notification().incident().flatMap(code -> CardRows.reads(handle, code));
    Optional<Merging.Merged> merged = Merging.of(waiting, card, at);
    merged.ifPresent(m -> carry(handle, m, at));
    return merged.map(Merging.Merged::carrier);
  }

  private static List<Delivery> waiting(Handle handle, ChannelRef channel) {
    return deliveries(
        handle,
        handle
            .createQuery(WAITING)
            .bind("platform", channel.platform())
            .bind("channel", channel.id()));
  }

  private static void carry(Handle handle, Merging.Merged merged, Instant at) {
    Delivery carrier = merged.carrier();
    handle
        .createUpdate(CARRIES)
        .bind("at", Rows.millis(at))
        .bind("words", PostRows.body(carrier.words()))
        .bind("sounding", carrier.to().sounding() ? 1 : 0)
        .bind("mention", carrier.to().mention())
        .bind("hush", carrier.to().hush().map(Enum::name))
        .bind("number", carrier.number())
        .execute();
    for (Delivery carried : merged.carried()) {
      handle
          .createUpdate(
              "UPDATE delivery SET carrier = :carrier, begun = NULL WHERE number = :number")
          .bind("carrier", carrier.number())
          .bind("number", carried.number())
          .execute();
    }
  }

  /** What was to be told together waits for the same time, and may be told with more then. */
  private static void apart(Handle handle, Delivery carrier, Instant again) {
    handle
        .createUpdate("UPDATE delivery SET carrier = NULL, due = :due WHERE carrier = :number")
        .bind("due", Rows.millis(again))
        .bind("number", carrier.number())
        .execute();
    handle
        .createUpdate("UPDATE delivery SET words = NULL WHERE number = :number")
        .bind("number", carrier.number())
        .execute();
  }

  static boolean sent(Handle handle, Delivery delivery, Optional<String> message, Instant at) {
    return settle(handle, delivery, "sent", Optional.empty(), message, at) > 0;
  }

  static boolean refused(Handle handle, Delivery delivery, String reason, Instant at) {
    return settle(handle, delivery, "refused", Optional.of(reason), Optional.empty(), at) > 0;
  }

  /**
   * @param begun an attempt that is still in doubt
   */
  static int postpone(
      Handle handle, Delivery delivery, String reason, Optional<Instant> begun, Instant again) {
    if (begun.isEmpty() && delivery.carries()) {
      apart(handle, delivery, again);
    }
    return handle
        .createUpdate(POSTPONE)
        .bind("reason", reason)
        .bind("due", Rows.millis(again))
        .bind("attempts", delivery.attempts() + 1)
        .bind("begun", Rows.millis(begun))
        .bind("number", delivery.number())
        .execute();
  }

  /** What was to be told together may be told with more then; no attempt is counted. */
  static int absent(Handle handle, Delivery delivery, Instant at) {
    int waiting =
        handle
            .createUpdate(UNDOUBT)
            .bind("due", Rows.millis(at))
            .bind("number", delivery.number())
            .execute();
    if (waiting > 0 && delivery.carries()) {
      apart(handle, delivery, at);
    }
    return waiting;
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

  /**
   * What waits for a channel that is muted now will not be sent: news of the country and of our
   * sight.
   *
   * @return what it is owed instead: codes of incidents, ids of what is about none
   */
  static List<String> withhold(Handle handle, ChannelRef channel, Instant at) {
    List<String> owed =
        handle
            .createQuery(
                "SELECT COALESCE(n.incident, n.id) FROM notification n"
                    + " JOIN (SELECT number, notification FROM delivery"
                    + UNTRIED
                    + ") d ON n.id = d.notification ORDER BY d.number")
            .bind("platform", channel.platform())
            .bind("channel", channel.id())
            .mapTo(String.class)
            .list();
    // a wait that the platform told us of holds for what is still to be sent there
    handle
        .createUpdate(
            "UPDATE delivery SET due = MAX(due, COALESCE((SELECT MAX(due) FROM delivery"
                + UNTRIED
                + "), due)) WHERE platform = :platform AND channel = :channel"
                + " AND state = 'pending'")
        .bind("platform", channel.platform())
        .bind("channel", channel.id())
        .execute();
    handle
        .createUpdate(
            "UPDATE delivery SET state = 'refused', reason = 'muted', settled_at = :at" + UNTRIED)
        .bind("platform", channel.platform())
        .bind("channel", channel.id())
        .bind("at", Rows.millis(at))
        .execute();
    return owed;
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
