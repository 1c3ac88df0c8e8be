package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import kpwatch.storage.RoundOf;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.Played;
import kpwatch.testkit.discord.StoredMessage;
import kpwatch.watch.WatchState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One who asks without end, or whose answers get stuck, holds up nobody else. */
class FloodTest extends Shared {
  private static final int MANY = 300;
  private static final WatchState STATE =
      RoundOf.at(Instant.parse("2026-03-02T03:00:00Z")).round().state();

  private final CountDownLatch stuck = new CountDownLatch(1);
  private FakeUser flooder;
  private FakeUser ben;

  @BeforeEach
  void people() {
    flooder = member("flooder");
    ben = member("ben");
    scene.present(() -> STATE);
  }

  @AfterEach
  void release() {
    stuck.countDown();
  }

  @Test
  void anothersQuestionInTheSameChannelIsAnsweredAndAPressAcknowledged() {
    StoredMessage alert = alert();
    List<Played> flood = flood();
    Played asked = scene.discord.people().slash(ben, alerts, "status");
    Played pressed = scene.discord.people().click(ben, alert, "v1:sites");

    asked.awaitAnswer(Scene.SOON);
    pressed.awaitAcknowledgement(Scene.SOON);
    assertThat(asked.acknowledgedAfter()).isLessThan(Duration.ofSeconds(2));
    assertThat(pressed.acknowledgedAfter()).isLessThan(Duration.ofSeconds(1));
    assertToldOnceWhatWasLeftOut(flood);
  }

  @Test
  void anotherServerIsServedWhileTheAnswersOfOneGetStuck() {
    FakeGuild other = scene.guild();
    FakeChannel elsewhere = scene.channel(other, "elsewhere");
    scene
        .discord
        .faults()
        .next(MANY, a -> a.is("POST", "/interactions/*/*/callback"), Fault.held(stuck));
    List<Played> flood = flood();
    for (int i = 0; i < 20; i++) {
      scene.discord.people().slash(member("friend" + i), alerts, "status");
    }
    // Two of a server are under way; the line about what was left out is on its way, too.
    scene.await(() -> callbacks() >= 2, "no answer is under way");
    scene.discord.faults().clear();
    Played asked = scene.discord.people().slash(other.owner(), elsewhere, "status");

    asked.awaitAnswer(Scene.SOON);
    assertThat(asked.acknowledgedAfter()).isLessThan(Duration.ofSeconds(2));
    stuck.countDown();
    flood.get(0).awaitAnswer(Scene.SOON);
  }

  @Test
  void aDeskThatIsStuckForOneIsAcknowledgedAndAnswersOthers() {
    AtomicBoolean first = new AtomicBoolean(true);
    scene.present(
        () -> {
          if (first.getAndSet(false)) {
            awaitUninterrupted();
          }
          return STATE;
        });
    List<Played> flood = flood();
    flood.get(1).awaitAcknowledgement(Scene.SOON);
    Played asked = scene.discord.people().slash(ben, alerts, "status");

    asked.awaitAnswer(Scene.SOON);
    assertThat(asked.acknowledgedAfter()).isLessThan(Duration.ofSeconds(2));
    assertThat(flood.get(1).deferred()).isTrue();
    assertThat(flood.get(1).acknowledgedAfter()).isLessThan(Duration.ofSeconds(3));
    stuck.countDown();
    flood.get(5).awaitAnswer(Scene.SOON);
  }

  @Test
  void aFloodFillsNoLog() {
    LogText.takeAll();
    scene.discord.acknowledgeWithin(Duration.ZERO);
    for (int i = 0; i < 40; i++) {
      scene.discord.people().slash(member("late" + i), alerts, "status");
    }
    scene.await(() -> callbacks() >= 40, "not all were answered");
    scene.discord.acknowledgeWithin(Duration.ofSeconds(3));
    scene.discord.people().slash(ben, alerts, "status").awaitAnswer(Scene.SOON);
    assertThat(LogText.all().lines().filter(line -> line.contains("answers did not reach")).count())
        .isBetween(1L, 7L);
  }

  private long callbacks() {
    return scene.discord.requests().stream()
        .filter(a -> a.is("POST", "/interactions/*/*/callback"))
        .count();
  }

  private List<Played> flood() {
    List<Played> flood = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      flood.add(scene.discord.people().slash(flooder, alerts, "incidents", Map.of()));
    }
    return flood;
  }

  private static void assertToldOnceWhatWasLeftOut(List<Played> flood) {
    scene.await(() -> leftOut(flood) > 0, "nobody was told");
    assertThat(leftOut(flood)).isEqualTo(1);
  }

  private static long leftOut(List<Played> flood) {
    return flood.stream()
        .flatMap(p -> p.answer().stream())
        .filter(m -> m.text().contains("Too many questions"))
        .count();
  }

  private StoredMessage alert() {
    scene.subscribe(guild, alerts, Wishes.USUAL);
    say(1);
    scene.run();
    return ours().get(0);
  }

  private FakeUser member(String name) {
    FakeUser user = scene.discord.world().user(name);
    guild.member(user);
    return user;
  }

  private void awaitUninterrupted() {
    try {
      stuck.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
