package kpwatch.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kpwatch.config.Settings;
import kpwatch.files.PlayedWorld;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.network.Network;
import kpwatch.storage.Database;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.storage.StorageFailed;
import kpwatch.storage.Stored;
import kpwatch.subscription.ChannelRef;
import kpwatch.testkit.FakeRipeStat;
import kpwatch.testkit.Unattended;

/**
 * A loss as short as it can be at twenty times the polite pace, on routes alone. It is told in many
 * channels by programs that live one after the other on one database.
 */
final class ShortNight implements AutoCloseable {
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long SOON_MILLIS = 20;

  private final Scenario scenario = ScenarioFile.read("src/test/resources/short-loss.json");
  private final RoundClock clock = new RoundClock(scenario.start(), ROUND);
  private final FakeRipeStat ripestat;
  private final Newsstand stand;
  private final String url;
  private final List<Set<ChannelRef>> doubts = new ArrayList<>();
  private boolean opened;

  ShortNight(Path folder) throws Exception {
    ripestat = new FakeRipeStat(new PlayedWorld(scenario), clock::answering);
    stand = new Newsstand(clock);
    url = "jdbc:sqlite:" + folder.resolve("kpwatch.db");
    try (Database database = Database.open(url, clock)) {
      stand.subscribe(new SqlSubscriptions(database));
    }
  }

  /**
   * A program lives until it dies, or until everything is over and told.
   *
   * @param down how long there is none after a death
   * @return whether it died
   */
  boolean live(MortalPorts ports, Duration down) throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try (App app =
        App.assemble(
            settings(), scenario.network(), clock, nowhere, ports, Unattended.supervisor())) {
      app.start();
      if (!dies(ports)) {
        return false;
      }
    }
    doubts.add(ports.underWay());
    clock.pass(down);
    return true;
  }

  private boolean dies(MortalPorts ports) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Instant look = scenario.end();
    while (!ports.dieWithin(SOON_MILLIS)) {
      stand.tidy();
      openInTime();
      Instant now = clock.instant();
      if (!now.isBefore(look)) {
        if (told(ports)) {
          return false;
        }
        look = now.plus(ROUND.multipliedBy(2));
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("at " + now + " it is not over: " + deliveries(ports));
      }
    }
    return true;
  }

  /** When all is back, the closed channel is opened. */
  private void openInTime() {
    if (!opened && !clock.instant().isBefore(scenario.changes().get(2).at())) {
      stand.open();
      opened = true;
    }
  }

  /**
   * No incident is open, no delivery waits, and every card reads as it should; in this order, since
   * the one leads to the other.
   */
  private static boolean told(MortalPorts ports) {
    Database database = ports.database();
    try {
      SqlSubscriptions subscriptions = new SqlSubscriptions(database);
      SqlOutbox outbox = new SqlOutbox(database, subscriptions);
      return new SqlWatchStore(database, subscriptions)
              .load()
              .filter(state -> state.tracks().open().isEmpty())
              .isPresent()
          && deliveries(ports).stream().noneMatch(row -> row.get("state").equals("pending"))
          && outbox.stale("discord").isEmpty()
          && outbox.stale("telegram").isEmpty();
    } catch (StorageFailed e) {
      if (ports.dead()) {
        return false;
      }
      throw e;
    }
  }

  private static List<Map<String, Object>> deliveries(MortalPorts ports) {
    return new Stored(ports.database()).deliveries();
  }

  /** What is wrong with what was told, in words. */
  List<String> faults() {
    try (Database database = Database.open(url, clock)) {
      return stand.faults(new Stored(database).deliveries(), doubts);
    }
  }

  private BotSettings settings() throws SettingsRefused {
    List<String> lines = new ArrayList<>(stand.settings());
    lines.add("watch.interval = 6 s");
    lines.add("watch.confirm = 2250 ms");
    lines.add("probe.enabled = false");
    lines.add("probe.interval = 15 s");
    lines.add("probe.resolve = " + nowhere());
    lines.add("ripestat.daily-budget = 100000");
    lines.add("ripestat.base-url = " + ripestat.baseUrl());
    lines.add("ris-live.enabled = false");
    lines.add("storage.url = " + url);
    lines.add("console.enabled = false");
    return BotSettings.from(Settings.parse(String.join("\n", lines), Map.of()));
  }

  /** Nobody is asked, but a pace like this is allowed on loopback only. */
  private String nowhere() {
    Network network = scenario.network();
    return Stream.of(
            network.sites().stream().map(Network.Site::host),
            network.nameservers().stream().map(Network.Nameserver::host),
            network.controls().stream().map(Network.Control::host))
        .flatMap(hosts -> hosts)
        .map(host -> host + "=127.0.0.1:9")
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    stand.close();
    ripestat.close();
  }
}
