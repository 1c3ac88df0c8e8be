package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import kpwatch.app.Transcript.Allowance;
import kpwatch.app.Transcript.Quirk;
import kpwatch.storage.Database;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.Stored;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.Asked;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program is killed while it tells of an outage: with a post that Discord has and has
 * not answered, one that Telegram has not looked at and perhaps a channel that was not told yet;
 * and its successor with its first repetition.
 */
@Tag("night")
class KilledDeliveryIT {
  private static final int SPEED = 120;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final FakeChannel news = guild.text("news");
  private final FakeTelegram telegram = new FakeTelegram();
  private final Person reader = telegram.world().person("Reader");
  private final Place chat = telegram.world().privateChat(reader);
  private final CountDownLatch answer = new CountDownLatch(1);
  private Night night;

  @BeforeEach
  void begin() throws Exception {
    telegram.people().starts(reader, "");
    try (Database database = Database.open(url(), InstantSource.system())) {
      SqlSubscriptions subscriptions = new SqlSubscriptions(database);
      subscribe(subscriptions, ref(alerts), guild.id());
      subscribe(subscriptions, ref(news), guild.id());
      subscribe(subscriptions, ref(chat), chat.id());
    }
    night =
        Night.begin(
            folder,
            ShortJune.with(Duration.ofMinutes(20)),
            SPEED,
            List.of(
                "discord.token = " + discord.token(),
                "discord.base-url = " + discord.baseUrl(),
                "telegram.token = " + telegram.token(),
                "telegram.base-url = " + telegram.baseUrl()));
  }

  @AfterEach
  void end() {
    answer.countDown();
    night.close();
    discord.close();
    telegram.close();
  }

  @Test
  void everyChannelIsToldAllOfItAndNothingTwice() throws Exception {
    discord.faults().next(1, this::tellsAlerts, kpwatch.testkit.discord.Fault.held(answer));
    telegram.faults().next(1, this::tellsChat, kpwatch.testkit.telegram.Fault.hang());
    discord.await(() -> discord.messages(alerts).size() == 1, SOON, "nothing was told in Discord");
    telegram.await(() -> telegram.requests().stream().anyMatch(this::tellsChat));
    night.jar().kill();
    answer.countDown();

    discord.faults().next(1, this::tellsAlertsAndIsKilled, kpwatch.testkit.discord.Fault.dropped());
    night.restart();
    discord.await(() -> !night.jar().alive(), SOON, "nothing was repeated");

    night.restart();
    night.waitUntil(night.scenario().changes().get(2).at());
    discord.await(() -> cardEnded(alerts) && cardEnded(news), SOON, "a card is open");
    telegram.await(() -> tells(chat, "○ OUTAGE") && tells(chat, "● ENDED"));
    telegram.await(() -> telegram.sent(chat).stream().anyMatch(p -> p.edits() > 0));
    night.jar().stop();

    assertThat(faults()).isEmpty();
    assertThat(discord.violations()).isEmpty();
    assertThat(telegram.violations()).isEmpty();
  }

  private List<String> faults() {
    Allowance once = new Allowance(1, Quirk.NONE);
    try (Database database = Database.open(url(), InstantSource.system())) {
      List<Map<String, Object>> rows = new Stored(database).deliveries();
      List<String> faults = new ArrayList<>();
      faults.addAll(judged(ref(alerts), Said.in(discord, alerts), rows, Allowance.NONE));
      faults.addAll(judged(ref(news), Said.in(discord, news), rows, Allowance.NONE));
      faults.addAll(judged(ref(chat), Said.in(telegram, chat), rows, once));
      return faults;
    }
  }

  private static List<String> judged(
      ChannelRef channel, List<Said> said, List<Map<String, Object>> rows, Allowance allowance) {
    return new Transcript(channel, said, rows, allowance).faults();
  }

  private boolean tellsAlerts(Asked asked) {
    return Said.posts(asked, alerts);
  }

  private boolean tellsChat(Seen seen) {
    return seen.method().equals("sendMessage")
        && seen.isTo(chat)
        && seen.parameter("text").contains(" · update ");
  }

  private boolean tellsAlertsAndIsKilled(Asked asked) {
    if (tellsAlerts(asked)) {
      try {
        night.jar().kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
    return false;
  }

  private boolean tells(Place place, String words) {
    return Said.in(telegram, place).stream().anyMatch(s -> s.first().contains(words));
  }

  private boolean cardEnded(FakeChannel channel) {
    List<Said> said = Said.in(discord, channel);
    return !said.isEmpty() && said.get(0).now().contains("● ENDED");
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
