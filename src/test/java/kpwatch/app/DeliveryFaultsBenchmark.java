package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.subscription.ChannelRef;
import kpwatch.testkit.RunningJar;
import kpwatch.testkit.Shortened;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.Scope;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The faults at which measured peers lose alerts, done to the packaged program on both platforms at
 * once: what each channel shows in the end, how often was tried, and how soon after the fault was
 * over it was told. The console's line is the time at which an alert is due.
 */
@Tag("delivery")
class DeliveryFaultsBenchmark {
  private static final int SPEED = 30;
  private static final int FOR_EVER = Integer.MAX_VALUE;
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Duration SETTLED = Duration.ofSeconds(35);

  @TempDir Path folder;
  private final FakeTelegram telegram = new FakeTelegram();
  private final Place chat = telegram.world().acquainted("Reader");
  private final FakeDiscord discord = new FakeDiscord();
  private final FakeChannel alerts = discord.world().guild("Watchers").text("alerts");

  @BeforeEach
  void subscribe() {
    Subscribed.before(
        folder,
        List.of(
            new ChannelRef("telegram", Long.toString(chat.id())),
            new ChannelRef("discord", Long.toString(alerts.id()))));
  }

  @AfterEach
  void end() {
    telegram.close();
    discord.close();
  }

  @Test
  void limitedForEightSeconds() throws Exception {
    try (Night night = night(lasting())) {
      telegram.faults().next(FOR_EVER, s -> s.method().equals("sendMessage"), Fault.tooMany(5));
      discord
          .faults()
          .next(
              FOR_EVER,
              a -> a.is("POST", "/channels/*/messages"),
              kpwatch.testkit.discord.Fault.rateLimited(Scope.USER, Duration.ofSeconds(5)));
      alert(night.jar());
      pause(Duration.ofSeconds(8));
      report("429 with 5 s, for 8 s", heal(), 1);
      night.jar().stop();
    }
  }

  @Test
  void failingForThirtySeconds() throws Exception {
    try (Night night = night(lasting())) {
      telegram.faults().next(FOR_EVER, s -> true, Fault.error(500, "Internal Server Error"));
      discord.faults().next(FOR_EVER, a -> true, kpwatch.testkit.discord.Fault.status(500));
      alert(night.jar());
      pause(Duration.ofSeconds(30));
      report("500 for 30 s", heal(), 1);
      night.jar().stop();
    }
  }

  @Test
  void refusedForAMinuteAndKilledMeanwhile() throws Exception {
    try (Night night = night(lasting())) {
      close(night);
      alert(night.jar());
      pause(Duration.ofSeconds(15));
      night.jar().kill();
      pause(Duration.ofSeconds(5));
      night.restart();
      pause(Duration.ofSeconds(40));
      report("refused for 60 s, kill -9 at 15 s, start at 20 s", open(), 1);
      night.jar().stop();
    }
  }

  @Test
  void refusedUntilTheCountryIsBack() throws Exception {
    try (Night night = night(brief())) {
      close(night);
      alert(night.jar());
      pause(Duration.ofSeconds(15));
      night.jar().kill();
      pause(Duration.ofSeconds(5));
      RunningJar second = night.restart();
      second.awaitLine(l -> l.startsWith("● ENDED"), LONG);
      Instant healed = open();
      report("the same, with the country back before the chat", healed, 0);
      assertThat(last()).contains("● ENDED", "○ OUTAGE");
      assertThat(discord.messages(alerts))
          .singleElement()
          .satisfies(m -> assertThat(m.text()).contains("● ENDED", "○ OUTAGE"));
      second.stop();
    }
  }

  @Test
  void killedTwoSecondsAfterItWasTold() throws Exception {
    try (Night night = night(lasting())) {
      alert(night.jar());
      pause(Duration.ofSeconds(2));
      night.jar().kill();
      night.restart();
      report("told, kill -9 two seconds later, started again", Instant.now(), 1);
      night.jar().stop();
    }
  }

  @Test
  void theAnswerIsLost() throws Exception {
    try (Night night = night(lasting())) {
      telegram.faults().next("sendMessage", Fault.storedThenDropped());
      discord.faults().nextPost(kpwatch.testkit.discord.Fault.answerLost());
      alert(night.jar());
      report("the answer lost after storing", Instant.now(), 1);
      night.jar().stop();
    }
  }

