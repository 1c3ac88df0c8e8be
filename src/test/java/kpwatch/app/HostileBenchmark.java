package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import kpwatch.files.Scenario;
import kpwatch.testkit.ByteServer;
import kpwatch.testkit.FlakyWay;
import kpwatch.testkit.LoopbackWorld;
import kpwatch.testkit.RunningJar;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.discord.Played;
import kpwatch.testkit.rislive.HostileRisLive;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program for half an hour in bad company: a site and a RIS Live that send without an
 * end, RIPEstat failing at random, 300 commands a second from fifty chats and one flooder, and an
 * outage in the middle. Bystanders ask meanwhile.
 */
@Tag("hostile")
class HostileBenchmark {
  private static final int SPEED = 4;
  private static final int CHATS = 50;
  private static final int PER_SECOND = 300;
  private static final Duration SOON = Duration.ofSeconds(60);

  /** The bystanders ask so often. */
  private static final int ASK_SECONDS = 5;

  @TempDir Path folder;
  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final FakeUser manager = discord.world().user("manager");
  private final FakeTelegram telegram = new FakeTelegram();
  private final Person reader = telegram.world().person("Reader");
  private final Place chat = telegram.world().privateChat(reader);
  private final Person bystander = telegram.world().person("Bystander");
  private final Place quiet = telegram.world().privateChat(bystander);
  private final List<Person> crowd = new ArrayList<>();
  private final List<Long> answersInTelegram = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> acknowledgedInDiscord = Collections.synchronizedList(new ArrayList<>());

  @Test
  void halfAnHour() throws Exception {
    guild.member(manager, guild.role("managers", Permissions.MANAGE_CHANNELS));
    Scenario june = ShortJune.with(Duration.ofMinutes(35));
    for (int i = 0; i < CHATS; i++) {
      crowd.add(telegram.world().person("Stranger" + i));
    }
    try (LoopbackWorld world = new LoopbackWorld(june, SPEED);
        ByteServer site =
            ByteServer.http(
                out ->
                    out.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;")
                        .endlessly("a"));
        HostileRisLive stream = new HostileRisLive();
        FlakyWay ripestat = new FlakyWay(URI.create(world.ripestat().baseUrl()), 17)) {
      settings(world, site, stream, ripestat);
      try (RunningJar jar = RunningJar.start(folder)) {
        jar.awaitLine(line -> !line.isBlank(), SOON);
        subscribe();
        world.begin();
        live(world, june, jar);
        report(world, june, jar, stream);
      }
    } finally {
      discord.close();
      telegram.close();
    }
  }

  private void settings(
      LoopbackWorld world, ByteServer site, HostileRisLive stream, FlakyWay ripestat)
      throws Exception {
    Path file =
        world.settings(
            folder,
            List.of(
                "discord.token = " + discord.token(),
                "discord.base-url = " + discord.baseUrl(),
                "telegram.token = " + telegram.token(),
                "telegram.base-url = " + telegram.baseUrl()));
    String hostile = "kcna.kp=127.0.0.1:" + site.address().getPort();
    List<String> lines =
        Files.readAllLines(file).stream()
            .map(line -> line.replaceFirst("(?<=[ ,])kcna\\.kp=[^,]+", hostile))
            .map(line -> line.startsWith("ris-live.url") ? "ris-live.url = " + stream.url() : line)
            .map(
                line ->
                    line.startsWith("ripestat.base-url")
                        ? "ripestat.base-url = " + ripestat.baseUrl()
                        : line)
            .toList();
    assertThat(String.join("\n", lines)).contains(hostile);
    Files.write(file, lines);
  }

  private void subscribe() throws InterruptedException {
    discord.await(
        () -> discord.commands().registered().containsKey("subscribe"), SOON, "no commands");
    discord.people().slash(manager, alerts, "subscribe").awaitAnswer(SOON);
    telegram.people().says(reader, chat, "/subscribe");
    telegram.await(() -> inChat("Subscribed") == 1);
  }

