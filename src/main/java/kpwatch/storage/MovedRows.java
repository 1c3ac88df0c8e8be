package kpwatch.storage;

import java.time.Instant;
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

  private static final String DELIVERIES =
      """
      UPDATE delivery SET platform = :to_platform, channel = :to_channel
      WHERE platform = :platform AND channel = :channel AND state = 'pending'
        AND NOT EXISTS (SELECT 1 FROM delivery other
          WHERE other.notification = delivery.notification AND other.platform = :to_platform
            AND other.channel = :to_channel)
      """;

  /** On their way to the new id already. */
  private static final String DOUBLES =
      """
      UPDATE delivery SET state = 'refused', reason = 'moved', settled_at = :at, begun = NULL
      WHERE platform = :platform AND channel = :channel AND state = 'pending'
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

  static void rest(Handle handle, ChannelRef from, ChannelRef to, Instant at) {
    Rows.of(handle.createUpdate("DELETE FROM posted" + Rows.OF_CHANNEL), from).execute();
    both(handle.createUpdate(DELIVERIES), from, to).execute();
    Rows.of(handle.createUpdate(DOUBLES), from).bind("at", Rows.millis(at)).execute();
  }

  private static Update both(Update update, ChannelRef from, ChannelRef to) {
    return Rows.of(update, from).bind("to_platform", to.platform()).bind("to_channel", to.id());
  }
}
