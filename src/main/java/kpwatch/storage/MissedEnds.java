package kpwatch.storage;

import java.time.Instant;
import java.util.List;
import kpwatch.notify.Recipient;
import kpwatch.subscription.Subscription;
import org.jdbi.v3.core.Handle;

/**
 * The ends that a channel missed while it was gone, of incidents whose beginning it had heard. Each
 * is told once when the channel returns, with both times and without a sound. What it missed as a
 * whole is not told.
 */
final class MissedEnds {
  /** The last word on each incident that is over, unless it was sent there. */
  private static final String MISSED =
      """
      SELECT n.id, n.incident FROM notification n JOIN incident i ON i.code = n.incident
      WHERE n.kind IN ('CLOSED', 'CORRECTION') AND i.ended IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM notification later
          WHERE later.incident = n.incident AND later.kind IN ('CLOSED', 'CORRECTION')
            AND (later.at > n.at OR (later.at = n.at AND later.id > n.id)))
        AND n.incident IN (SELECT heard.incident
          FROM delivery d JOIN notification heard ON heard.id = d.notification
          WHERE d.platform = :platform AND d.channel = :channel AND d.state = 'sent'
            AND heard.kind NOT IN ('CLOSED', 'CORRECTION'))
        AND NOT EXISTS (SELECT 1 FROM delivery d
          WHERE d.notification = n.id AND d.platform = :platform AND d.channel = :channel
            AND d.state <> 'refused')
      ORDER BY n.at, n.id
      """;

  /** What was due when the channel went may be sent now. */
  private static final String AGAIN =
      """
      UPDATE delivery SET state = 'pending', due = :at, attempts = 0, reason = NULL,
        settled_at = NULL, begun = NULL, carrier = NULL, words = NULL, sounding = 0, mention = NULL
      WHERE notification = :notification AND platform = :platform AND channel = :channel
      """;

  private record Missed(String notification, String incident) {}

  private MissedEnds() {}

  /** To a muted channel they are owed. */
  static void tell(Handle handle, Subscription returned, Instant at) {
    List<Missed> all =
        Rows.of(handle.createQuery(MISSED), returned.channel())
            .map((row, context) -> new Missed(row.getString("id"), row.getString("incident")))
            .list();
    boolean muted = returned.mute().filter(m -> at.isBefore(m.until())).isPresent();
    for (Missed missed : all) {
      if (muted) {
        SqlSubscriptions.owe(handle, returned.channel(), missed.incident());
      } else {
        again(handle, missed, returned, at);
      }
    }
  }

  private static void again(Handle handle, Missed missed, Subscription returned, Instant at) {
    int waiting =
        Rows.of(handle.createUpdate(AGAIN), returned.channel())
            .bind("at", Rows.millis(at))
            .bind("notification", missed.notification())
            .execute();
    if (waiting == 0) {
      Recipient to = Recipient.silent(returned.channel(), returned.wishes().detail());
      PostRows.deliver(handle, missed.notification(), at, List.of(to));
    }
  }
}
