package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chats that {@code access.allow} does not name. */
class AccessGateTest {
  private final Scene scene = new Scene();
  private final Person stranger = scene.telegram.world().person("Stranger");
  private final Place group = scene.telegram.world().group("Ours", scene.owner);

  @AfterEach
  void close() {
    scene.close();
  }

  private void allowing(Place... places) {
    String[] homes = new String[places.length];
    for (int i = 0; i < places.length; i++) {
      homes[i] = "telegram:" + places[i].id();
    }
    scene.restartAllowing(homes);
  }

  @Test
  void aNamedGroupIsServed() {
    allowing(group);
    scene.people.addsBot(scene.owner, group);
    scene.people.says(scene.owner, group, "/status");
    scene.hear();
    assertThat(scene.telegram.sent(group)).hasSizeGreaterThanOrEqualTo(2);
    assertThat(scene.telegram.requests("leaveChat")).isEmpty();
  }

  @Test
  void aGroupThatIsNotNamedReadsOneLineAndIsLeft() {
    allowing(group);
    Place other = scene.telegram.world().supergroup("Other", stranger);
    scene.people.addsBot(stranger, other);
    scene.hear();
    assertThat(scene.telegram.sent(other)).hasSize(1);
    assertThat(scene.last(other).text()).contains("access.allow").contains("" + other.id());
    assertThat(scene.telegram.requests("leaveChat")).isNotEmpty();
  }

  @Test
  void aGroupThatCouldNotBeLeftIsLeftAtTheNextWordAndReadsNoSecondLine() {
    Place other = scene.telegram.world().supergroup("Other", stranger);
    scene.people.addsBot(stranger, other);
    scene.hear();
    int before = scene.telegram.sent(other).size();
    allowing(group);
    scene.telegram.faults().next("leaveChat", Fault.error(500, "Internal Server Error"));
    scene.people.says(stranger, other, "/status");
    scene.people.says(stranger, other, "/status");
    scene.hear();
    assertThat(scene.after(before, other)).hasSize(1);
    assertThat(scene.telegram.requests("leaveChat")).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void aPersonWhoIsNotNamedReadsOneLineADay() {
    allowing(group);
    scene.people.starts(stranger, "");
    Place chat = scene.telegram.world().privateChat(stranger);
    scene.people.says(stranger, chat, "/status");
    scene.people.says(stranger, chat, "/subscribe");
    scene.hear();
    assertThat(scene.telegram.sent(chat)).hasSize(1);
    assertThat(scene.last(chat).text()).contains("access.allow");
    assertThat(scene.subscriptions.all()).isEmpty();
    scene.later(Duration.ofHours(25));
    scene.people.says(stranger, chat, "/status");
    scene.hear();
    assertThat(scene.telegram.sent(chat)).hasSize(2);
  }

  @Test
  void aChannelThatIsNotNamedIsLeftWithoutAWord() {
    allowing(group);
    Place channel = scene.telegram.world().channel("News", "news", stranger);
    scene.people.addsBot(stranger, channel);
    scene.hear();
    assertThat(scene.telegram.sent(channel)).isEmpty();
    assertThat(scene.telegram.requests("leaveChat")).isNotEmpty();
  }

  @Test
  void aNamedGroupStaysSoWhenItBecomesASupergroup() {
    allowing(group);
    scene.people.addsBot(scene.owner, group);
    scene.hear();
    Place next = scene.people.becomesSupergroup(scene.owner, group);
    scene.people.says(scene.owner, next, "/status");
    scene.hear();
    assertThat(scene.telegram.requests("leaveChat")).isEmpty();
    assertThat(scene.telegram.sent(next)).isNotEmpty();

    allowing(group);
    int before = scene.telegram.sent(next).size();
    scene.people.says(scene.owner, next, "/status");
    scene.hear();
    assertThat(scene.after(before, next)).hasSize(1);
  }

  @Test
  void theMoveThatWasMissedIsAskedForBeforeASupergroupIsLeft() {
    scene.people.addsBot(scene.owner, group);
    scene.hear();
    Place next = scene.people.becomesSupergroup(scene.owner, group);
    scene.hear();
    scene.notes.keep("access/moved", "");
    allowing(group);
    scene.people.says(scene.owner, next, "/status");
    scene.people.says(scene.owner, next, "/status");
    scene.hear();
    assertThat(scene.telegram.requests("leaveChat")).isEmpty();
    assertThat(scene.telegram.sent(next)).isNotEmpty();
    assertThat(scene.last(next).text()).doesNotContain("access.allow");
  }

  @Test
  void topicsCountByTheirChat() {
    Place forum = scene.telegram.world().forum("Forum", scene.owner);
    allowing(forum);
    scene.people.addsBot(scene.owner, forum);
    scene.hear();
    int before = scene.telegram.sent(forum).size();
    scene.people.says(scene.owner, forum, "/status", forum.topic("watch"));
    scene.hear();
    assertThat(scene.after(before, forum)).hasSize(1);
    assertThat(scene.telegram.requests("leaveChat")).isEmpty();
  }

  /** Else whoever is allowed could make the bot post wherever it still is. */
  @Test
  void fromAnAllowedChatNothingIsDoneInOneThatIsNot() {
    Place chat = scene.started();
    Place other = scene.telegram.world().forum("Elsewhere", scene.owner);
    scene.people.addsBot(scene.owner, other);
    scene.hear();
    allowing(chat);
    int before = scene.telegram.sent(other).size();
    for (String asked : List.of("/subscribe all", "/test", "/mute 8h", "/unsubscribe forget")) {
      scene.people.says(scene.owner, chat, asked + " " + other.id());
      scene.hear();
      assertThat(scene.last(chat).text()).contains("access.allow").contains("" + other.id());
    }
    scene.people.says(scene.owner, chat, "/subscribe " + other.id() + "/1");
    scene.hear();
    scene.run();
    assertThat(scene.after(before, other)).isEmpty();
    assertThat(scene.subscriptions.all()).isEmpty();
  }

  /** The answer tells a stranger nothing of a chat. */
  @Test
  void whoDecidesNothingThereIsNotToldWhetherItIsAllowed() {
    Place chat = scene.started();
    Place other = scene.telegram.world().supergroup("Elsewhere", stranger);
    scene.people.addsBot(stranger, other);
    scene.hear();
    allowing(chat);
    scene.people.says(scene.owner, chat, "/subscribe " + other.id());
    scene.hear();
    assertThat(scene.last(chat).text()).doesNotContain("access.allow").doesNotContain("Elsewhere");
  }
}
