package kpwatch.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.command.Archive;
import kpwatch.command.Desk;
import kpwatch.command.Place;
import kpwatch.command.Request;
import kpwatch.files.NetworkFile;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.incident.Incident;
import kpwatch.incident.Sample;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;
import kpwatch.notify.Delivery;
import kpwatch.notify.Outbox;
import kpwatch.notify.Rung;
import kpwatch.notify.Wording;
import kpwatch.observation.Answer;
import kpwatch.storage.CopiedDays;
import kpwatch.storage.Database;
import kpwatch.storage.SqlHistory;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.storage.Stored;
import kpwatch.subscription.ChannelRef;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.LoopbackWorld;
import kpwatch.testkit.RunningJar;
import kpwatch.watch.Pace;
import kpwatch.watch.PlanBench;
import kpwatch.watch.Round;
import kpwatch.watch.WatchState;
import kpwatch.watch.WatchStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a year costs: the size of the database, the start of the packaged program on it, answers to
 * questions about it.
 *
 * <p>The year is 380 days, so that everything that is ever kept is there. Seventeen days' worth of
 * it are lived: the whole watch follows its own plan at the polite pace over a made-up country and
 * keeps each round in the real store: the first day, nine hours of every tenth (with an outage of
 * four hours: of everything, of two routes, or of hosts), and the last two days. The rest of the
 * time the watch is off, and what it would have observed is copied from the first day, samples
 * included. The real retention works through every day at its end. So what is less than a real year
 * are transitions in quiet times.
 */
@Tag("year")
class YearBenchmark {
  private static final int DAYS = 380;
  private static final int LAST = 2;
  private static final int CHANNELS = 20;
  private static final int STARTS = 15;
  private static final int ASKED = 1400;
  private static final Duration TROUBLED = Duration.ofHours(9);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofSeconds(30);

