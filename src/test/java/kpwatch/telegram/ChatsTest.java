package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import kpwatch.testkit.telegram.Right;
import kpwatch.testkit.telegram.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coming, going and changing of chats. */
@Timeout(120)
final class ChatsTest {
  private static final Wishes ALL =
      new Wishes(Level.ALL, Optional.empty(), Wishes.Detail.SHORT, Optional.empty());

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private void wishes(Place place, Wishes wishes) {
    Subscription known = scene.subscriptions.find(Scene.ref(place)).orElseThrow();
    scene.subscriptions.put(known.with(wishes), java.util.List.of(), scene.now());
  }

  @Test
  void whoBlocksIsLeftAloneAndFindsTheOldSettingsOnReturn() {
    Place chat = scene.subscribed();
    wishes(chat, ALL);
    scene.people.blocks(scene.owner);
    scene.hear();
    assertThat(scene.standing(chat).state()).isEqualTo(State.GONE);
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    assertThat(scene.telegram.sent(chat)).hasSize(1);

    scene.people.unblocks(scene.owner);
    scene.hear();
    assertThat(scene.standing(chat).isActive()).isTrue();
    assertThat(scene.subscriptions.find(Scene.ref(chat)).orElseThrow().wishes()).isEqualTo(ALL);
    assertThat(scene.last(chat).text()).startsWith("Alerts go on here");
  }

  @Test
  void aBlockThatShowsOnlyAtSendingEndsWithTheUnblock() {
    Place chat = scene.subscribed();
    scene.people.blocks(scene.owner);
    int blocked = scene.telegram.updates().lastId();
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    assertThat(scene.standing(chat).reason()).isEqualTo(Absence.BLOCKED);
    scene.people.unblocks(scene.owner);
    scene.hear();
    assertThat(scene.ledger().has(blocked, scene.now())).isTrue();
    assertThat(scene.standing(chat).isActive()).isTrue();
  }

  @Test
  void whoUnsubscribedStaysSoAfterABlock() {
    Place chat = scene.subscribed();
    scene.people.says(scene.owner, chat, "/unsubscribe");
    scene.people.blocks(scene.owner);
    scene.people.unblocks(scene.owner);
    scene.hear();
    assertThat(scene.standing(chat).state()).isEqualTo(State.GONE);
  }

  @Test
  void aGroupIsGreetedOnceAndFindsItsSettingsOnReturn() {
    Place group = scene.telegram.world().supergroup("Ops", scene.owner);
    scene.people.addsBot(scene.owner, group);
    scene.people.promotesBot(scene.owner, group, Right.PIN_MESSAGES);
    scene.hear();
    assertThat(scene.telegram.sent(group)).hasSize(1);
    assertThat(scene.last(group).buttons()).hasSize(2);
    assertThat(scene.last(group).silent()).isTrue();

    scene.subscribe(group);
    wishes(group, ALL);
    scene.people.removesBot(scene.owner, group);
    scene.hear();
    assertThat(scene.standing(group).state()).isEqualTo(State.GONE);
    scene.people.addsBot(scene.owner, group);
    scene.hear();
    assertThat(scene.standing(group).isActive()).isTrue();
    assertThat(scene.subscriptions.find(Scene.ref(group)).orElseThrow().wishes()).isEqualTo(ALL);
    assertThat(scene.last(group).text()).startsWith("Alerts go on here");
    assertThat(scene.telegram.sent(group)).hasSize(2);
  }

  @Test
  void withoutTheRightToWriteItWaitsAndThenTells() {
    Place group = scene.group();
    scene.people.restrictsBot(scene.owner, group, Right.SEND_PHOTOS);
    scene.hear();
    assertThat(scene.standing(group).state()).isEqualTo(State.PAUSED);
    scene.say(News.opened(scene.now()), group);
    scene.run();
    assertThat(scene.deliveries()).extracting("state").containsExactly("pending");

    scene.people.restrictsBot(scene.owner, group, Right.SEND_MESSAGES);
    scene.hear();
    scene.run();
    assertThat(scene.last(group).text()).startsWith("OPENED 1");
  }

