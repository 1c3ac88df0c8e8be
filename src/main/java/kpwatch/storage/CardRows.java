package kpwatch.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import kpwatch.notify.Card;
import kpwatch.notify.CardEdit;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Wishes.Detail;
import org.jdbi.v3.core.Handle;

/** How cards read, and the messages that show them. */
final class CardRows {
  private static final Json<Card> CARD = Json.of(Card.class);

  private static final String READS =
      """
      INSERT INTO card (incident, changed, json) VALUES (:incident, :changed, :json)
      ON CONFLICT (incident) DO UPDATE SET changed = excluded.changed, json = excluded.json
      """;

  private static final String STALE =
      """
      SELECT p.platform, p.channel, p.message, p.detail, p.posted, p.edited, p.shown, p.frozen, c.json
      FROM posted p JOIN card c ON c.incident = p.incident
      WHERE p.platform = :platform AND c.changed > p.shown
        AND NOT EXISTS (SELECT 1 FROM subscription s
          WHERE s.platform = p.platform AND s.channel = p.channel AND s.state <> 'ACTIVE')
      ORDER BY p.edited, p.channel
      """;

  private CardRows() {}

  static void keep(Handle handle, List<Card> cards) {
    for (Card card : cards) {
      handle
          .createUpdate(READS)
          .bind("incident", card.incident())
          .bind("changed", Rows.millis(card.changed()))
          .bind("json", CARD.write(card))
          .execute();
    }
  }

  static List<CardEdit> stale(Handle handle, String platform) {
    return handle
        .createQuery(STALE)
        .bind("platform", platform)
        .map((row, context) -> edit(row))
        .list();
  }

  private static CardEdit edit(ResultSet row) throws SQLException {
    return new CardEdit(
        new ChannelRef(row.getString("platform"), row.getString("channel")),
        row.getString("message"),
        Instant.ofEpochMilli(row.getLong("posted")),
        Instant.ofEpochMilli(row.getLong("edited")),
        Instant.ofEpochMilli(row.getLong("shown")),
        row.getLong("frozen") == 1,
        Detail.valueOf(row.getString("detail")),
        CARD.read(row.getString("json")));
  }
}
