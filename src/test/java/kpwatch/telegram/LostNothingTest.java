package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.subscription.Level;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Issue 17, items 1 and 4: what changes something is not lost between its coming and its end. */
@Timeout(120)
final class LostNothingTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private List<String> answers(Place chat) {
    return scene.telegram.sent(chat).stream().map(Post::text).toList();
  }

  /** Takes what has come, and dies before anything is done. */
  private void comesAndDies() {
    for (int i = 0; !scene.ledger().has(scene.telegram.updates().lastId(), scene.now()); i++) {
      assertThat(i).isLessThan(50);
      scene.bot.once();
    }
    scene.restart();
  }

  @Test
  void aWishIsCarriedOutAfterACrashAndAQuestionIsNot() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/subscribe all");
    scene.people.says(scene.owner, chat, "/status");
    comesAndDies();
    assertThat(scene.subscriptions.all()).isEmpty();
    scene.poll();
    assertThat(scene.subscriptions.find(Scene.ref(chat)).orElseThrow().level())
        .isEqualTo(Level.ALL);
    assertThat(answers(chat)).hasSize(2);

    scene.restart();
    scene.poll();
    assertThat(answers(chat)).as("once").hasSize(2);
  }

  @Test
  void wishesKeepTheirOrderAfterACrash() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.people.says(scene.owner, chat, "/unsubscribe");
    scene.people.says(scene.owner, chat, "/subscribe all");
    scene.people.says(scene.owner, chat, "/mute 8h");
    comesAndDies();
    scene.poll();
    assertThat(scene.standing(chat).isActive()).isTrue();
    assertThat(scene.subscriptions.find(Scene.ref(chat)).orElseThrow().mute()).isPresent();
  }

  @Test
  void newsOfAChatAreNotLost() {
    Place group = scene.group();
    Place chat = scene.subscribed();
    scene.people.removesBot(scene.owner, group);
    scene.people.blocks(scene.owner);
    comesAndDies();
    scene.poll();
    assertThat(scene.standing(group).isActive()).isFalse();
    assertThat(scene.standing(chat).isActive()).isFalse();
  }

  @Test
  void aWishThatEndsTheProcessEachTimeIsGivenUp() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/subscribe");
    for (int i = 0; i < 4; i++) {
      comesAndDies();
      scene.bot.once();
    }
    scene.poll();
    assertThat(scene.subscriptions.all()).isEmpty();
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.hear();
    assertThat(scene.standing(chat).isActive()).isTrue();
  }

  @Test
  void anUpdateWhoseReadingEndsTheProcessIsFoundAndGivenUp() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/status");
    int bad = scene.telegram.updates().raw("\"message\":{}");
    scene.people.says(scene.owner, chat, "/about");
    // as it is stored by two runs that died while they read
    scene.notes.keep("telegram/reading", (bad - 1) + "-" + (bad + 1) + " 1");
    scene.restart();
    scene.poll();
    assertThat(answers(chat)).as("one at a time").hasSize(2);
    scene.notes.keep("telegram/reading", bad + "-" + bad + " 2");
    scene.restart();
    scene.hear();
    assertThat(answers(chat)).hasSize(3);
    assertThat(scene.sign("Telegram updates").text()).contains("1 could not be read");
  }

  @Test
  void whileTheDiskIsFullAWishIsTriedThreeTimesAndThenSaidToHaveFailed() {
    Place chat = scene.started();
    scene.stored.broken("subscription", true);
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    assertThat(answers(chat)).anyMatch(t -> t.startsWith("Not done: something went wrong here"));
    assertThat(answers(chat)).as("the next is answered").hasSize(3);
    scene.stored.broken("subscription", false);
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.hear();
    assertThat(scene.standing(chat).isActive()).isTrue();
  }

  @Test
  void aDiskThatRecoversMeanwhileCostsNothing() {
    Place chat = scene.started();
    scene.stored.broken("note", true);
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.poll();
    assertThat(scene.subscriptions.all()).isEmpty();
    scene.stored.broken("note", false);
    scene.hear();
    assertThat(scene.standing(chat).isActive()).isTrue();
  }

  @Test
  void thePollIsConfirmedThoughAnswersAreStuck() {
    Place chat = scene.started();
    scene.later(Duration.ofSeconds(2));
    scene.telegram.faults().next("sendMessage", Fault.tooMany(5));
    scene.people.says(scene.owner, chat, "/status");
    scene.bot.once();
    scene.bot.serveOnce();
    scene.people.says(scene.owner, chat, "/about");
    scene.bot.once();
    assertThat(scene.telegram.updates().pending()).isLessThanOrEqualTo(1);
    scene.later(Duration.ofSeconds(5));
    scene.serve();
    assertThat(answers(chat)).hasSize(3);
  }
}
