package kpwatch.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.incident.Scope;
import kpwatch.notify.Card;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.notify.Rung;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.watch.Round;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;

/** Notifications and a delivery of each to every channel that is to hear it. */
final class PostRows {
  private static final Json<Message> MESSAGE = Json.of(Message.class);

  private static final String NOTIFICATION =
      """
      INSERT INTO notification (id, at, incident, scope, kind, sounding, level, body)
      VALUES (:id, :at, :incident, :scope, :kind, :sounding, :level, :body)
      ON CONFLICT (id) DO NOTHING
      """;

  private static final String DELIVERY =
      """
      INSERT INTO delivery (number, notification, platform, channel, attempts, due, state,
        sounding, mention, detail, hush)
      VALUES (:number, :notification, :platform, :channel, 0, :due, 'pending',
        :sounding, :mention, :detail, :hush)
      """;

  private static final String RUNG =
      """
      SELECT d.platform, d.channel, n.incident, n.at
      FROM notification n JOIN delivery d ON d.notification = n.id
      WHERE d.sounding = 1 AND n.id IN (
        SELECT id FROM notification WHERE at >= :since OR incident IN (<incidents>))
      """;

  private PostRows() {}

  static List<Rung> rung(Handle handle, Instant since, Set<String> incidents) {
    return handle
        .createQuery(RUNG)
        .bind("since", Rows.millis(since))
        .bindList(EmptyHandling.NULL_KEYWORD, "incidents", new ArrayList<>(incidents))
        .map(
            (row, context) ->
                new Rung(
                    new ChannelRef(row.getString("platform"), row.getString("channel")),
                    Optional.ofNullable(row.getString("incident")),
                    Instant.ofEpochMilli(row.getLong("at"))))
        .list();
  }

  /** A notification that is known already is left as it is: nothing is said twice. */
  static void keep(Handle handle, List<Round.Post> posts) {
    for (Round.Post post : posts) {
      if (isNew(handle, post.notification())) {
        deliver(
            handle, post.notification().id(), post.notification().at(), once(post.recipients()));
      }
    }
  }

  /** Has a notification that is kept delivered to channels for which it is new. */
  static void deliver(Handle handle, String notification, Instant due, List<Recipient> to) {
    Rows.add(
        handle,
        "delivery",
        DELIVERY,
        to,
        (row, each) ->
            Rows.of(row, each.channel())
                .bind("notification", notification)
                .bind("due", Rows.millis(due))
                .bind("sounding", each.sounding() ? 1 : 0)
                .bind("mention", each.mention())
                .bind("detail", each.detail().name())
                .bind("hush", each.hush().map(Enum::name)));
  }

  /** Posts a card whose message somebody deleted once more, without a sound. */
  static void again(Handle handle, CardEdit edit, Card card, Instant at) {
    Notification notification =
        new Notification(
            card.incident() + "/again/" + edit.channel() + "/" + at,
            at,
            Optional.of(card.incident()),
            Optional.empty(),
            Notification.Kind.UPDATED,
            false,
            Level.ALL,
            card.message());
    Recipient to = Recipient.silent(edit.channel(), edit.detail());
    keep(handle, List.of(new Round.Post(notification, List.of(to))));
  }

  static Notification notification(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM notification WHERE id = :id")
        .bind("id", id)
        .map(
            (row, context) ->
                new Notification(
                    row.getString("id"),
                    Instant.ofEpochMilli(row.getLong("at")),
                    Optional.ofNullable(row.getString("incident")),
                    Optional.ofNullable(row.getString("scope")).map(Scope::valueOf),
                    Notification.Kind.valueOf(row.getString("kind")),
                    row.getLong("sounding") == 1,
                    Level.valueOf(row.getString("level")),
                    message(row.getString("body"))))
        .one();
  }

  /** The body of a row: a message, or the plain text of earlier versions. */
  static Message message(String body) {
    return body.startsWith("{") ? MESSAGE.read(body) : Message.note(body);
  }

  static String body(Message message) {
    return MESSAGE.write(message);
  }

  private static List<Recipient> once(List<Recipient> recipients) {
    Map<ChannelRef, Recipient> each = new LinkedHashMap<>();
    recipients.forEach(to -> each.putIfAbsent(to.channel(), to));
    return new ArrayList<>(each.values());
  }

  private static boolean isNew(Handle handle, Notification notification) {
    return handle
            .createUpdate(NOTIFICATION)
            .bind("id", notification.id())
            .bind("at", Rows.millis(notification.at()))
            .bind("incident", notification.incident())
            .bind("scope", notification.scope().map(Enum::name))
            .bind("kind", notification.kind().name())
            .bind("sounding", notification.sounding() ? 1 : 0)
            .bind("level", notification.level().name())
            .bind("body", body(notification.message()))
            .execute()
        == 1;
  }
}
