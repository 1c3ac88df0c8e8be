package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
import kpwatch.notify.Outbox;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Wishes.Detail;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * The deliveries in the database. Settling one that is settled already changes nothing, so that it
 * may be tried again after a failure. Every method throws {@link StorageFailed}.
 */
public final class SqlOutbox implements Outbox {
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

  private static final String POSTED =
      """
      INSERT INTO posted (platform, channel, incident, message, detail, posted, edited, shown, frozen)
      VALUES (:platform, :channel, :incident, :message, :detail, :at, :at, :shown, 0)
      ON CONFLICT (platform, channel, incident) DO NOTHING
      """;

  private static final String DROP =
      """
      UPDATE delivery SET state = 'refused', reason = :reason, settled_at = :at, begun = NULL
      WHERE platform = :platform AND channel = :channel AND state = 'pending'
      """;

  private static final String WHERE =
      " WHERE platform = :platform AND channel = :channel AND incident = :incident";

  private static final String FORGET = "DELETE FROM posted" + WHERE;

  private final Database database;
  private final SqlSubscriptions subscriptions;

  public SqlOutbox(Database database, SqlSubscriptions subscriptions) {
    this.database = database;
    this.subscriptions = subscriptions;
  }

  @Override
  public List<Delivery> due(String platform, Instant now, int most) {
    return database.transaction(
        handle ->
            handle
                .createQuery(DUE)
                .bind("platform", platform)
                .bind("now", Rows.millis(now))
                .bind("most", most)
                .map((row, context) -> delivery(row))
                .list());
  }

  @Override
  public void begun(Delivery delivery, Instant at) {
    database.transaction(
        handle ->
            handle
                .createUpdate(BEGUN)
                .bind("at", Rows.millis(at))
                .bind("number", delivery.number())
                .execute());
  }

  @Override
  public void sent(Delivery delivery, Optional<String> message, Instant at) {
    database.transaction(
        handle -> {
          settle(handle, delivery, "sent", Optional.empty(), message, at);
          Optional<String> incident = delivery.notification().incident();
          boolean ends = delivery.notification().kind() == Notification.Kind.CLOSED;
          if (message.isPresent() && incident.isPresent() && !ends) {
            handle
                .createUpdate(POSTED)
                .bind("platform", delivery.channel().platform())
                .bind("channel", delivery.channel().id())
                .bind("incident", incident)
                .bind("message", message)
                .bind("detail", delivery.to().detail().name())
                .bind("at", Rows.millis(at))
                .bind("shown", Rows.millis(delivery.notification().at()))
                .execute();
          }
          return true;
        });
  }

  @Override
  public void refused(Delivery delivery, String reason, Instant at) {
    database.transaction(
        handle -> settle(handle, delivery, "refused", Optional.of(reason), Optional.empty(), at));
  }

  @Override
  public void postponed(Delivery delivery, String reason, boolean doubt, Instant again) {
    Optional<Instant> begun = doubt ? delivery.begun() : Optional.empty();
    database.transaction(
        handle ->
            handle
                .createUpdate(POSTPONE)
                .bind("reason", reason)
                .bind("due", Rows.millis(again))
                .bind("attempts", delivery.attempts() + 1)
                .bind("begun", Rows.millis(begun))
                .bind("number", delivery.number())
                .execute());
  }

  @Override
  public void paused(Delivery delivery, String reason, Instant at) {
    postponed(delivery, reason, delivery.begun().isPresent(), at);
    subscriptions.standing(
        delivery.channel(), new Standing(Standing.State.PAUSED, reason, at), handle -> {});
  }

  @Override
  public void gone(Delivery delivery, String reason, Instant at) {
    subscriptions.standing(
        delivery.channel(),
        new Standing(Standing.State.GONE, reason, at),
        handle ->
            channel(handle.createUpdate(DROP), delivery.channel())
                .bind("reason", reason)
                .bind("at", Rows.millis(at))
                .execute());
  }

  @Override
  public List<CardEdit> stale(String platform) {
    return database.transaction(handle -> CardRows.stale(handle, platform));
  }

  @Override
  public void edited(CardEdit edit, Instant at) {
    String set = "UPDATE posted SET edited = :at, shown = :shown" + WHERE;
    database.transaction(
        handle ->
            card(handle.createUpdate(set), edit)
                .bind("at", Rows.millis(at))
                .bind("shown", Rows.millis(edit.card().changed()))
                .execute());
  }

  @Override
  public void editLater(CardEdit edit, Instant again) {
    database.transaction(
        handle ->
            card(handle.createUpdate("UPDATE posted SET edited = :at" + WHERE), edit)
                .bind("at", Rows.millis(again))
                .execute());
  }

  @Override
  public void frozen(CardEdit edit, Instant at) {
    String set = "UPDATE posted SET frozen = 1, edited = :at, shown = :shown" + WHERE;
    Instant shown = edit.card().ended() ? edit.card().changed() : edit.shown();
    database.transaction(
        handle ->
            card(handle.createUpdate(set), edit)
                .bind("at", Rows.millis(at))
                .bind("shown", Rows.millis(shown))
                .execute());
  }

  @Override
  public void lost(CardEdit edit, Instant at) {
    database.transaction(
        handle -> {
          card(handle.createUpdate(FORGET), edit).execute();
          if (!edit.card().ended()) {
            PostRows.again(handle, edit, at);
          }
          return true;
        });
  }

  private static Update channel(Update update, ChannelRef channel) {
    return update.bind("platform", channel.platform()).bind("channel", channel.id());
  }

  private static Update card(Update update, CardEdit edit) {
    return channel(update, edit.channel()).bind("incident", edit.card().incident());
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
