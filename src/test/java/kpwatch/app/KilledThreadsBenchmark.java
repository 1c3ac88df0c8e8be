package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import kpwatch.supervision.Supervisor;
import kpwatch.testkit.LoopbackWorld;
import kpwatch.testkit.RunningJar;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.discord.Played;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every thread of the running program is killed once, those of the libraries too. After each the
 * program does all its work again, or the process has ended. Then an outage comes, and is told.
 */
@Tag("threads")
class KilledThreadsBenchmark {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration BACK = Duration.ofSeconds(90);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(4);

  @TempDir Path folder;
  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final FakeUser manager = discord.world().user("manager");
  private final FakeTelegram telegram = new FakeTelegram();
  private final Person reader = telegram.world().person("Reader");
  private final Place chat = telegram.world().privateChat(reader);
  private final Map<String, String> became = new TreeMap<>();
  private Optional<Played> asked = Optional.empty();
  private long askedAt;
  private LoopbackWorld world;
  private RunningJar jar;

  @BeforeEach
  void begin() throws Exception {
    guild.member(manager, guild.role("managers", Permissions.MANAGE_CHANNELS));
    world = new LoopbackWorld(ShortJune.with(Duration.ofMinutes(35)), 60);
    world.settings(
        folder,
        List.of(
            "discord.token = " + discord.token(),
            "discord.base-url = " + discord.baseUrl(),
            "telegram.token = " + telegram.token(),
            "telegram.base-url = " + telegram.baseUrl()));
    start();
    discord.await(
        () -> discord.commands().registered().containsKey("subscribe"), SOON, "no commands");
    discord.people().slash(manager, alerts, "subscribe").awaitAnswer(SOON);
    telegram.people().says(reader, chat, "/subscribe");
    telegram.await(() -> inChat("Subscribed") == 1);
  }

  @AfterEach
  void end() {
    jar.close();
    world.close();
    discord.close();
    telegram.close();
  }

  @Test
  void eachComesBackOrTheProcessEnds() throws Exception {
    works();
    for (String family : families()) {
      kill(family);
    }
    became.forEach((family, what) -> System.out.println(family + ": " + what));
    assertThat(became).hasSizeGreaterThan(9);

    FileTime alive = alive();
    await(() -> alive().compareTo(alive) > 0, "the file does not say that it is alive");
    world.begin();
    telegram.await(() -> inChat("○ OUTAGE") == 1);
    discord.await(() -> inChannel("○ OUTAGE") >= 1, SOON, "Discord was not told");
    assertThat(jar.alive()).isTrue();
  }

  private void kill(String family) throws Exception {
    long began = System.nanoTime();
    jar.tell("kill " + family);
    String answer = jar.awaitLine(line -> line.startsWith("KILLER killed " + family + ":"), SOON);
    if (answer.endsWith(": 0")) {
      return; // a pool that is idle, or a thread that has gone
    }
    try {
      works();
      became.put(
          family, "works after " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
    } catch (Ended e) {
      int code = jar.exit(SOON);
      became.put(family, "ended with " + code);
      assertThat(code).isIn(1, Supervisor.OUT_OF_MEMORY, Supervisor.THREAD_LOST);
      start();
      works();
    }
  }

  /** The process is gone. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** It looks at the routes, hears the stream and answers on both platforms. */
  private void works() throws Exception {
    int calls = world.ripestat().calls();
    int answers = telegram.sent(chat).size();
    telegram.people().says(reader, chat, "/status");
    await(() -> telegram.sent(chat).size() > answers, "no answer in Telegram");
    await(this::answersInDiscord, "no answer in Discord");
    await(() -> world.ripestat().calls() > calls, "no look at the routes");
    await(() -> world.risLive().open() == 1, "the stream is not listened to");
  }

  /** A question that comes while no session stands is lost, so it is asked again. */
  private boolean answersInDiscord() {
    if (asked.isEmpty() || System.nanoTime() - askedAt > ASK_AGAIN.toNanos()) {
      asked = Optional.of(discord.people().slash(manager, alerts, "status"));
      askedAt = System.nanoTime();
    }
    boolean answered = asked.get().answer().isPresent();
    if (answered) {
      asked = Optional.empty();
    }
    return answered;
  }

  private synchronized void await(BooleanSupplier done, String otherwise) throws Exception {
    long end = System.nanoTime() + BACK.toNanos();
    while (!done.getAsBoolean()) {
      if (!jar.alive()) {
        throw new Ended();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(otherwise + "; " + became + "\n" + jar.errors());
      }
      wait(20);
    }
  }

  private FileTime alive() {
    try {
      return Files.getLastModifiedTime(folder.resolve("kpwatch.alive"));
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private List<String> families() throws Exception {
    jar.tell("list");
    String line = jar.awaitLine(l -> l.startsWith("KILLER ") && l.contains("|"), SOON);
    return new ArrayList<>(List.of(line.substring("KILLER ".length()).split("\\|")));
  }

  private void start() throws Exception {
    jar = RunningJar.startWithKiller(folder);
    jar.awaitLine(line -> !line.isBlank(), SOON);
  }

  private long inChannel(String words) {
    return discord.messages(alerts).stream().filter(m -> m.content().contains(words)).count();
  }

  private long inChat(String words) {
    return telegram.sent(chat).stream().filter(p -> p.text().contains(words)).count();
  }
}
