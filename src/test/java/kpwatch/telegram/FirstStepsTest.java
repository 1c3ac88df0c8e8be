package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kpwatch.subscription.Level;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the first word to the end of an outage, in private. */
@Timeout(60)
final class FirstStepsTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void startOffersTwoButtonsAndOneTapSubscribes() {
    Place chat = scene.started();
    Post welcome = scene.last(chat);
    assertThat(welcome.buttons())
        .extracting(Post.Button::text)
        .containsExactly("Get alerts here", "Current status");

    scene.people.clicks(scene.owner, welcome, "Get alerts here");
    scene.hear();

    assertThat(scene.telegram.unansweredCallbacks()).isEmpty();
    assertThat(scene.subscriptions.find(Scene.ref(chat))).isPresent();
    assertThat(scene.last(chat).text()).startsWith("Subscribed: this chat now hears of");
  }

  @Test
  void levelAndDetailAreChosenByButtonsThatShowWhatHolds() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.hear();
    Post panel = scene.last(chat);
    assertThat(panel.buttons())
        .extracting(Post.Button::text)
        .contains("✓ level: major", "level: all", "detail: short", "✓ detail: full");

    scene.people.clicks(scene.owner, panel, "level: all");
    scene.people.clicks(scene.owner, panel, "detail: short");
    scene.hear();

    assertThat(scene.subscriptions.find(Scene.ref(chat)).orElseThrow().wishes())
        .satisfies(w -> assertThat(w.level()).isEqualTo(Level.ALL))
        .satisfies(w -> assertThat(w.detail()).isEqualTo(Detail.SHORT));
    assertThat(scene.last(chat)).as("the panel was edited").isEqualTo(panel);
    assertThat(panel.buttons()).extracting(Post.Button::text).contains("✓ level: all");
  }

  @Test
  void anOutageIsToldKeptUpToDateAndEnded() {
    Place chat = scene.subscribed();
    int before = scene.telegram.sent().size();
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    Post alert = scene.after(before, chat).get(0);
    assertThat(alert.text()).startsWith("OPENED 1\nSince 2026-11-23 04:12 UTC\n\nAll 4 prefixes");
    assertThat(alert.marked("bold")).containsExactly("OPENED 1", "Assessment");
    assertThat(alert.marked("code")).containsExactly("KP-K7Q2");
    assertThat(alert.marked("date_time")).containsExactly("2026-11-23 04:12 UTC");
    assertThat(alert.silent()).isFalse();
    assertThat(alert.previewDisabled()).isTrue();

    scene.later(Duration.ofMinutes(2));
    scene.reads(News.card("CARD now", scene.now(), false));
    scene.run();
    assertThat(alert.text()).startsWith("CARD now");
    assertThat(alert.buttons()).as("they stay").hasSize(3);

    scene.say(News.updated(2, scene.now()), chat);
    scene.run();
    scene.say(News.closed(3, scene.now()), chat);
    scene.reads(News.card("CARD ended", scene.now().plusSeconds(1), true));
    scene.run();
    assertThat(scene.after(before + 1, chat))
        .extracting(Post::text)
        .satisfiesExactly(
            update -> assertThat(update).startsWith("UPDATED 2"),
            end -> assertThat(end).startsWith("CLOSED 3"));
    assertThat(scene.after(before + 1, chat)).allMatch(p -> p.replyTo().get() == alert);
    assertThat(scene.after(before + 1, chat)).extracting(Post::silent).containsExactly(true, false);
    assertThat(alert.text()).startsWith("CARD ended");
  }

  @Test
  void aLinkOpensAnIncidentAndWordsWithoutACommandGetAHint() {
    scene.people.starts(scene.owner, "inc_K7Q2");
    scene.people.says(scene.owner, scene.telegram.world().privateChat(scene.owner), "hello?");
    scene.hear();
    Place chat = scene.telegram.world().privateChat(scene.owner);
    assertThat(scene.telegram.sent(chat).get(0).text()).contains("K7Q2");
    assertThat(scene.last(chat).text()).startsWith("I answer commands");
  }

  @Test
  void theMenuIsSetOnceForEachScope() {
    scene.started();
    var profile = scene.telegram.profile();
    assertThat(profile.commands("all_private_chats", "")).contains("status", "subscribe", "mute");
    assertThat(profile.commands("all_group_chats", ""))
        .contains("status", "why")
        .doesNotContain("subscribe", "subscriptions", "mute");
    assertThat(profile.commands("all_chat_administrators", "")).contains("subscribe", "status");
    assertThat(scene.telegram.requests("setMyCommands")).hasSize(3);

    scene.restart();
    scene.people.says(scene.owner, scene.telegram.world().privateChat(scene.owner), "/status");
    scene.hear();
    assertThat(scene.telegram.requests("setMyCommands")).hasSize(3);
  }
}
