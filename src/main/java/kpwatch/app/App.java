package kpwatch.app;

import java.io.Closeable;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import kpwatch.console.ConsoleMessenger;
import kpwatch.dispatch.Dispatcher;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;
import kpwatch.notify.Wording;
import kpwatch.schedule.Timetable;
import kpwatch.storage.Database;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.watch.Pace;
import kpwatch.watch.Round;
import kpwatch.watch.Subscriptions;
import kpwatch.watch.WatchRound;

/** The whole program, put together in the order in which things flow. */
final class App implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Database database;
  private final Sources sources;
  private final Dispatcher dispatcher;
  private final Timetable timetable;

  private App(Database database, Sources sources, Dispatcher dispatcher, Timetable timetable) {
    this.database = database;
    this.sources = sources;
    this.dispatcher = dispatcher;
    this.timetable = timetable;
  }

  /**
   * Everything, not yet started.
   *
   * @param out where the console's alerts go
   * @throws kpwatch.storage.StorageRefused if the database cannot be used
   */
  static App assemble(BotSettings settings, Network network, InstantSource clock, PrintStream out) {
    Instant now = clock.instant();
    Pace pace = pace(settings);
    Thresholds limits = limits(settings, network);
    Wording wording = new Wording(network, limits.country().hold(), pace.watch());

    Database database = Database.open(settings.storage().url(), clock);
    SqlSubscriptions subscribers = new SqlSubscriptions(database);
    SqlWatchStore store = new SqlWatchStore(database, subscribers);
    SqlOutbox outbox = new SqlOutbox(database, subscribers);
    Dispatcher dispatcher =
        new Dispatcher(outbox, new ConsoleMessenger(out), clock, kpwatch.dispatch.Pace.USUAL);
    Subscriptions subscriptions = new Listeners(settings.console().enabled(), subscribers, now);
    Sources sources = new Sources(settings, network, clock);
    WatchRound watch = new WatchRound(network, limits, pace, store, subscriptions, now);
    FirstStatus first = new FirstStatus(wording, pace.probing(), out, now);
    AliveFile alive = new AliveFile(settings.storage().file());
    WatchLoop loop =
        new WatchLoop(
            watch, sources, clock, round -> after(round, settings, first, alive, dispatcher));

    Timetable timetable = new Timetable(PATIENCE);
    timetable.every("watch", tick(pace), loop::tick);
    return new App(database, sources, dispatcher, timetable);
  }

  private static void after(
      Round round,
      BotSettings settings,
      FirstStatus first,
      AliveFile alive,
      Dispatcher dispatcher) {
    alive.touch(round.at());
    if (settings.console().enabled()) {
      first.after(round);
    }
    if (!round.posts().isEmpty()) {
      dispatcher.wake();
    }
  }

  static Pace pace(BotSettings settings) {
    return new Pace(
        settings.watch().interval(),
        settings.probe().interval(),
        settings.probe().enabled(),
        settings.ripestat().dailyBudget());
  }

  static Thresholds limits(BotSettings settings, Network network) {
    return Thresholds.at(
        settings.watch().interval(),
        settings.probe().interval(),
        settings.watch().confirm(),
        network.prefixes().size());
  }

  /** Once a second; at a faster pace as much more often. */
  private static Duration tick(Pace pace) {
    Duration fine = pace.watch().dividedBy(120);
    Duration least = Duration.ofMillis(50);
    Duration second = Duration.ofSeconds(1);
    return fine.compareTo(second) >= 0 ? second : fine.compareTo(least) < 0 ? least : fine;
  }

  void start() {
    dispatcher.start();
    timetable.start();
  }

  /** Stops looking, lets the delivery under way end, then closes the database. */
  @Override
  public void close() {
    timetable.close();
    sources.close();
    dispatcher.close();
    database.close();
  }
}
