package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.subscription.Level;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Issue 17, item 6: what was asked while nobody listened. */
@Timeout(120)
final class LateQuestionsTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private List<String> answers(Place chat) {
    return scene.telegram.sent(chat).stream().skip(1).map(Post::text).toList();
  }

  private Instant muted(Place chat) {
    return scene.subscriptions.find(Scene.ref(chat)).orElseThrow().mute().orElseThrow().until();
  }

  @Test
  void manyOldQuestionsOfOneChatGetOneAnswer() {
    Place chat = scene.started();
    Person other = scene.telegram.world().person("Other");
    scene.people.starts(other, "");
    scene.hear();
    for (int i = 0; i < 250; i++) {
      scene.people.says(scene.owner, chat, "/status");
    }
    scene.people.says(scene.owner, chat, "/about");
    Place others = scene.telegram.world().privateChat(other);
    scene.people.says(other, others, "/status");
    scene.later(Duration.ofHours(2));
    scene.hear();
    scene.poll();
    assertThat(answers(chat))
        .singleElement()
        .asString()
        .startsWith("kpwatch watches")
        .contains("Asked 2 h ago", "250 earlier messages of this chat");
    assertThat(answers(others)).singleElement().asString().contains("Asked 2 h ago");
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    assertThat(answers(chat)).hasSize(2);
    assertThat(answers(chat).get(1)).doesNotContain("Asked");
  }

  @Test
  void aTimeCountsFromTheQuestion() {
    Place chat = scene.subscribed();
    Instant asked = scene.now();
    scene.people.says(scene.owner, chat, "/mute 8h");
    scene.later(Duration.ofHours(2));
    scene.hear();
    assertThat(muted(chat)).isEqualTo(asked.plus(Duration.ofHours(8)));
    assertThat(answers(chat)).singleElement().asString().startsWith("Muted");
  }

  @Test
  void aTimeThatIsOverIsSaidToBe() {
    Place chat = scene.subscribed();
    scene.people.says(scene.owner, chat, "/mute 1h");
    scene.later(Duration.ofHours(2));
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(chat)).orElseThrow().mute()).isEmpty();
    assertThat(answers(chat))
        .singleElement()
        .asString()
        .startsWith("Not done: that time is over since");
  }

  @Test
  void wishesAmongOldQuestionsAreAllCarriedOutInOrder() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.people.says(scene.owner, chat, "/status");
    scene.people.says(scene.owner, chat, "/mute 8h");
    scene.people.says(scene.owner, chat, "/subscribe all");
    scene.people.says(scene.owner, chat, "/status");
    scene.later(Duration.ofHours(1));
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(chat)).orElseThrow().level())
        .isEqualTo(Level.ALL);
    assertThat(muted(chat))
        .isEqualTo(scene.now().minus(Duration.ofHours(1)).plus(Duration.ofHours(8)));
    assertThat(answers(chat)).singleElement().asString().contains("4 earlier messages");
  }

  @Test
  void aWishThatIsHeldIsNotLostInACrash() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.later(Duration.ofHours(1));
    scene.bot.once();
    scene.restart();
    scene.poll();
    assertThat(scene.standing(chat).isActive()).isTrue();
  }

  @Test
  void whoLeftMeanwhileStaysGone() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.people.blocks(scene.owner);
    scene.later(Duration.ofHours(1));
    scene.hear();
    assertThat(scene.standing(chat).isActive()).isFalse();
  }

  @Test
  void aDateOfTheFutureCountsAsNow() {
    Place chat = scene.subscribed();
    scene.people.says(scene.owner, chat, "/mute 8h");
    scene.later(Duration.ofHours(-3));
    scene.hear();
    assertThat(muted(chat)).isBeforeOrEqualTo(scene.now().plus(Duration.ofHours(8)));
  }
}
