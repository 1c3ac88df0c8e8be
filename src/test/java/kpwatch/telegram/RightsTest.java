package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import kpwatch.subscription.Level;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Membership;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import kpwatch.testkit.telegram.Right;
import kpwatch.testkit.telegram.Status;
import kpwatch.testkit.telegram.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may change what is posted where. */
@Timeout(120)
final class RightsTest {
  private final Scene scene = new Scene();
  private Person member;
  private Place group;

  @BeforeEach
  void group() {
    member = scene.telegram.world().person("Member");
    group = scene.telegram.world().supergroup("Ops", scene.owner).join(member);
    scene.people.addsBot(scene.owner, group);
    scene.hear();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private boolean subscribed(Place place) {
    return scene.subscriptions.find(Scene.ref(place)).isPresent();
  }

  @Test
  void inAGroupAnAdministratorDecidesAndAMemberReads() {
    scene.people.says(member, group, "/subscribe");
    scene.hear();
    assertThat(subscribed(group)).isFalse();
    assertThat(scene.last(group).text())
        .startsWith("Not done: /subscribe needs to be an administrator in this chat");
    scene.people.says(member, group, "/status");
    scene.hear();
    assertThat(scene.last(group).replyTo()).isPresent();
    assertThat(scene.telegram.requests("getChatMember")).as("only for what changes").hasSize(1);

    scene.people.says(scene.owner, group, "/subscribe all");
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(group)).orElseThrow().level())
        .isEqualTo(Level.ALL);
  }

  @Test
  void anAnonymousAdministratorSpeaksAsTheGroup() {
    Person hidden = scene.telegram.world().person("Hidden");
    group.set(hidden, Membership.anonymousAdmin(Right.PIN_MESSAGES));
    scene.people.says(hidden, group, "/subscribe@KpWatchTestBot");
    scene.hear();
    assertThat(subscribed(group)).isTrue();
  }

  @Test
  void whereMembersAreHiddenTheListOfAdministratorsIsAsked() {
    group.hideMembers();
    scene.people.says(member, group, "/subscribe");
    scene.hear();
    assertThat(subscribed(group)).isFalse();
    scene.people.says(scene.owner, group, "/subscribe");
    scene.hear();
    assertThat(subscribed(group)).isTrue();
    assertThat(scene.telegram.requests("getChatAdministrators")).hasSize(2);
  }

  @Test
  void whereTelegramDoesNotSayNobodyDecides() {
    scene.telegram.faults().always("getChatMember", Fault.page(502));
    scene.telegram.faults().always("getChatAdministrators", Fault.page(502));
    scene.people.says(scene.owner, group, "/subscribe");
    scene.hear();
    assertThat(subscribed(group)).isFalse();
    assertThat(scene.last(group).text()).startsWith("Not done");
  }

  @Test
  void rightsAreCheckedAgainOnEachPress() {
    scene.people.says(scene.owner, group, "/subscribe");
    scene.hear();
    Post panel = scene.last(group);
    scene.people.clicks(member, panel, "level: all");
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(group)).orElseThrow().level())
        .isEqualTo(Level.MAJOR);
    assertThat(panel.edits()).isZero();

    Person boss = scene.telegram.world().person("Boss");
    scene.people.promotes(scene.owner, group, boss, Right.PIN_MESSAGES);
    scene.people.clicks(boss, panel, "level: all");
    scene.hear();
    assertThat(panel.edits()).isEqualTo(1);
    group.set(boss, Membership.of(Status.MEMBER));
    scene.people.clicks(boss, panel, "level: major");
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(group)).orElseThrow().level())
        .isEqualTo(Level.ALL);
    assertThat(scene.telegram.unansweredCallbacks()).isEmpty();
  }

  @Test
  void aForgedPressCannotActOnAStrangersChat() {
    Place victim = scene.subscribed();
    scene.people.starts(member, "");
    scene.hear();
    Place own = scene.telegram.world().privateChat(member);
    Post below = scene.last(own);
    scene.people.presses(member, below, "v1:subscribe:level=all@" + victim.id());
    scene.people.presses(member, below, "v1:subscribe:level=all@" + group.id());
    scene.people.presses(member, below, "v1:" + "x".repeat(60));
    scene.people.presses(member, below, "v0:old");
    scene.people.presses(member, below, "\u202e'; DROP TABLE delivery; --");
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(victim)).orElseThrow().level())
        .isEqualTo(Level.MAJOR);
    assertThat(subscribed(group)).isFalse();
    assertThat(subscribed(own)).isFalse();
    assertThat(scene.telegram.unansweredCallbacks()).isEmpty();
    assertThat(scene.last(own).text()).contains("older version");
  }

  @Test
  void commandsForOtherBotsAndUnknownOnesInGroupsAreIgnored() {
    scene.people.promotesBot(scene.owner, group, Right.PIN_MESSAGES);
    scene.hear();
    int before = scene.telegram.sent().size();
    scene.people.says(scene.owner, group, "/status@OtherBot");
    scene.people.says(scene.owner, group, "/ban him");
    scene.people.says(scene.owner, group, "good morning");
    scene.hear();
    assertThat(scene.telegram.sent()).hasSize(before);
    scene.people.says(scene.owner, group, "/status@kpwatchtestbot");
    scene.hear();
    assertThat(scene.telegram.sent()).hasSize(before + 1);
  }

  @Test
  void aChannelIsSubscribedByItsNameInPrivate() {
    Place chat = scene.started();
    Place channel = scene.telegram.world().channel("Watch", "watch_kp", scene.owner);
    scene.people.says(scene.owner, chat, "/subscribe @watch_kp");
    scene.hear();
    assertThat(scene.last(chat).text()).contains("Not done");
    assertThat(subscribed(channel)).isFalse();

    scene.people.addsBot(scene.owner, channel, Right.EDIT_MESSAGES);
    scene.people.says(scene.owner, chat, "/subscribe @watch_kp");
    scene.hear();
    assertThat(scene.last(chat).text()).contains("I lack the right to post messages");

    scene.people.promotesBot(scene.owner, channel, Right.POST_MESSAGES);
    scene.people.says(scene.owner, chat, "/subscribe @watch_kp all");
    scene.hear();
    assertThat(subscribed(channel)).isTrue();

    scene.people.starts(member, "");
    Place other = scene.telegram.world().privateChat(member);
    scene.people.says(member, other, "/unsubscribe @watch_kp");
    scene.hear();
    assertThat(scene.standing(channel).isActive()).isTrue();
    assertThat(scene.last(other).text()).startsWith("Not done");

    Post panel = scene.telegram.sent(chat).get(scene.telegram.sent(chat).size() - 1);
    scene.people.clicks(scene.owner, panel, "level: major");
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(channel)).orElseThrow().level())
        .isEqualTo(Level.MAJOR);
  }

  @Test
  void aChannelSubscribesItselfByAPost() {
    Place channel = scene.telegram.world().channel("Watch", "", scene.owner);
    scene.people.addsBot(scene.owner, channel, Right.POST_MESSAGES);
    scene.people.channelPost(channel, "/subscribe");
    scene.people.channelPost(channel, "just a post");
    scene.hear();
    assertThat(subscribed(channel)).isTrue();
    assertThat(scene.telegram.sent(channel)).hasSize(1);
  }

  @Test
  void aWordThatFitsNowhereChangesNothing() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/status <b>now</b>");
    scene.hear();
    assertThat(scene.last(chat).text())
        .startsWith("Not done: I do not know what to do with \"<b>now</b>\"");
  }

  @ParameterizedTest
  @CsvSource({"getChatMember, 429", "getChatMember, 500", "getChatMember, 502", "getChat, 429"})
  void whatCouldNotBeAskedIsNotDenied(String method, int code) {
    scene
        .telegram
        .faults()
        .next(method, code == 429 ? Fault.tooMany(3) : Fault.error(code, "Internal Server Error"));
    boolean here = method.equals("getChatMember");
    Place at = here ? group : scene.started();
    scene.people.says(scene.owner, at, here ? "/subscribe" : "/subscribe " + group.id());
    scene.hear();
    assertThat(scene.last(at).text())
        .startsWith("Not done")
        .contains("could not be checked just now")
        .doesNotContain("administrator");
    assertThat(subscribed(group)).isFalse();
    scene.later(java.time.Duration.ofSeconds(5));
    scene.people.says(scene.owner, at, here ? "/subscribe" : "/subscribe " + group.id());
    scene.hear();
    assertThat(subscribed(group)).isTrue();
  }

  @Test
  void aResetWhileRightsAreAskedIsNoDenial() {
    scene.telegram.faults().next("getChatMember", Fault.reset());
    scene.people.says(scene.owner, group, "/mute 8h");
    scene.hear();
    assertThat(scene.last(group).text()).contains("could not be checked just now");
  }

  @Test
  void aTopicThatIsNamedIsAskedForBeforeItIsAccepted() {
    Place chat = scene.started();
    Place forum = scene.telegram.world().forum("Desk", scene.owner);
    scene.people.addsBot(scene.owner, forum);
    Topic alerts = forum.topic("Alerts");
    Topic closed = forum.topic("Closed");
    closed.close();
    scene.hear();
    for (String id : new String[] {"99", "" + closed.id(), "1"}) {
      scene.people.says(scene.owner, chat, "/subscribe " + forum.id() + "/" + id);
      scene.hear();
      assertThat(scene.last(chat).text()).startsWith("Not done: alerts cannot be posted in topic");
    }
    assertThat(scene.subscriptions.all()).isEmpty();
    assertThat(scene.telegram.sent(forum)).hasSize(1);

    scene.people.says(scene.owner, chat, "/subscribe " + forum.id() + "/" + alerts.id());
    scene.hear();
    Destination topic = new Destination(forum.id(), Optional.of(alerts.id()));
    assertThat(scene.subscriptions.find(topic.ref())).isPresent();
    assertThat(scene.last(forum).topic()).contains(alerts);
    assertThat(scene.last(forum).silent()).isTrue();
    scene.people.says(scene.owner, chat, "/subscribe all " + forum.id() + "/" + alerts.id());
    scene.hear();
    assertThat(scene.telegram.sent(forum)).as("asked for once").hasSize(2);
  }

  @Test
  void aPlainGroupHasNoTopics() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/subscribe " + group.id() + "/99");
    scene.hear();
    assertThat(scene.subscriptions.all()).isEmpty();
  }

  @Test
  void whoIsDemotedWhileTheTopicIsAskedForDecidesNothing() {
    Place chat = scene.started();
    Place forum = scene.telegram.world().forum("Desk", scene.owner);
    scene.people.addsBot(scene.owner, forum);
    Topic alerts = forum.topic("Alerts");
    Person boss = scene.telegram.world().person("Boss");
    scene.people.promotes(scene.owner, forum, boss, Right.PIN_MESSAGES);
    scene.people.starts(boss, "");
    scene.hear();
    Place own = scene.telegram.world().privateChat(boss);
    scene
        .telegram
        .faults()
        .next(
            1,
            seen -> {
              boolean knock = seen.isTo(forum) && seen.method().equals("sendMessage");
              if (knock) {
                forum.set(boss, Membership.of(Status.MEMBER));
              }
              return false;
            },
            Fault.reset());
    scene.people.says(boss, own, "/subscribe " + forum.id() + "/" + alerts.id());
    scene.hear();
    assertThat(scene.subscriptions.all()).isEmpty();
    assertThat(scene.last(own).text()).startsWith("Not done").doesNotContain("Desk");
    assertThat(scene.telegram.sent(chat)).hasSize(1);
  }
}
