package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.subscription.ChannelRef;
import kpwatch.testkit.Shortened;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Seen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the packaged program takes to tell a thousand chats of one outage while the platforms
 * enforce their limits, and how soon it answers commands meanwhile.
 */
@Tag("delivery")
class FanOutBenchmark {
  private static final int CHATS = 1000;
  private static final int ASKERS = 20;

  /** Slow enough for the opening to be alone: the next thing to say comes ten minutes later. */
  private static final int SPEED = 8;

  private static final Duration LATE = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void telegramAtTwentyNineASecond() throws Exception {
    telegram("Telegram, limits enforced", List.of(), Duration.ZERO, Duration.ofSeconds(1));
  }

  @Test
  void telegramAtAThousandASecond() throws Exception {
    telegram(
        "Telegram, paid, 50 ms a call",
        List.of("telegram.messages-per-second = 1000"),
        Duration.ofMillis(50),
        Duration.ofMillis(50));
  }

  @Test
  void discord() throws Exception {
    try (FakeDiscord discord = new FakeDiscord()) {
      List<FakeChannel> channels = new ArrayList<>();
      for (int g = 0; g < 4; g++) {
        FakeGuild guild = discord.world().guild("Watchers " + g);
        for (int i = 0; i < CHATS / 4; i++) {
          channels.add(guild.text("alerts-" + i));
        }
      }
      FakeGuild office = discord.world().guild("Office");
      FakeChannel desk = office.text("desk");
      FakeUser manager = discord.world().user("manager");
      office.member(manager, office.role("managers", Permissions.MANAGE_CHANNELS));
      Subscribed.before(
          folder,
          channels.stream().map(c -> new ChannelRef("discord", Long.toString(c.id()))).toList());
      try (Night night =
          Night.begin(
              folder,
              june(),
              SPEED,
              List.of(
                  "discord.token = " + discord.token(),
                  "discord.base-url = " + discord.baseUrl()))) {
        discord.await(
            () -> discord.commands().registered().containsKey("status"), LATE, "no commands");
        night.waitUntil(loss());
        discord.await(() -> posted(discord) > 0, LATE, "nothing was told");
        Instant first = Instant.now();
        List<Long> answered = new ArrayList<>();
        while (posted(discord) < CHATS) {
          assertThat(Duration.between(first, Instant.now())).isLessThan(LATE);
          var played = discord.people().slash(manager, desk, "status", Map.of());
          played.awaitAcknowledgement(LATE);
          answered.add(played.acknowledgedAfter().toMillis());
        }
        List<Instant> at =
            discord.requests().stream()
                .filter(a -> a.is("POST", "/channels/*/messages"))
                .map(a -> a.at())
                .sorted()
                .toList();
        print("Discord, limits enforced", at, discord.limits().refused(), answered);
        assertThat(discord.violations()).isEmpty();
      }
    }
  }

  /**
   * @param slow how long Telegram takes for a message
   * @param pause from an answer to the next question, each of which somebody else asks
   */
  private void telegram(String name, List<String> more, Duration slow, Duration pause)
      throws Exception {
    try (FakeTelegram telegram = new FakeTelegram()) {
      List<ChannelRef> chats = new ArrayList<>();
      for (int i = 0; i < CHATS; i++) {
        Place chat = telegram.world().acquainted("Reader " + i);
        chats.add(new ChannelRef("telegram", Long.toString(chat.id())));
      }
      List<Person> askers = new ArrayList<>();
      for (int i = 0; i < ASKERS; i++) {
        askers.add(telegram.world().person("Asker " + i));
      }
      Subscribed.before(folder, chats);
      List<String> settings = new ArrayList<>(more);
      settings.add("telegram.token = " + telegram.token());
      settings.add("telegram.base-url = " + telegram.baseUrl());
      if (!slow.isZero()) {
        telegram.faults().always("sendMessage", Fault.slow(slow));
      }
      try (Night night = Night.begin(folder, june(), SPEED, settings)) {
        telegram.await(() -> telegram.waitingPolls() == 1);
        ask(telegram, askers.get(0));
        night.waitUntil(loss());
        Instant end = Instant.now().plus(LATE);
        while (alerts(telegram).isEmpty()) {
          assertThat(Instant.now()).isBefore(end);
          pause(Duration.ofMillis(10));
        }
        List<Long> answered = new ArrayList<>();
        while (told(telegram) < CHATS) {
          assertThat(Instant.now()).isBefore(end);
          answered.add(ask(telegram, askers.get(answered.size() % ASKERS)));
          pause(pause);
        }
        List<Instant> at = alerts(telegram).stream().map(Seen::at).sorted().toList();
        print(name, at, at.size() - told(telegram), answered);
        assertThat(telegram.violations()).isEmpty();
      }
    }
  }

  /** How long the answer takes, in milliseconds. */
  private static long ask(FakeTelegram telegram, Person asker) throws InterruptedException {
    Place desk = telegram.world().privateChat(asker);
    int before = telegram.sent(desk).size();
    long asked = System.nanoTime();
    telegram.people().says(asker, desk, "/status");
    telegram.await(() -> telegram.sent(desk).size() > before);
    return (System.nanoTime() - asked) / 1_000_000;
  }

  private synchronized void pause(Duration pause) throws InterruptedException {
    wait(pause.toMillis());
  }

  private static List<Seen> alerts(FakeTelegram telegram) {
    return telegram.requests("sendMessage").stream()
        .filter(s -> s.parameter("text").contains("update 1"))
        .toList();
  }

  private static int told(FakeTelegram telegram) {
    return (int) telegram.sent().stream().filter(p -> p.text().contains("update 1 ")).count();
  }

  private static long posted(FakeDiscord discord) {
    return discord.requests().stream().filter(a -> a.is("POST", "/channels/*/messages")).count();
  }

  private static void print(String name, List<Instant> at, int refused, List<Long> answered) {
    Collections.sort(answered);
    Duration took = Duration.between(at.get(0), at.get(at.size() - 1));
    System.out.printf(
        Locale.ROOT,
        "%s: %d chats told in %.2f s, answers of 429: %d; commands answered meanwhile, n = %d:"
            + " median %d ms, most %d ms%n",
        name,
        at.size(),
        took.toMillis() / 1e3,
        refused,
        answered.size(),
        answered.isEmpty() ? 0 : answered.get(answered.size() / 2),
        answered.isEmpty() ? 0 : answered.get(answered.size() - 1));
  }

  private static Instant loss() {
    return june().changes().get(0).at();
  }

  private static Scenario june() {
    return Shortened.of(
        ScenarioFile.read("kp-2025-06-07"),
        Duration.ofMinutes(10),
        Duration.ofMinutes(8),
        Duration.ofHours(2));
  }
}
