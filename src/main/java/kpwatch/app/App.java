package kpwatch.app;

import java.io.Closeable;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import kpwatch.command.Access;
import kpwatch.command.AccessList;
import kpwatch.command.Archive;
import kpwatch.command.Desk;
import kpwatch.command.Pulse;
import kpwatch.command.WatchPulse;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;
import kpwatch.notify.OperatorNews;
import kpwatch.notify.Times;
import kpwatch.notify.Wording;
import kpwatch.probe.Agent;
import kpwatch.schedule.Timetable;
import kpwatch.storage.Database;
import kpwatch.storage.Retention;
import kpwatch.storage.SqlHistory;
import kpwatch.storage.SqlNotes;
import kpwatch.storage.SqlOperatorLog;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.StorageFailed;
import kpwatch.storage.Waiting;
import kpwatch.subscription.ChannelRef;
import kpwatch.supervision.Supervisor;
import kpwatch.watch.Pace;
import kpwatch.watch.Round;
import kpwatch.watch.WatchRound;
import kpwatch.watch.WatchState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole program, put together in the order in which things flow. */
final class App implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(App.class);

  /**
   * With tasks under way at a stop. With what the chats need after it, a stop takes less than the
   * ten seconds after which containers are killed.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long a paused channel may go on unseen when Discord tells nothing of its rights. */
  private static final Duration RECHECK = Duration.ofHours(1);

  /** Between two slices of what is to be forgotten, as long as there are more. */
  private static final Duration SLICES = Duration.ofSeconds(10);

  /** Between two looks whether a heartbeat is due, which is once a minute. */
  private static final Duration BEATS = Duration.ofSeconds(5);

  /** Between two looks at the parts for the operator. */
  private static final Duration LOOKS = Duration.ofSeconds(20);

  /** Between two looks whether the database is still the file that was opened. */
  private static final Duration CHECKS = Duration.ofSeconds(1);

  /** How far back questions about incidents reach. */
  private static final Duration HISTORY = Duration.ofDays(366);

  private static final String WATCH = "watch";

  private final Supervisor supervisor;
  private final Database database;
  private final Sources sources;
  private final Listening listening;
  private final Chats chats;
  private final Desk desk;
  private final Optional<Heartbeat> heartbeat;
  private final Timetable timetable;

  private App(
      Supervisor supervisor,
      Database database,
      Sources sources,
      Listening listening,
      Chats chats,
      Desk desk,
      Optional<Heartbeat> heartbeat,
      Timetable timetable) {
    this.supervisor = supervisor;
    this.database = database;
    this.sources = sources;
    this.listening = listening;
    this.chats = chats;
    this.desk = desk;
    this.heartbeat = heartbeat;
    this.timetable = timetable;
  }

  /**
   * Everything, not yet started.
   *
   * @param out where the console's alerts go
   * @param supervisor of this program alone; closed with it
   * @throws kpwatch.storage.StorageRefused if the database cannot be used
   * @throws StorageFailed if what is in it cannot be read
   */
  static App assemble(
      BotSettings settings,
      Network network,
      InstantSource clock,
      PrintStream out,
      Ports ports,
      Supervisor supervisor) {
    Database database = Database.open(settings.storage().url(), clock);
    try {
      return assemble(settings, network, clock, out, ports, supervisor, database);
    } catch (StorageFailed e) {
      database.close();
      throw e;
    }
  }

  private static App assemble(
      BotSettings settings,
      Network network,
      InstantSource clock,
      PrintStream out,
      Ports ports,
      Supervisor supervisor,
      Database database) {
    Instant now = clock.instant();
    Pace pace = pace(settings);
    Thresholds limits = limits(settings, network);
    Wording wording = new Wording(network, limits, pace.watch());

    SqlSubscriptions subscribers = new SqlSubscriptions(database);
    ToldStore store = new ToldStore(ports.store(database, subscribers), database::check);
    Access access = new AccessList(settings.access().allow(), new SqlNotes(database));
    Archive archive = new Archive(new SqlHistory(database), now.minus(HISTORY));
    Chats chats = Chats.of(settings, ports, database, subscribers, access, clock, out, supervisor);

    Listeners listeners =
        new Listeners(
            settings.console().enabled(), settings.operatorChannel(), subscribers, access, now);
    tellOutside(listeners.outside());
    Timetable timetable = new Timetable(PATIENCE, supervisor);
    Runnable wake = () -> timetable.soon(WATCH);
    Listening listening =
        new Listening(
            settings.risLive(), settings.ripestat().sourceapp(), network, clock, wake, supervisor);
    Sources sources = new Sources(settings, network, clock, listening.stream(), supervisor);
    WatchRound watch = new WatchRound(network, limits, pace, store, listeners, now);
    FirstStatus first = new FirstStatus(wording, pace.probing(), out, now);
    AliveFile alive = new AliveFile(settings.storage().file());
    AtomicReference<WatchState> present = new AtomicReference<>(watch.state());
    List<Pulse> pulses = new ArrayList<>(chats.pulses());
    pulses.add(new Waiting(database));
    pulses.add(store);
    pulses.add(listening);
    pulses.add(new ThreadHealth(supervisor));
    List<Pulse> all = new ArrayList<>(pulses);
    all.add(new WatchPulse(present::get));
    Pulse parts = at -> all.stream().flatMap(p -> p.signs(at).stream()).toList();
    Optional<Heartbeat> heartbeat = heartbeat(settings, parts, clock, supervisor);
    Desk desk = new Desk(network, wording, present::get, archive, subscribers, pulses);
    WatchLoop loop =
        new WatchLoop(
            watch,
            sources.looker()::look,
            sources.threads(),
            listening.stream(),
            clock,
            wake,
            round -> {
              present.set(round.state());
              archive.after(round);
              if (supervisor.troubles().isEmpty()) {
                alive.touch(round.at());
              }
              if (settings.console().enabled()) {
                first.after(round);
              }
              if (!round.speech().equals(Round.Speech.NONE)) {
                chats.wake();
              }
            },
            supervisor);

    Retention retention = new Retention(database, subscribers);
    timetable.every(WATCH, tick(pace), loop::tick);
    timetable.every("database", CHECKS, () -> store.look(clock.instant()));
    timetable.every("recheck", RECHECK, chats::recheck);
    timetable.every("retention", SLICES, () -> retain(retention, clock.instant()));
    settings
        .operatorChannel()
        .map(
            channel ->
                new Operator(
                    channel,
                    new OperatorNews(new Times(network)),
                    new SqlOperatorLog(database),
                    parts,
                    listeners,
                    clock))
        .ifPresent(operator -> timetable.every("operator", LOOKS, operator::look));
    heartbeat.ifPresent(h -> timetable.every("heartbeat", BEATS, h::beat));
    return new App(supervisor, database, sources, listening, chats, desk, heartbeat, timetable);
  }

  private static void tellOutside(List<ChannelRef> outside) {
    if (!outside.isEmpty()) {
      LOG.warn(
          "{} subscribed chats are not in access.allow: they keep their settings and hear nothing"
              + " until a start with them in it: {}{}",
          outside.size(),
          outside.stream().limit(20).map(ChannelRef::toString).collect(Collectors.joining(", ")),
          outside.size() > 20 ? " and more" : "");
    }
  }

  private static Optional<Heartbeat> heartbeat(
      BotSettings settings, Pulse parts, InstantSource clock, Supervisor supervisor) {
    String agent = Agent.text(Version.text(), settings.probe().contact());
    return settings
        .operator()
        .heartbeat()
        .map(url -> Heartbeat.on(url, agent, parts, clock, supervisor));
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

  /** Whether the watch itself can be stored is told by the watch. */
  private static void retain(Retention retention, Instant now) {
    try {
      retention.work(now);
    } catch (StorageFailed e) {
      LOG.warn(
          "what is old could not be summed up; it is tried again in an hour: {}", e.getMessage());
    }
  }

  void start() {
    supervisor.start();
    chats.start(desk);
    listening.start();
    timetable.start();
  }

  /** Stops looking, lets the deliveries under way end, then closes the database. */
  @Override
  public void close() {
    supervisor.close();
    chats.stop();
    timetable.close();
    heartbeat.ifPresent(Heartbeat::close);
    listening.close();
    sources.close();
    chats.close();
    database.close();
  }
}