  /** Second by second until the scenario ends. */
  private void live(LoopbackWorld world, Scenario june, RunningJar jar) throws Exception {
    long second = 0;
    long began = System.nanoTime();
    while (world.now().isBefore(june.end()) && jar.alive()) {
      for (int i = 0; i < PER_SECOND; i++) {
        // one of them floods: every fourth command is his
        Person who = crowd.get(i % 4 == 0 ? 0 : (i + (int) second) % CHATS);
        telegram.people().says(who, telegram.world().privateChat(who), "/status");
      }
      if (second % ASK_SECONDS == 0) {
        ask();
      }
      second++;
      until(began + TimeUnit.SECONDS.toNanos(second), () -> !jar.alive());
    }
  }

  private void ask() {
    int before = telegram.sent(quiet).size();
    long began = System.nanoTime();
    telegram.people().says(bystander, quiet, "/status");
    Played played = discord.people().slash(manager, alerts, "status");
    Thread watching =
        new Thread(
            () -> {
              try {
                until(began + SOON.toNanos(), () -> telegram.sent(quiet).size() > before);
                answersInTelegram.add((System.nanoTime() - began) / 1_000_000);
                played.awaitAcknowledgement(SOON);
                acknowledgedInDiscord.add(played.acknowledgedAfter().toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "bystander");
    watching.setDaemon(true);
    watching.start();
  }

  private static void until(long nanos, BooleanSupplier sooner) throws InterruptedException {
    Object lock = new Object();
    synchronized (lock) {
      while (System.nanoTime() < nanos && !sooner.getAsBoolean()) {
        lock.wait(5);
      }
    }
  }

  private void report(LoopbackWorld world, Scenario june, RunningJar jar, HostileRisLive stream)
      throws Exception {
    assertThat(jar.alive()).as(jar.errors()).isTrue();
    Instant loss = june.changes().get(0).at();
    System.out.printf(
        "told after the loss: Telegram %s, Discord %s; ended: Telegram %d, Discord %d%n",
        told(world, june, loss, true), told(world, june, loss, false), inChat("● ENDED"), ended());
    System.out.println("answers in Telegram: " + figures(answersInTelegram));
    System.out.println("acknowledged in Discord: " + figures(acknowledgedInDiscord));
    System.out.println(
        Files.readAllLines(Path.of("/proc/" + jar.pid() + "/status")).stream()
            .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
            .map(line -> line.replaceAll("\\s+", " "))
            .collect(Collectors.joining(", ")));
    System.out.printf(
        "lines of log: %d, connections to RIS Live: %d%n",
        jar.errors().lines().count(), stream.connections());
    assertThat(inChat("○ OUTAGE")).isPositive();
    assertThat(jar.errors()).doesNotContain("OutOfMemoryError");
  }

  /** In seconds of our time after the change. */
  private String told(LoopbackWorld world, Scenario june, Instant loss, boolean inTelegram) {
    Instant at =
        inTelegram
            ? telegram.sent(chat).stream()
                .filter(p -> p.text().contains("○ OUTAGE"))
                .map(kpwatch.testkit.telegram.Post::sent)
                .findFirst()
                .orElse(Instant.MAX)
            : discord.messages(alerts).stream()
                .filter(m -> m.content().contains("OUTAGE") || m.content().contains("ENDED"))
                .map(m -> OffsetDateTime.parse(m.json().path("timestamp").asText()).toInstant())
                .findFirst()
                .orElse(Instant.MAX);
    Instant real = Instant.now().plus(world.until(june.end()));
    Instant change = real.minus(Duration.between(loss, june.end()).dividedBy(SPEED));
    return at.equals(Instant.MAX) ? "never" : Duration.between(change, at).toMillis() + " ms";
  }

  private long ended() {
    return discord.messages(alerts).stream().filter(m -> m.content().contains("● ENDED")).count();
  }

  private long inChat(String words) {
    return telegram.sent(chat).stream().filter(p -> p.text().contains(words)).count();
  }

  private static String figures(List<Long> millis) {
    List<Long> sorted = new ArrayList<>(millis);
    Collections.sort(sorted);
    return sorted.isEmpty()
        ? "none"
        : "n = %d: median %d ms, p99 %d ms, most %d ms"
            .formatted(
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.get(sorted.size() - 1));
  }
}
