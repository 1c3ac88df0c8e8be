package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kpwatch.notify.Notification;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.StoredMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** One connected bot for all tests of a class; a guild, a channel and an incident for each. */
@Timeout(60)
abstract class Shared {
  private static final AtomicInteger CODES = new AtomicInteger(1000);
  static Scene scene;

  final FakeGuild guild = scene.guild();
  final FakeChannel alerts = scene.channel(guild, "alerts");
  final String code = "KP-" + CODES.incrementAndGet();

  @BeforeAll
  static void begin() {
    scene = Scene.connected();
    scene.discord.limits().none();
  }

  @AfterEach
  void nothingWrong() {
    scene.discord.faults().clear();
    assertThat(scene.discord.violations()).isEmpty();
  }

  @AfterAll
  static void end() {
    scene.close();
  }

  /** Update {@code number} of this test's incident. */
  void say(int number) {
    scene.say(News.outage(code, number, scene.clock.instant()), News.loud(alerts));
  }

  /** Begins an incident of its own, with that number in its foot. */
  void open(int number) {
    scene.say(
        News.of(code + "-" + number, number, scene.clock.instant(), Notification.Kind.OPENED),
        News.loud(alerts));
  }

  /** One run in which each post, repetitions by the client included, goes wrong so. */
  static void runWith(Fault fault) {
    scene.discord.faults().next(9, a -> a.is("POST", "/channels/*/messages"), fault);
    scene.run();
    scene.discord.faults().clear();
  }

  /** The answer to the first update is lost after storing. */
  void lose() {
    say(1);
    runWith(Fault.answerLost());
    assertThat(ours()).hasSize(1);
    assertThat(waiting()).hasSize(1);
  }

  /** What the bot said, oldest first. */
  List<StoredMessage> ours() {
    return scene.messages(alerts).stream()
        .filter(m -> m.json().path("author").path("bot").asBoolean())
        .toList();
  }

  /** Ids of what waits. */
  List<String> waiting() {
    return scene.outbox.due("discord", scene.clock.instant().plus(Duration.ofDays(1)), 99).stream()
        .filter(d -> d.channel().equals(Scene.ref(alerts)))
        .map(d -> d.notification().id())
        .toList();
  }
}