  /** The program has been off for an hour when it is started. */
  private static final Instant END =
      Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(1));

  private static final Instant BEGIN = END.minus(DAY.multipliedBy(DAYS));

  @TempDir Path folder;

  private final Country country = new Country(NetworkFile.read("kp"), Bench.PEERS);
  private final List<Long> commits = new ArrayList<>();
  private final List<Long> retained = new ArrayList<>();

  @Test
  void aYear() throws Exception {
    Path file = folder.resolve("kpwatch.db");
    try (Database database = open(file)) {
      live(database);
    }
    size(file);
    try (Database database = open(file)) {
      answers(database);
    }
    starts(file);
  }

  private static Database open(Path file) {
    return Database.open("jdbc:sqlite:" + file, InstantSource.system());
  }

  private void live(Database database) {
    long began = System.nanoTime();
    SqlSubscriptions subscribers = new SqlSubscriptions(database);
    for (int i = 0; i < CHANNELS; i++) {
      ChannelRef channel = new ChannelRef(i % 2 == 0 ? "discord" : "telegram", "1000" + i);
      subscribers.put(Listeners.hearingAll(channel, BEGIN), List.of(), BEGIN);
    }
    PlanBench plan =
        new PlanBench(country, timed(new SqlWatchStore(database, subscribers)), subscribers, BEGIN);
    plan.goOn(DAY).forget();
    CopiedDays.timed(database);
    CopiedDays ordinary = new CopiedDays(database, BEGIN);
    System.out.printf("a day has %d observations%n", ordinary.size());
    Duration off = Duration.ZERO;
    for (int day = 1; day < DAYS; day++) {
      Instant start = BEGIN.plus(DAY.multipliedBy(day));
      Duration lived = day >= DAYS - LAST ? DAY : day % 10 == 0 ? TROUBLED : Duration.ZERO;
      if (!lived.isZero()) {
        plan.off(off);
        live(plan, day, lived);
        CopiedDays.timed(database);
        off = Duration.ZERO;
      }
      if (lived.compareTo(DAY) < 0) {
        ordinary.copyTo(start, lived);
        off = off.plus(DAY).minus(lived);
      }
      deliver(new SqlOutbox(database, subscribers), start.plus(DAY));
      long before = System.nanoTime();
      new Stored(database).retained(subscribers, start.plus(DAY));
      retained.add((System.nanoTime() - before) / 1_000_000);
    }
    System.out.printf("lived in %d s%n", (System.nanoTime() - began) / 1_000_000_000);
    print("one round kept in the year's database", commits, 1_000.0, "ms");
    print("a whole day of retention at once", retained, 1, "ms");
    for (String table :
        List.of(
            "observation",
            "hourly",
            "sample",
            "transition",
            "incident",
            "incident_change",
            "assessment",
            "notification",
            "delivery",
            "card",
            "posted")) {
      System.out.printf("%s: %d rows%n", table, new Stored(database).count(table));
    }
  }

  private void live(PlanBench plan, int day, Duration lived) {
    Duration before = Duration.ofHours(3);
    Duration outage = Duration.ofHours(4);
    plan.goOn(before);
    if (day % 10 == 0) {
      trouble(day / 10);
    }
    plan.goOn(outage);
    country.well();
    plan.goOn(lived.minus(before).minus(outage)).forget();
  }

  private void trouble(int number) {
    switch (number % 3) {
      case 0 -> {
        country.everyRoute(0);
        country.everyHost(Answer.TIMEOUT);
      }
      case 1 -> country.network().prefixes().subList(0, 2).forEach(p -> country.route(p, 0));
      default -> country.hosts(country.addresses().subList(0, 7), Answer.TIMEOUT);
    }
  }

  /** As the dispatchers do, once a day. */
  private static void deliver(SqlOutbox outbox, Instant at) {
    for (String platform : List.of("discord", "telegram")) {
      List<Delivery> due = outbox.due(platform, at, 100);
      while (!due.isEmpty()) {
        due.forEach(
            d -> outbox.sent(List.of(new Outbox.Sent(d, Optional.of("message" + d.number()), at))));
        due = outbox.due(platform, at, 100);
      }
    }
  }

  private WatchStore timed(WatchStore store) {
    return new WatchStore() {
      @Override
      public Optional<WatchState> load() {
        return store.load();
      }

      @Override
      public List<Sample> samples() {
        return store.samples();
      }

      @Override
      public List<Incident> ended(Instant since) {
        return store.ended(since);
      }

      @Override
      public List<Rung> rung(Instant since, Set<String> incidents) {
        return store.rung(since, incidents);
      }

      @Override
      public void commit(Round round) {
        long before = System.nanoTime();
        store.commit(round);
        if (!round.at().isBefore(END.minus(DAY))) {
          commits.add((System.nanoTime() - before) / 1_000);
        }
      }
    };
  }

  private static void size(Path file) throws IOException {
    try (Stream<Path> beside = Files.list(file.getParent())) {
      long bytes = 0;
      for (Path each :
          beside.filter(f -> f.getFileName().toString().startsWith("kpwatch.db")).toList()) {
        bytes += Files.size(each);
      }
      System.out.printf("size after a year: %.1f MB%n", bytes / 1e6);
    }
  }

  private void answers(Database database) {
    Network network = country.network();
    SqlSubscriptions subscribers = new SqlSubscriptions(database);
    SqlWatchStore store = new SqlWatchStore(database, subscribers);
    long before = System.nanoTime();
    Archive archive =
        new Archive(new SqlHistory(database), Instant.now().minus(Duration.ofDays(366)));
    long read = System.nanoTime();
    WatchState state = store.load().orElseThrow();
    int samples = store.samples().size();
    System.out.printf(
        "read at start: %d incidents in %d ms, the state and %d samples in %d ms%n",
        archive.newestFirst().size(),
        (read - before) / 1_000_000,
        samples,
        (System.nanoTime() - read) / 1_000_000);
    Wording wording = new Wording(network, Thresholds.DEFAULT, Pace.POLITE.watch());
    Desk desk = new Desk(network, wording, () -> state, archive, subscribers, List.of());
    Place place =
        new Place(
            new ChannelRef("discord", "10000"),
            "home",
            "#alerts",
            true,
            new Place.Rights(false, "Manage Channels", List.of(), "a server manager"));
    for (String command : List.of("status", "incidents", "sites")) {
      List<Long> micros = new ArrayList<>();
      for (int i = 0; i < ASKED; i++) {
        long began = System.nanoTime();
        desk.answer(new Request(command, Map.of(), place), Instant.now());
        micros.add((System.nanoTime() - began) / 1_000);
      }
      print("/" + command, micros, 1_000.0, "ms");
    }
  }

  /** In turn with starts on an empty database, since the machine may be busy. */
  private void starts(Path file) throws Exception {
    List<Long> full = new ArrayList<>();
    List<Long> empty = new ArrayList<>();
    try (LoopbackWorld world = new LoopbackWorld(quietNow(), 1)) {
      for (int i = 0; i < STARTS; i++) {
        Path own = Files.createDirectory(folder.resolve("start" + i));
        world.settings(own, List.of());
        empty.add(start(own));
        Files.copy(file, own.resolve("kpwatch.db"), StandardCopyOption.REPLACE_EXISTING);
        full.add(start(own));
        Files.delete(own.resolve("kpwatch.db"));
      }
    }
    print("start to first look, a year", full, 1_000.0, "s");
    print("start to first look, empty", empty, 1_000.0, "s");
  }

  /** The quiet hours before June's night, now: data that is older than the last look is refused. */
  private static Scenario quietNow() {
    Scenario june = ScenarioFile.read("kp-2025-06-07");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new Scenario(
        june.id(),
        june.title(),
        june.network(),
        now,
        now.plus(DAY),
        june.initial(),
        List.of(),
        june.expectedJson());
  }

  /** Milliseconds from the start of the process to what it says after its first look. */
  private static long start(Path own) throws Exception {
    long began = System.nanoTime();
    try (RunningJar jar = RunningJar.start(own)) {
      String first = jar.awaitLine(line -> !line.isBlank(), SOON);
      long took = (System.nanoTime() - began) / 1_000_000;
      if (!first.startsWith("● NORMAL")) {
        throw new IllegalStateException("not what a first look should show: " + first);
      }
      jar.stop();
      return took;
    }
  }

  private static void print(String what, List<Long> values, double per, String unit) {
    Collections.sort(values);
    int n = values.size();
    System.out.printf(
        "%s, n = %d: median %.2f %s, p99 %.2f, min %.2f, max %.2f%n",
        what,
        n,
        values.get(n / 2) / per,
        unit,
        values.get(n * 99 / 100) / per,
        values.get(0) / per,
        values.get(n - 1) / per);
  }
}
