package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kpwatch.storage.RoundOf;
import kpwatch.supervision.ItemFailures;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Played;
import kpwatch.watch.WatchState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An interaction, a half-typed word or an event that fails costs itself only, and is counted. */
class FailedEventTest extends Shared {
  private static final WatchState STATE =
      RoundOf.at(Instant.parse("2026-03-02T03:00:00Z")).round().state();

  private FakeUser anna;

  @BeforeEach
  void anna() {
    anna = scene.discord.world().user("anna");
    guild.member(anna);
    scene.present(() -> STATE);
  }

  static Stream<Supplier<WatchState>> failures() {
    return Stream.of(
        () -> {
          throw new StackOverflowError();
        },
        () -> {
          throw new AssertionError("planted");
        },
        () -> {
          throw new NoClassDefFoundError("planted");
        },
        () -> {
          throw new IllegalStateException("planted");
        },
        FailedEventTest::endless);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aQuestionThatFailsGetsAnApologyAndTheNextOneAnAnswer(Supplier<WatchState> failure) {
    long before = failed("Discord interaction");
    scene.present(failure);
    Played sorry = scene.discord.people().slash(anna, alerts, "status");
    assertThat(sorry.awaitAnswer(Scene.SOON).content()).startsWith("Something went wrong here");
    assertThat(failed("Discord interaction")).isEqualTo(before + 1);

    scene.present(() -> STATE);
    Played next = scene.discord.people().slash(anna, alerts, "status");
    assertThat(next.awaitAnswer(Scene.SOON).content()).doesNotStartWith("Something went wrong");
  }

  @Test
  void anEventThatFailsIsLeftOutAndTheNextOneIsHeard() {
    AtomicInteger heard = new AtomicInteger();
    EventGuard guard =
        new EventGuard(
            event -> {
              heard.incrementAndGet();
              throw new StackOverflowError();
            },
            scene.supervisor);
    long before = failed("Discord event");
    scene.bot.connection.any().orElseThrow().addEventListener(guard);
    try {
      FakeChannel first = scene.channel(guild, "first");
      FakeChannel second = scene.channel(guild, "second");
      assertThat(scene.known(first) && scene.known(second)).isTrue();
      scene.await(() -> failed("Discord event") >= before + 2, "not counted");
      assertThat(heard.get()).isGreaterThanOrEqualTo(2);
    } finally {
      scene.bot.connection.any().orElseThrow().removeEventListener(guard);
    }
    Played next = scene.discord.people().slash(anna, alerts, "status");
    assertThat(next.awaitAnswer(Scene.SOON).content()).isNotEmpty();
  }

  private static WatchState endless() {
    return endless();
  }

  private static long failed(String item) {
    return scene.supervisor.failures().stream()
        .filter(f -> f.item().equals(item))
        .mapToLong(ItemFailures::count)
        .sum();
  }
}