  /** Begins, and waits until both platforms are met: the loss comes after. */
  private Night night(Scenario scenario) throws Exception {
    Night night =
        Night.begin(
            folder,
            scenario,
            SPEED,
            List.of(
                "discord.token = " + discord.token(),
                "discord.base-url = " + discord.baseUrl(),
                "telegram.token = " + telegram.token(),
                "telegram.base-url = " + telegram.baseUrl()));
    discord.await(() -> discord.commands().registered().size() > 9, LONG, "no commands");
    telegram.await(() -> telegram.waitingPolls() == 1);
    return night;
  }

  private static void alert(RunningJar jar) throws Exception {
    jar.awaitLine(l -> l.startsWith("○ OUTAGE"), LONG);
  }

  private void close(Night night) {
    assertThat(night.world().until(night.scenario().changes().get(0).at())).isPositive();
    telegram.stop();
    discord.stop();
  }

  private Instant open() {
    telegram.start();
    discord.start();
    return Instant.now();
  }

  private Instant heal() {
    telegram.faults().clear();
    discord.faults().clear();
    return Instant.now();
  }

  /**
   * @param wanted openings that each channel is to show; where it is none, an end
   */
  private void report(String fault, Instant healed, int wanted) throws Exception {
    String sign = wanted == 0 ? "● ENDED" : "update 1 ";
    Instant end = Instant.now().plus(LONG);
    while ((inChat(sign) == 0 || inChannel(sign) == 0) && Instant.now().isBefore(end)) {
      pause(Duration.ofMillis(50));
    }
    pause(SETTLED);
    print("Telegram", fault, inChat(sign), inChat(""), told(true), tries(true), healed);
    print("Discord", fault, inChannel(sign), inChannel(""), told(false), tries(false), healed);
    assertThat(telegram.violations()).as("sent inside a window").isEmpty();
    assertThat(discord.violations()).as("sent inside a window").isEmpty();
  }

  private static void print(
      String platform,
      String fault,
      long shown,
      long messages,
      Instant told,
      long tries,
      Instant healed) {
    System.out.printf(
        Locale.ROOT,
        "%s | %s | lost %d | doubled %d | messages %d | tries %d | %.1f s after the fault was over%n",
        platform,
        fault,
        shown == 0 ? 1 : 0,
        Math.max(0, shown - 1),
        messages,
        tries,
        Math.max(0, Duration.between(healed, told).toMillis()) / 1e3);
  }

  private long inChat(String words) {
    return telegram.sent(chat).stream().filter(p -> p.text().contains(words)).count();
  }

  private long inChannel(String words) {
    return discord.messages(alerts).stream()
        .filter(m -> m.edits() == 0 && m.text().contains(words))
        .count();
  }

  private String last() {
    return telegram.sent(chat).get(telegram.sent(chat).size() - 1).text();
  }

  private List<Instant> asked(boolean ofTelegram) {
    return ofTelegram
        ? telegram.requests("sendMessage").stream().map(s -> s.at()).toList()
        : discord.requests().stream()
            .filter(a -> a.is("POST", "/channels/*/messages"))
            .map(a -> a.at())
            .toList();
  }

  private Instant told(boolean ofTelegram) {
    return ofTelegram
        ? telegram.sent(chat).get(0).sent()
        : Instant.parse(discord.messages(alerts).get(0).json().path("timestamp").asText());
  }

  private long tries(boolean ofTelegram) {
    Instant until = told(ofTelegram).plusMillis(50);
    return asked(ofTelegram).stream().filter(at -> !at.isAfter(until)).count();
  }

  private synchronized void pause(Duration time) throws InterruptedException {
    Instant end = Instant.now().plus(time);
    for (Duration left = time; left.toMillis() > 0; left = Duration.between(Instant.now(), end)) {
      wait(left.toMillis());
    }
  }

  private static Scenario lasting() {
    return june(Duration.ofHours(3));
  }

  private static Scenario brief() {
    return june(Duration.ofMinutes(15));
  }

  private static Scenario june(Duration outage) {
    return Shortened.of(
        ScenarioFile.read("kp-2025-06-07"),
        Duration.ofMinutes(60),
        Duration.ofMinutes(12),
        outage,
        Duration.ZERO);
  }
}
