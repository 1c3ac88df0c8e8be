package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A group becomes a supergroup, which has another id, in the middle of an incident. */
@Timeout(120)
final class SupergroupTest {
  private final Scene scene = new Scene();
  private Place group;

  @BeforeEach
  void subscribeAndAlert() {
    group = scene.telegram.world().group("Ops", scene.owner);
    scene.people.addsBot(scene.owner, group);
    scene.hear();
    scene.subscribe(group);
    scene.say(News.opened(scene.now()), group);
    scene.run();
    assertThat(scene.last(group).text()).startsWith("OPENED 1");
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void onlyAt(Place place) {
    assertThat(scene.subscriptions.all())
        .singleElement()
        .satisfies(s -> assertThat(s.channel()).isEqualTo(Scene.ref(place)))
        .satisfies(s -> assertThat(s.home()).isEqualTo(Long.toString(place.id())));
  }

  @Test
  void theServiceMessagesMoveItWithWhatIsDue() {
    scene.say(News.updated(2, scene.now().plusSeconds(60)), group);
    Place next = scene.people.becomesSupergroup(scene.owner, group);
    scene.hear();
    onlyAt(next);
    assertThat(scene.stored.posted()).as("void for editing").isEmpty();

    scene.later(Duration.ofMinutes(2));
    scene.reads(News.card("CARD", scene.now(), false));
    scene.run();
    Post update = scene.last(next);
    assertThat(update.text()).startsWith("UPDATED 2");
    assertThat(update.replyTo()).as("its first message is in the old group").isEmpty();
    assertThat(scene.telegram.sent(group)).hasSize(2);
    assertThat(scene.telegram.requests("editMessageText")).allMatch(e -> e.isTo(next));
  }

  @Test
  void theRefusalAloneMovesItAndTheMessageArrivesOnce() {
    Place next = scene.people.becomesSupergroup(scene.owner, group);
    scene.say(News.updated(2, scene.now()), group);
    scene.runFor(Duration.ofSeconds(5));
    onlyAt(next);
    assertThat(scene.telegram.sent(next)).extracting(Post::text).hasSize(1);
    scene.hear();
    onlyAt(next);
    scene.say(News.closed(3, scene.now()), next);
    scene.runFor(Duration.ofSeconds(5));
    assertThat(scene.telegram.sent(next)).hasSize(2);
    assertThat(scene.last(next).replyTo()).contains(scene.telegram.sent(next).get(0));
  }

  @Test
  void anEditThatFindsTheGroupMovedMovesIt() {
    Place next = scene.people.becomesSupergroup(scene.owner, group);
    scene.later(Duration.ofMinutes(2));
    scene.reads(News.card("CARD", scene.now(), false));
    scene.runFor(Duration.ofMinutes(3));
    onlyAt(next);
    assertThat(scene.telegram.requests("editMessageText")).hasSize(1);
  }

  @Test
  void whereTheNewIdIsSubscribedItsWishesHold() {
    Place next = scene.people.becomesSupergroup(scene.owner, group);
    Wishes wishes = new Wishes(Level.ALL, Optional.empty(), Wishes.Detail.SHORT, Optional.empty());
    scene.subscriptions.put(
        new Subscription(
            Scene.ref(next),
            Long.toString(next.id()),
            wishes,
            Optional.empty(),
            Standing.active(scene.now())),
        java.util.List.of(),
        scene.now());
    scene.say(News.updated(2, scene.now()), group, next);
    scene.hear();
    scene.runFor(Duration.ofSeconds(5));

    onlyAt(next);
    assertThat(scene.subscriptions.all().get(0).wishes()).isEqualTo(wishes);
    assertThat(scene.telegram.sent(next)).as("said once").hasSize(1);
  }
}
