package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeChannel;
import org.junit.jupiter.api.Test;

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

  private void post(int number) {
    scene.subscribe(guild, thread, Wishes.USUAL);
    scene.say(News.outage(code, number, scene.clock.instant()), News.loud(thread));
    scene.run();
  }
}
