package kpwatch.storage;

import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Subscription;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** A channel's rows under another id. */
final class MovedRows {
  /** The mute has columns of its own, which stay as they are. */
  private static final String SUBSCRIPTION =
      "UPDATE subscription SET platform = :to_platform, channel = :to_channel, home = :home,"
          + " json = :json"
          + Rows.OF_CHANNEL;

  /** Settled ones too, so that a chat that is forgotten later is not found under its old id. */
  private static final String DELIVERIES =
      """
      UPDATE delivery SET platform = :to_platform, channel = :to_channel,
        reason = REPLACE(reason, :channel, :to_channel)
      WHERE platform = :platform AND channel = :channel
        AND NOT EXISTS (SELECT 1 FROM delivery other
          WHERE other.notification = delivery.notification AND other.platform = :to_platform
            AND other.channel = :to_channel)
      """;

  /** What was carried by a delivery that the new id has already is told by itself. */
  private static final String CARRIED =
      """
      UPDATE delivery SET carrier = NULL WHERE carrier IN (
        SELECT number FROM delivery WHERE platform = :platform AND channel = :channel)
      """;

  private MovedRows() {}

  static void subscription(Handle handle, ChannelRef from, Subscription moved, String json) {
    both(handle.createUpdate(SUBSCRIPTION), from, moved.channel())
        .bind("home", moved.home())
        .bind("json", json)
        .execute();
  }

  static void drop(Handle handle, ChannelRef from) {
    Rows.of(handle.createUpdate("DELETE FROM subscription" + Rows.OF_CHANNEL), from).execute();
  }

  static void rest(Handle handle, ChannelRef from, ChannelRef to) {
    ChannelTraces.rename(handle, from, to);
    both(handle.createUpdate(DELIVERIES), from, to).execute();
    Rows.of(handle.createUpdate(CARRIED), from).execute();
    ChannelTraces.erase(handle, from);
  }

  private static Update both(Update update, ChannelRef from, ChannelRef to) {
    return Rows.of(update, from).bind("to_platform", to.platform()).bind("to_channel", to.id());
  }
}
