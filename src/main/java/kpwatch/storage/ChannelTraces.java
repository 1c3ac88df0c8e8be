package kpwatch.storage;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import kpwatch.subscription.ChannelRef;
import org.jdbi.v3.core.Handle;

/**
 * Every row that names a channel: its subscription, messages, deliveries, and the notifications
 * that were written for it alone. Those carry the channel in their id, as in {@code
 * KP-HFHJ/card/telegram:777/2026-03-02T03:00:00Z}.
 */
final class ChannelTraces {
  /** Of notifications that were delivered to this channel and are about a channel. */
  private static final String DELIVERED =
      """
      SELECT id FROM notification
      WHERE id IN (SELECT notification FROM delivery
          WHERE platform = :platform AND channel = :channel)
        AND instr(id, '/' || :platform || ':') > 0
      """;

  /** Of notifications that name the channel, or another one that begins like it. */
  private static final String NAMING =
      "SELECT id FROM notification WHERE instr(id, '/' || :platform || ':' || :channel || '/') > 0";

  private static final String RENAMED =
      """
      INSERT INTO notification (id, at, incident, kind, sounding, level, body, scope)
      SELECT :new, at, incident, kind, sounding, level, body, scope FROM notification
      WHERE id = :old
      ON CONFLICT (id) DO NOTHING
      """;

  private ChannelTraces() {}

  /** Leaves nothing. A delivery that is under way finds no row to settle. */
  static void erase(Handle handle, ChannelRef channel) {
    List<String> own = Rows.of(handle.createQuery(DELIVERED), channel).mapTo(String.class).list();
    List<String> naming = naming(handle, channel);
    for (String table : List.of("subscription", "posted", "delivery")) {
      Rows.of(handle.createUpdate("DELETE FROM " + table + Rows.OF_CHANNEL), channel).execute();
    }
    own.forEach(id -> delete(handle, id));
    naming.forEach(id -> delete(handle, id));
  }

  /** Has the notifications that were written for one channel name another. */
  static void rename(Handle handle, ChannelRef from, ChannelRef to) {
    for (String old : naming(handle, from)) {
      String id = old.replace(marked(from), marked(to));
      handle.createUpdate(RENAMED).bind("new", id).bind("old", old).execute();
      handle
          .createUpdate(
              "UPDATE OR IGNORE delivery SET notification = :new WHERE notification = :old")
          .bind("new", id)
          .bind("old", old)
          .execute();
      delete(handle, old);
    }
  }

  private static List<String> naming(Handle handle, ChannelRef channel) {
    return Rows.of(handle.createQuery(NAMING), channel).mapTo(String.class).list().stream()
        .filter(id -> isFor(id, channel))
        .toList();
  }

  /** After the channel comes the time; after a chat that is not the channel comes a topic. */
  private static boolean isFor(String id, ChannelRef channel) {
    String marked = marked(channel);
    try {
      Instant.parse(id.substring(id.indexOf(marked) + marked.length()));
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static String marked(ChannelRef channel) {
    return "/" + channel + "/";
  }

  /** Unless another channel is still to hear it. */
  private static void delete(Handle handle, String id) {
    handle
        .createUpdate(
            "DELETE FROM notification WHERE id = :id"
                + " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.notification = :id)")
        .bind("id", id)
        .execute();
  }
}
