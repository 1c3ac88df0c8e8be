package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import kpwatch.app.Transcript.Allowance;
import kpwatch.app.Transcript.Quirk;
import kpwatch.storage.Database;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.Stored;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program is killed sixty times at random moments of twelve outages and started again
 * at once. Both chats must have heard everything, Discord nothing twice.
 */
@Tag("kills")
class KillsBenchmark {
  private static final int NIGHTS = 12;
  private static final int KILLS = 5;
  private static final int SPEED = 120;
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void sixtyKills() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    RandomGenerator chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<String> faults = new ArrayList<>();
    for (int number = 1; number <= NIGHTS; number++) {
      List<String> found = new Outage(folder.resolve("night" + number)).live(chance);
      System.out.printf("night %d of %d: %d faults%n", number, NIGHTS, found.size());
      faults.addAll(found);
    }
    System.out.printf("%d kills, seed %d: %d faults%n", NIGHTS * KILLS, seed, faults.size());
    assertThat(faults).isEmpty();
  }

  /** One night and its channels. */
  private static final class Outage {
    private final Path folder;
    private final FakeDiscord discord = new FakeDiscord();
    private final FakeGuild guild = discord.world().guild("Watchers");
    private final FakeChannel alerts = guild.text("alerts");
    private final FakeTelegram telegram = new FakeTelegram();
    private final Person reader = telegram.world().person("Reader");
    private final Place chat = telegram.world().privateChat(reader);

    Outage(Path folder) {
      this.folder = folder;
    }

    List<String> live(RandomGenerator chance) throws Exception {
      Files.createDirectories(folder);
      telegram.people().starts(reader, "");
      try (Database database = Database.open(url(), InstantSource.system())) {
        SqlSubscriptions subscriptions = new SqlSubscriptions(database);
        subscribe(subscriptions, ref(alerts), guild.id());
        subscribe(subscriptions, ref(chat), chat.id());
      }
      try (Night night =
          Night.begin(folder, ShortJune.with(Duration.ofMinutes(20)), SPEED, settings())) {
        for (Instant moment : moments(night, chance)) {
          night.waitUntil(moment);
          night.jar().kill();
          night.restart();
        }
        night.waitUntil(night.scenario().end());
        discord.await(this::cardEnded, SOON, "the card in Discord is open");
        telegram.await(() -> tells("○ OUTAGE") && tells("● ENDED"));
        night.jar().stop();
        return faults();
      } finally {
        discord.close();
        telegram.close();
      }
    }

    /** From shortly before the loss to shortly before the end. */
    private static List<Instant> moments(Night night, RandomGenerator chance) {
      Instant from = night.scenario().changes().get(0).at();
      long span = Duration.between(from, night.scenario().end()).toMillis();
      return chance.longs(KILLS, 0, span * 9 / 10).sorted().mapToObj(from::plusMillis).toList();
    }

    private List<String> settings() {
      return List.of(
          "discord.token = " + discord.token(),
          "discord.base-url = " + discord.baseUrl(),
          "telegram.token = " + telegram.token(),
          "telegram.base-url = " + telegram.baseUrl());
    }

    /** On Telegram one repetition after each kill is what is promised. */
    private List<String> faults() {
      try (Database database = Database.open(url(), InstantSource.system())) {
        List<Map<String, Object>> rows = new Stored(database).deliveries();
        List<String> faults = new ArrayList<>();
        faults.addAll(
            new Transcript(ref(alerts), Said.in(discord, alerts), rows, Allowance.NONE).faults());
        faults.addAll(
            new Transcript(
                    ref(chat), Said.in(telegram, chat), rows, new Allowance(KILLS, Quirk.NONE))
                .faults());
        return faults;
      }
    }

    private boolean cardEnded() {
      List<Said> said = Said.in(discord, alerts);
      return !said.isEmpty() && said.get(0).now().contains("● ENDED");
    }

    private boolean tells(String words) {
      return Said.in(telegram, chat).stream().anyMatch(s -> s.first().contains(words));
    }

    private String url() {
      return "jdbc:sqlite:" + folder.resolve("kpwatch.db");
    }

    private static void subscribe(SqlSubscriptions subscriptions, ChannelRef channel, long home) {
      Standing active = Standing.active(InstantSource.system().instant());
      subscriptions.put(
          new Subscription(channel, Long.toString(home), Wishes.USUAL, Optional.empty(), active),
          List.of(),
          active.since());
    }

    private static ChannelRef ref(FakeChannel channel) {
      return new ChannelRef("discord", Long.toString(channel.id()));
    }

    private static ChannelRef ref(Place place) {
      return new ChannelRef("telegram", Long.toString(place.id()));
    }
  }
}
