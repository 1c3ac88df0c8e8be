package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads, archived and locked ones among them, and forums. */
class ThreadsTest extends Shared {
  private final FakeChannel thread = alerts.thread("watch");

  @Test
  void anArchivedThreadIsOpenedByPosting() {
    scene.await(() -> scene.known(thread), "the thread was not heard of");
    thread.archive();
    post(1);

    assertThat(scene.messages(thread)).hasSize(1);
    assertThat(scene.standing(thread).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void aThreadThatWasArchivedBeforeTheStartIsNotGone() {
    thread.archive();
    scene.restart();
    post(1);

    assertThat(scene.messages(thread)).hasSize(1);
    assertThat(scene.standing(thread).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void aLockedThreadPausesUntilItIsUnlocked() {
    scene.await(() -> scene.known(thread), "the thread was not heard of");
    thread.lock();
    post(1);
    assertThat(scene.standing(thread).state()).isEqualTo(State.PAUSED);
    assertThat(scene.standing(thread).reason()).contains("locked");
    long posts = scene.posts(thread);
    alerts.rename("renamed");
    scene.bot.recheck();
    scene.runFor(Duration.ofHours(2), Duration.ofHours(1));
    assertThat(scene.posts(thread)).isEqualTo(posts);

    thread.reopen();

    scene.awaitState(thread, State.ACTIVE);
    scene.run();
    assertThat(scene.messages(thread)).hasSize(1);
  }

  @Test
  void aForumIsPausedAndNotTriedAgain() {
    FakeChannel forum = guild.forum("forum");
    scene.await(() -> scene.known(forum), "the forum was not heard of");
    scene.subscribe(guild, forum, Wishes.USUAL);
    scene.say(News.outage(code, 1, scene.clock.instant()), News.loud(forum));
    scene.run();
    assertThat(scene.standing(forum).state()).isEqualTo(State.PAUSED);
    long posts = scene.posts(forum);

    forum.rename("renamed");
    scene.bot.recheck();
    scene.runFor(Duration.ofHours(2), Duration.ofHours(1));

    assertThat(scene.posts(forum)).isEqualTo(posts);
  }

  @Test
  void anArchivedThreadIsNotSubscribedButSaidToBeOne() {
    scene.await(() -> scene.known(thread), "the thread was not heard of");
    thread.archive();
    assertThat(subscribed(thread)).contains("is archived").contains("Nothing was changed");
    assertThat(scene.subscriptions.find(Scene.ref(thread))).isEmpty();

    thread.reopen();
    subscribed(thread);
    assertThat(scene.subscriptions.find(Scene.ref(thread))).isPresent();
  }

  @Test
  void aLockedThreadIsNotSubscribed() {
    scene.await(() -> scene.known(thread), "the thread was not heard of");
    thread.lock();
    subscribed(thread);
    assertThat(scene.subscriptions.find(Scene.ref(thread))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aChannelThatCannotBeLookedAtIsNotSubscribed(Fault fault, String said) {
    scene.await(() -> scene.known(thread), "the thread was not heard of");
    scene.discord.faults().next(9, a -> a.is("GET", "/channels/*"), fault);
    assertThat(subscribed(thread)).contains(said);
    assertThat(scene.subscriptions.find(Scene.ref(thread))).isEmpty();
    scene.discord.faults().clear();
    subscribed(thread);
    assertThat(scene.subscriptions.find(Scene.ref(thread))).isPresent();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(Fault.error(404, 10003, "Unknown Channel"), "no such channel"),
        Arguments.of(Fault.error(403, 50001, "Missing Access"), "cannot see"),
        Arguments.of(Fault.status(403), "could not be checked just now"),
        Arguments.of(Fault.status(500), "could not be checked just now"),
        Arguments.of(Fault.dropped(), "could not be checked just now"),
        Arguments.of(Fault.garbage(), "could not be checked just now"));
  }

  private String subscribed(FakeChannel channel) {
    return scene
        .discord
        .people()
        .slash(guild.owner(), alerts, "subscribe", Map.of("channel", channel))
        .awaitAnswer(Scene.SOON)
        .text();
  }

  private void post(int number) {
    scene.subscribe(guild, thread, Wishes.USUAL);
    scene.say(News.outage(code, number, scene.clock.instant()), News.loud(thread));
    scene.run();
  }
}