  @Test
  void aChangeOfRightsThatWasMissedIsFoundByLookingAgain() {
    Place group = scene.group();
    group.allowMembers(Right.SEND_PHOTOS);
    scene.say(News.opened(scene.now()), group);
    scene.run();
    assertThat(scene.standing(group).reason()).isEqualTo(Absence.MAY_NOT_POST);
    scene.bot.recheck();
    assertThat(scene.standing(group).state()).isEqualTo(State.PAUSED);

    group.allowMembers(Right.SEND_MESSAGES);
    scene.bot.recheck();
    scene.later(Duration.ofSeconds(1));
    scene.run();
    assertThat(scene.last(group).text()).startsWith("OPENED 1");
  }

  @Test
  void aReturnThatWasMissedIsFoundAtTheNextStart() {
    Place group = scene.group();
    Place other = scene.group();
    scene.people.removesBot(scene.owner, group);
    scene.people.removesBot(scene.owner, other);
    scene.hear();
    scene.people.addsBot(scene.owner, group);
    scene.later(Duration.ofDays(2));
    scene.restart();
    scene.poll();
    assertThat(scene.standing(group).isActive()).isTrue();
    assertThat(scene.standing(other).state()).isEqualTo(State.GONE);
  }

  @Test
  void aLinkThatAddsTheBotGreetsOnce() {
    Place group = scene.telegram.world().supergroup("Ops", scene.owner);
    scene.people.addsBot(scene.owner, group);
    scene.people.says(scene.owner, group, "/start@KpWatchTestBot from_a_page");
    scene.hear();
    assertThat(scene.telegram.sent(group)).hasSize(1);
    scene.people.says(scene.owner, group, "/start@KpWatchTestBot");
    scene.hear();
    assertThat(scene.telegram.sent(group)).hasSize(2);
  }

  @Test
  void aTopicHearsItsOwnAndWaitsWhileItIsClosed() {
    Place forum = scene.telegram.world().forum("Ops", scene.owner);
    scene.people.addsBot(scene.owner, forum);
    Topic alerts = forum.topic("Alerts");
    Topic other = forum.topic("Other");
    scene.people.says(scene.owner, forum, "/subscribe", alerts);
    scene.hear();
    Destination topic = new Destination(forum.id(), Optional.of(alerts.id()));
    assertThat(scene.subscriptions.find(topic.ref())).isPresent();
    assertThat(scene.last(forum).topic()).contains(alerts);
    assertThat(scene.last(forum).text()).startsWith("Subscribed: this topic now hears of");

    scene.say(News.opened(scene.now()), recipient(topic));
    scene.run();
    assertThat(scene.last(forum).topic()).contains(alerts);

    scene.people.closesTopic(scene.owner, forum, alerts);
    scene.hear();
    assertThat(scene.subscriptions.find(topic.ref()).orElseThrow().standing().reason())
        .isEqualTo(Absence.TOPIC_CLOSED);
    assertThat(scene.telegram.sent(forum)).noneMatch(p -> p.topic().equals(Optional.of(other)));
  }

  @Test
  void aClosedTopicThatShowsOnlyAtSendingIsToldInTheGroup() {
    Place forum = scene.telegram.world().forum("Ops", scene.owner);
    scene.people.addsBot(scene.owner, forum);
    scene.hear();
    Topic alerts = forum.topic("Alerts");
    Destination topic = new Destination(forum.id(), Optional.of(alerts.id()));
    scene.subscribe(topic);
    alerts.close();
    scene.say(News.opened(scene.now()), recipient(topic));
    scene.runFor(Duration.ofSeconds(10));
    Post note = scene.last(forum);
    assertThat(note.text()).startsWith("Alerts for topic " + alerts.id() + " wait");
    assertThat(note.silent()).isTrue();
    assertThat(note.topic()).contains(forum.general());
    assertThat(scene.deliveries()).extracting("state").containsExactly("pending");

    alerts.reopen();
    scene.people.promotesBot(scene.owner, forum, Right.MANAGE_TOPICS);
    scene.hear();
    scene.run();
    assertThat(scene.last(forum).text()).startsWith("OPENED 1");
  }

