package kpwatch.app;

import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.storage.Database;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.watch.WatchStore;

/** Where what was seen is kept, where deliveries wait, and who carries them. */
class Ports {
  WatchStore store(Database database, SqlSubscriptions subscribers) {
    return new SqlWatchStore(database, subscribers);
  }

  Outbox outbox(Database database, SqlSubscriptions subscribers) {
    return new SqlOutbox(database, subscribers);
  }

  Messenger messenger(Messenger ofThePlatform) {
    return ofThePlatform;
  }
}
