package kpwatch.app;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.storage.Database;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;

/** Who subscribed before the program starts. */
final class Subscribed {
  private Subscribed() {}

  /** Puts them into the database of a folder; a server of Discord is named after its channel. */
  static void before(Path folder, List<ChannelRef> channels) {
    Instant now = Instant.now();
    try (Database database =
        Database.open("jdbc:sqlite:" + folder.resolve("kpwatch.db"), InstantSource.fixed(now))) {
      SqlSubscriptions subscriptions = new SqlSubscriptions(database);
      for (ChannelRef channel : channels) {
        subscriptions.put(
            new Subscription(
                channel, channel.id(), Wishes.USUAL, Optional.empty(), Standing.active(now)),
            List.of(),
            now);
      }
    }
  }
}