  @Test
  void aDeletedTopicPausesAndGeneralIsWrittenWithoutAnId() {
    Place forum = scene.telegram.world().forum("Ops", scene.owner);
    scene.people.addsBot(scene.owner, forum);
    scene.people.says(scene.owner, forum, "/subscribe", forum.general());
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(forum))).isPresent();
    Topic alerts = forum.topic("Alerts");
    Destination topic = new Destination(forum.id(), Optional.of(alerts.id()));
    scene.subscribe(topic);
    scene.run();
    alerts.delete();
    scene.say(News.opened(scene.now()), recipient(topic), recipient(Destination.of(forum.id())));
    scene.runFor(Duration.ofSeconds(10));
    assertThat(scene.subscriptions.find(topic.ref()).orElseThrow().standing().reason())
        .isEqualTo(Absence.NO_TOPIC);
    assertThat(scene.telegram.sent(forum)).anyMatch(p -> p.text().startsWith("OPENED 1"));
  }

  private static kpwatch.notify.Recipient recipient(Destination to) {
    return new kpwatch.notify.Recipient(to.ref(), true, Optional.empty(), Wishes.Detail.FULL);
  }

  @Test
  void aChannelIsSubscribedByAButtonToWhoAddedTheBot() {
    Place chat = scene.started();
    Place channel = scene.telegram.world().channel("Watch & <News>", "", scene.owner);
    scene.people.addsBot(scene.owner, channel);
    scene.hear();
    assertThat(scene.last(chat).text()).startsWith("I may not post in \"Watch & <News>\"");
    scene.people.promotesBot(scene.owner, channel, Right.POST_MESSAGES);
    scene.hear();
    Post offer = scene.last(chat);
    assertThat(offer.buttons()).extracting(Post.Button::text).contains("Subscribe Watch & <News>");

    scene.people.clicks(scene.owner, offer, "Subscribe Watch & <News>");
    scene.hear();
    assertThat(scene.subscriptions.find(Scene.ref(channel))).isPresent();
    assertThat(scene.telegram.sent(channel)).as("no talk in a channel").isEmpty();
    scene.run();
    scene.say(News.opened(scene.now()), channel);
    scene.run();
    assertThat(scene.last(channel).text()).startsWith("OPENED 1");

    scene.people.promotesBot(scene.owner, channel, Right.EDIT_MESSAGES);
    scene.hear();
    assertThat(scene.standing(channel).state()).isEqualTo(State.PAUSED);
    scene.people.removesBot(scene.owner, channel);
    scene.hear();
    assertThat(scene.standing(channel).state()).isEqualTo(State.GONE);
  }

  @Test
  void aPressInAChannelLeadsIntoAConversation() {
    Place channel = scene.telegram.world().channel("Watch", "watch_kp", scene.owner);
    scene.people.addsBot(scene.owner, channel, Right.POST_MESSAGES);
    scene.hear();
    scene.subscribe(channel);
    scene.say(News.opened(scene.now()), channel);
    scene.run();
    scene.people.clicks(scene.owner, scene.last(channel), "Why");
    scene.hear();

    assertThat(scene.telegram.sent(channel)).hasSize(1);
    assertThat(scene.telegram.requests("answerCallbackQuery"))
        .singleElement()
        .satisfies(
            a ->
                assertThat(a.parameter("url"))
                    .isEqualTo("https://t.me/KpWatchTestBot?start=why_KP-K7Q2"));
  }

  @Test
  void aVanishedGroupIsForgotten() {
    Place group = scene.group();
    group.vanish();
    scene.say(News.opened(scene.now()), group);
    scene.run();
    assertThat(scene.subscriptions.all()).isEmpty();
  }

  @Test
  void aDeletedAccountIsForgotten() {
    Place chat = scene.subscribed();
    scene.telegram.world().deactivate(scene.owner);
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    assertThat(scene.subscriptions.all()).isEmpty();
  }
}
