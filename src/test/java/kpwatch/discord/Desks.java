package kpwatch.discord;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import kpwatch.command.Archive;
import kpwatch.command.Desk;
import kpwatch.command.Pulse;
import kpwatch.command.Subscribers;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;
import kpwatch.notify.Wording;
import kpwatch.storage.Database;
import kpwatch.storage.SqlHistory;
import kpwatch.watch.WatchState;

/** The desk that the program has, over the built-in network. */
final class Desks {
  private Desks() {}

  static Desk of(
      Database database, Subscribers subscribers, Supplier<WatchState> present, Pulse pulse) {
    Network network = NetworkFile.read("kp");
    return new Desk(
        network,
        new Wording(network, Thresholds.DEFAULT, Duration.ofMinutes(2)),
        present,
        new Archive(new SqlHistory(database), Instant.EPOCH),
        subscribers,
        List.of(pulse));
  }
}
