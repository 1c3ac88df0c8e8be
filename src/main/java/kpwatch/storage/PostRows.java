package kpwatch.storage;

import java.util.LinkedHashSet;
import java.util.List;
import kpwatch.notify.Notification;
import kpwatch.subscription.ChannelRef;
import kpwatch.watch.Round;
import org.jdbi.v3.core.Handle;

/** Notifications and a delivery of each to every channel that is to hear it. */
final class PostRows {
  private static final String NOTIFICATION =
      """
      INSERT INTO notification (id, at, incident, kind, sounding, level, body)
      VALUES (:id, :at, :incident, :kind, :sounding, :level, :body)
      ON CONFLICT (id) DO NOTHING
      """;

  private static final String DELIVERY =
      """
      INSERT INTO delivery (number, notification, platform, channel, attempts, due, state)
      VALUES (:number, :notification, :platform, :channel, 0, :due, 'pending')
      """;

  private PostRows() {}

  /** A notification that is known already is left as it is: nothing is said twice. */
  static void keep(Handle handle, List<Round.Post> posts) {
    for (Round.Post post : posts) {
      if (isNew(handle, post.notification())) {
        Rows.add(
            handle,
            "delivery",
            DELIVERY,
            List.copyOf(new LinkedHashSet<ChannelRef>(post.channels())),
            (row, channel) ->
                row.bind("notification", post.notification().id())
                    .bind("platform", channel.platform())
                    .bind("channel", channel.id())
                    .bind("due", Rows.millis(post.notification().at())));
      }
    }
  }

  private static boolean isNew(Handle handle, Notification notification) {
    return handle
            .createUpdate(NOTIFICATION)
            .bind("id", notification.id())
            .bind("at", Rows.millis(notification.at()))
            .bind("incident", notification.incident())
            .bind("kind", notification.kind().name())
            .bind("sounding", notification.sounding() ? 1 : 0)
            .bind("level", notification.level().name())
            .bind("body", notification.text())
            .execute()
        == 1;
  }
}
