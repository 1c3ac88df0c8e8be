package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.Rewound;
import kpwatch.notify.Card;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Wishes.Detail;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** How cards read, and the messages that show them. */
final class CardRows {
  private static final Json<Card> CARD = Json.of(Card.class);

  private static final String READS =
      """
      INSERT INTO card (incident, changed, json) VALUES (:incident, :changed, :json)
      ON CONFLICT (incident) DO UPDATE SET changed = excluded.changed, json = excluded.json
      """;

  /** From the few cards to what shows less of them: the other way round it reads all of a year. */
  private static final String STALE =
      """
      SELECT p.platform, p.channel, p.message, p.detail, p.posted, p.edited, p.shown, p.frozen, p.incident
      FROM card c CROSS JOIN posted p
      WHERE p.incident = c.incident AND p.platform = :platform AND p.shown < c.changed
        AND NOT EXISTS (SELECT 1 FROM subscription s
          WHERE s.platform = p.platform AND s.channel = p.channel AND s.state <> 'ACTIVE')
      ORDER BY p.edited, p.channel
      """;

  private static final String POSTED =
      """
      INSERT INTO posted (platform, channel, incident, message, detail, posted, edited, shown, frozen)
      VALUES (:platform, :channel, :incident, :message, :detail, :at, :at, :shown, 0)
      ON CONFLICT (platform, channel, incident) DO NOTHING
      """;

  private static final String WHERE = Rows.OF_CHANNEL + " AND incident = :incident";

  private CardRows() {}

  /** After the clock went back: nothing was posted, edited or shown at a time that lies ahead. */
  static void rewound(Handle handle, Instant now) {
    long latest = Rows.millis(now);
    handle
        .createUpdate("UPDATE posted SET posted = :now WHERE posted > :now")
        .bind("now", latest)
        .execute();
    handle
        .createUpdate("UPDATE posted SET edited = :now WHERE edited > :now")
        .bind("now", latest)
        .execute();
    // one less: what the card says now may differ from what is shown, and is shown once more
    handle
        .createUpdate("UPDATE posted SET shown = :now - 1 WHERE shown >= :now")
        .bind("now", latest)
        .execute();
    handle
        .createQuery("SELECT json FROM card WHERE changed > :now")
        .bind("now", latest)
        .mapTo(String.class)
        .map(text -> Rewound.to(now, CARD.read(text)))
        .list()
        .forEach(card -> keep(handle, List.of(card)));
  }

  static void keep(Handle handle, List<Card> cards) {
    for (Card exact : cards) {
      Card card = inMillis(exact);
      handle
          .createUpdate(READS)
          .bind("incident", card.incident())
          .bind("changed", Rows.millis(card.changed()))
          .bind("json", CARD.write(card))
          .execute();
    }
  }

  static List<CardEdit> stale(Handle handle, String platform) {
    List<Row> rows =
        handle.createQuery(STALE).bind("platform", platform).map((row, context) -> row(row)).list();
    Map<String, Card> cards = new HashMap<>();
    return rows.stream()
        .map(
            row ->
                row.of(
                    cards.computeIfAbsent(
                        row.incident(), code -> reads(handle, code).orElseThrow())))
        .toList();
  }

  /** An edit but for the card, of which there is one for many. */
  private record Row(
      ChannelRef channel,
      String message,
      Instant posted,
      Instant edited,
      Instant shown,
      boolean frozen,
      Detail detail,
      String incident) {
    CardEdit of(Card card) {
      return new CardEdit(channel, message, posted, edited, shown, frozen, detail, card);
    }
  }

  /** How the message of an incident reads now. */
  static Optional<Card> reads(Handle handle, String incident) {
    return handle
        .createQuery("SELECT json FROM card WHERE incident = :incident")
        .bind("incident", incident)
        .mapTo(String.class)
        .findOne()
        .map(CARD::read);
  }

  /**
   * The first message about an incident in a channel is kept up to date, unless it tells its end or
   * takes back what another said.
   */
  static void posted(Handle handle, Delivery delivery, String message, Instant at) {
    Notification said = delivery.notification();
    if (said.incident().isEmpty()
        || said.kind() == Notification.Kind.CLOSED
        || said.kind() == Notification.Kind.CORRECTION) {
      return;
    }
    Rows.of(handle.createUpdate(POSTED), delivery.channel())
        .bind("incident", said.incident())
        .bind("message", message)
        .bind("detail", delivery.to().detail().name())
        .bind("at", Rows.millis(at))
        .bind("shown", Rows.millis(said.at()))
        .execute();
  }

  static int edited(Handle handle, CardEdit edit, Instant at) {
    return shows(handle, "", edit, edit.card().changed(), at);
  }

  static int frozen(Handle handle, CardEdit edit, Instant at) {
    Instant shown = edit.card().ended() ? edit.card().changed() : edit.shown();
    return shows(handle, ", frozen = 1", edit, shown, at);
  }

  static int later(Handle handle, CardEdit edit, Instant again) {
    return shows(handle, "", edit, edit.shown(), again);
  }

  static int forget(Handle handle, CardEdit edit) {
    return of(handle.createUpdate("DELETE FROM posted" + WHERE), edit).execute();
  }

  private static int shows(Handle handle, String also, CardEdit edit, Instant shown, Instant at) {
    String set = "UPDATE posted SET edited = :at, shown = :shown" + also + WHERE;
    return of(handle.createUpdate(set), edit)
        .bind("at", Rows.millis(at))
        .bind("shown", Rows.millis(shown))
        .execute();
  }

  private static Update of(Update update, CardEdit edit) {
    return Rows.of(update, edit.channel()).bind("incident", edit.card().incident());
  }

  /** Times are compared with those of the columns, which are no finer. */
  private static Card inMillis(Card card) {
    return new Card(
        card.incident(),
        card.changed().truncatedTo(ChronoUnit.MILLIS),
        card.material().truncatedTo(ChronoUnit.MILLIS),
        card.stand(),
        card.ended(),
        card.message());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new ChannelRef(row.getString("platform"), row.getString("channel")),
        row.getString("message"),
        Instant.ofEpochMilli(row.getLong("posted")),
        Instant.ofEpochMilli(row.getLong("edited")),
        Instant.ofEpochMilli(row.getLong("shown")),
        row.getLong("frozen") == 1,
        Detail.valueOf(row.getString("detail")),
        row.getString("incident"));
  }
}
