package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Notification;
import kpwatch.notify.Outbox;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSubscriptionsTest {
  private static final Instant NOW = Filled.START;
  private static final Instant UNTIL = NOW.plusSeconds(3600);
  private static final ChannelRef A = ChannelRef.parse("chat:a");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final SqlOutbox outbox = new SqlOutbox(database, subscriptions);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyWishComesBackAsItWas() {
    Subscription full =
        Subscribed.muted("chat:a", UNTIL, "KP-AAAA", "blind/2026-03-02T03:00:00Z")
            .with(new Standing(Standing.State.PAUSED, "may not post", NOW));

    put(full);

    assertThat(subscriptions.all()).containsExactly(full);
    assertThat(new SqlSubscriptions(database).all()).as("as stored").containsExactly(full);
  }

  @Test
  void theLeastThatCanBeWishedComesBackAsItWas() {
    Subscription least = Subscribed.to("chat:a").with(Wishes.USUAL);

    put(least);

    assertThat(new SqlSubscriptions(database).all()).containsExactly(least);
  }

  @Test
  void anotherWishReplacesTheFirst() {
    put(Subscribed.to("chat:a"));

    put(Subscribed.to("chat:a").with(Wishes.USUAL));

    assertThat(subscriptions.all()).extracting(Subscription::level).containsExactly(Level.MAJOR);
  }

  @Test
  void aChannelIsFoundByItsPlatformAndName() {
    put(Subscribed.to("chat:a"));
    put(Subscribed.to("mail:a").with(Wishes.USUAL));

    assertThat(subscriptions.find(A)).contains(Subscribed.to("chat:a"));
    assertThat(subscriptions.find(ChannelRef.parse("chat:b"))).isEmpty();
  }

  @Test
  void theChannelsOfOneHomeAreThoseOfItsPlatform() {
    put(Subscribed.to("chat:a"));
    put(Subscribed.to("chat:b"));
    put(Subscribed.to("mail:a"));
    put(
        new Subscription(
            ChannelRef.parse("chat:c"),
            "elsewhere",
            Wishes.USUAL,
            Optional.empty(),
            Standing.active(NOW)));

    assertThat(subscriptions.of("chat", "home"))
        .extracting(s -> s.channel().id())
        .containsExactly("a", "b");
  }

  @Test
  void standingChangesNothingElse() {
    put(Subscribed.muted("chat:a", UNTIL, "KP-AAAA"));
    Standing paused = new Standing(Standing.State.PAUSED, "may not post", NOW.plusSeconds(1));

    subscriptions.standing(A, paused);

    assertThat(subscriptions.all())
        .containsExactly(Subscribed.muted("chat:a", UNTIL, "KP-AAAA").with(paused));
    assertThat(new SqlSubscriptions(database).all()).isEqualTo(subscriptions.all());
  }

  @Test
  void standingOfAStrangerIsNotKept() {
    subscriptions.standing(A, Standing.active(NOW));

    assertThat(subscriptions.all()).isEmpty();
    assertThat(new SqlSubscriptions(database).all()).isEmpty();
  }

  @Test
  void whatIsToBeHeardAtOnceIsQueuedWithoutASound() {
    Notification welcome = RoundOf.notification("welcome", NOW, Notification.Kind.NEWS);
    Notification card = RoundOf.notification("card", NOW, Notification.Kind.UPDATED);

    subscriptions.put(Subscribed.to("chat:a"), List.of(welcome, card), NOW);

    assertThat(outbox.due("chat", NOW, 10))
        .extracting(d -> d.notification(), d -> d.to())
        .containsExactly(tuple(welcome, Recipient.silent(A, Wishes.Detail.SHORT)));
    outbox.sent(
        List.of(new Outbox.Sent(outbox.due("chat", NOW, 10).get(0), Optional.empty(), NOW)));
    assertThat(outbox.due("chat", NOW, 10)).extracting(d -> d.notification()).containsExactly(card);
  }

  @Test
  void aTestIsSaidWithoutAnySubscription() {
    Notification test = RoundOf.notification("test", NOW, Notification.Kind.NEWS);
    Recipient how = new Recipient(A, true, Optional.of("watchers"), Wishes.Detail.FULL);

    subscriptions.say(A, test, how, NOW);
    subscriptions.say(A, test, how, NOW);

    assertThat(outbox.due("chat", NOW, 10))
        .extracting(d -> d.notification(), d -> d.to())
        .containsExactly(tuple(test, how));
    assertThat(subscriptions.all()).isEmpty();
  }

  @Test
  void whatWasDueInAChannelThatIsGoneIsNeverSaid() {
    Notification card = RoundOf.notification("card", NOW, Notification.Kind.UPDATED);
    subscriptions.put(Subscribed.to("chat:a"), List.of(card), NOW);

    subscriptions.standing(A, new Standing(Standing.State.GONE, "unsubscribed", NOW));
    subscriptions.standing(A, Standing.active(NOW));

    assertThat(outbox.due("chat", NOW, 10)).isEmpty();
  }

  @Test
  void aChannelThatIsGoneIsForgottenAfterThirtyDays() {
    Retention retention = new Retention(database, subscriptions);
    put(Subscribed.to("chat:a").with(new Standing(Standing.State.GONE, "unsubscribed", NOW)));
    put(Subscribed.to("chat:b").with(new Standing(Standing.State.PAUSED, "may not post", NOW)));

    retention.slice(NOW.plus(Duration.ofDays(30)));
    assertThat(subscriptions.all()).hasSize(2);

    retention.slice(NOW.plus(Duration.ofDays(31)));
    assertThat(subscriptions.all()).extracting(s -> s.channel().id()).containsExactly("b");
    assertThat(new SqlSubscriptions(database).all()).isEqualTo(subscriptions.all());
  }

  @Test
  void unsubscribingForgetsTheChannelAndWhatIsDueThereAndItsCards() {
    put(Subscribed.to("chat:a"));
    put(Subscribed.to("chat:b"));
    store.commit(RoundOf.at(NOW).post("one", "chat:a", "chat:b").round());
    outbox
        .due("chat", NOW, 10)
        .forEach(d -> outbox.sent(List.of(new Outbox.Sent(d, Optional.of("17"), NOW))));
    store.commit(
        RoundOf.at(NOW.plusSeconds(1))
            .post("two", "chat:a", "chat:b")
            .cards(Filled.card("KP-K7Q2", NOW.plusSeconds(1)))
            .round());

    subscriptions.remove(A, NOW.plusSeconds(2));

    assertThat(subscriptions.all()).containsExactly(Subscribed.to("chat:b"));
    assertThat(new SqlSubscriptions(database).all()).containsExactly(Subscribed.to("chat:b"));
    assertThat(outbox.due("chat", NOW.plusSeconds(2), 10))
        .extracting(d -> d.channel().id())
        .containsExactly("b");
    assertThat(outbox.stale("chat")).extracting(e -> e.channel().id()).containsExactly("b");
  }

  @Test
  void whatWasDueBeforeUnsubscribingIsNotSentAfterSubscribingAgain() {
    put(Subscribed.to("chat:a"));
    store.commit(RoundOf.at(NOW).post("one", "chat:a").round());
    subscriptions.remove(A, NOW);

    put(Subscribed.to("chat:a"));

    assertThat(outbox.due("chat", NOW, 10)).isEmpty();
  }

  @Test
  void aRoundAddsWhatAMutedChannelIsOwedEachOnceAndInOrder() {
    put(Subscribed.muted("chat:a", UNTIL));
    put(Subscribed.muted("chat:b", UNTIL, "KP-B"));

    store.commit(
        RoundOf.at(NOW)
            .withheld("chat:a", "KP-B", "KP-A", "KP-B")
            .withheld("chat:b", "KP-A")
            .round());
    assertThat(owed("chat:a")).containsExactly("KP-B", "KP-A");
    assertThat(owed("chat:b")).containsExactly("KP-B", "KP-A");

    store.commit(RoundOf.at(NOW).withheld("chat:a", "KP-A", "KP-AA", "KP").round());
    assertThat(owed("chat:a")).containsExactly("KP-B", "KP-A", "KP-AA", "KP");
    assertThat(new SqlSubscriptions(database).all()).isEqualTo(subscriptions.all());
  }

  @Test
  void aChannelThatIsNotMutedIsOwedNothing() {
    put(Subscribed.to("chat:a"));

    store.commit(RoundOf.at(NOW).withheld("chat:a", "KP-A").withheld("chat:x", "KP-A").round());

    assertThat(subscriptions.all()).containsExactly(Subscribed.to("chat:a"));
    put(Subscribed.muted("chat:a", UNTIL));
    assertThat(owed("chat:a")).isEmpty();
  }

  @Test
  void aMuteThatIsOverIsForgottenWithWhatWasOwed() {
    put(Subscribed.muted("chat:a", UNTIL, "KP-A"));

    store.commit(RoundOf.at(UNTIL).unmuted("chat:a", UNTIL).round());

    assertThat(subscriptions.all()).containsExactly(Subscribed.to("chat:a"));
    assertThat(new SqlSubscriptions(database).all()).containsExactly(Subscribed.to("chat:a"));
  }

  @Test
  void aMuteThatWasMadeLongerMeanwhileGoesOn() {
    Subscription longer = Subscribed.muted("chat:a", UNTIL.plusSeconds(60), "KP-A");
    put(longer);

    store.commit(RoundOf.at(UNTIL).unmuted("chat:a", UNTIL).round());

    assertThat(subscriptions.all()).containsExactly(longer);
  }

  @Test
  void takingTheMuteAwayTakesAwayWhatIsOwed() {
    put(Subscribed.muted("chat:a", UNTIL, "KP-A"));

    put(Subscribed.to("chat:a"));
    put(Subscribed.muted("chat:a", UNTIL));

    assertThat(owed("chat:a")).isEmpty();
  }

  @Test
  void otherWishesDoNotLoseWhatCameToBeOwedMeanwhile() {
    put(Subscribed.muted("chat:a", UNTIL, "KP-A"));
    Subscription read = subscriptions.find(A).orElseThrow();
    store.commit(RoundOf.at(NOW).withheld("chat:a", "KP-B").round());

    put(read.with(Wishes.USUAL));

    assertThat(owed("chat:a")).containsExactly("KP-A", "KP-B");
    assertThat(subscriptions.find(A).orElseThrow().wishes()).isEqualTo(Wishes.USUAL);
  }

  @Test
  void aMuteThatIsMadeLongerOwesWhatItOwed() {
    put(Subscribed.muted("chat:a", UNTIL, "KP-A"));

    put(Subscribed.muted("chat:a", UNTIL.plusSeconds(60)));

    assertThat(subscriptions.all())
        .containsExactly(Subscribed.muted("chat:a", UNTIL.plusSeconds(60), "KP-A"));
  }

  /** The rounds write beside the memory of which a standing is read. */
  @Test
  void standingDoesNotLoseWhatCameToBeOwedMeanwhile() {
    put(Subscribed.muted("chat:a", UNTIL, "KP-A"));
    SqlSubscriptions behind = new SqlSubscriptions(database);
    store.commit(RoundOf.at(NOW).withheld("chat:a", "KP-B").round());

    behind.standing(A, new Standing(Standing.State.PAUSED, "", NOW));

    assertThat(behind.all())
        .containsExactly(
            Subscribed.muted("chat:a", UNTIL, "KP-A", "KP-B")
                .with(new Standing(Standing.State.PAUSED, "", NOW)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT ON subscription", "INSERT ON notification", "INSERT ON delivery"})
  void aPutThatCannotBeKeptLeavesEverythingAsItWas(String table) {
    put(Subscribed.to("chat:b"));
    Notification welcome = RoundOf.notification("welcome", NOW, Notification.Kind.NEWS);
    fail(table);

    assertThatThrownBy(() -> subscriptions.put(Subscribed.to("chat:a"), List.of(welcome), NOW))
        .isInstanceOf(StorageFailed.class);

    assertThat(subscriptions.all()).containsExactly(Subscribed.to("chat:b"));
    heal();
    assertThat(new SqlSubscriptions(database).all()).containsExactly(Subscribed.to("chat:b"));
    subscriptions.put(Subscribed.to("chat:a"), List.of(welcome), NOW);
    assertThat(outbox.due("chat", NOW, 10)).hasSize(1);
  }

  @Test
  void aRemovalThatCannotBeKeptLeavesEverythingAsItWas() {
    put(Subscribed.to("chat:a"));
    store.commit(RoundOf.at(NOW).post("one", "chat:a").round());
    fail("DELETE ON delivery");

    assertThatThrownBy(() -> subscriptions.remove(A, NOW)).isInstanceOf(StorageFailed.class);

    assertThat(subscriptions.all()).containsExactly(Subscribed.to("chat:a"));
    assertThat(new SqlSubscriptions(database).all()).containsExactly(Subscribed.to("chat:a"));
    assertThat(outbox.due("chat", NOW, 10)).hasSize(1);
  }

  @Test
  void aStandingThatCannotBeKeptLeavesEverythingAsItWas() {
    put(Subscribed.to("chat:a"));
    store.commit(RoundOf.at(NOW).post("one", "chat:a").round());
    fail("UPDATE ON delivery");

    assertThatThrownBy(() -> outbox.gone(outbox.due("chat", NOW, 10).get(0), "deleted", NOW))
        .isInstanceOf(StorageFailed.class);

    assertThat(subscriptions.all()).containsExactly(Subscribed.to("chat:a"));
    assertThat(new SqlSubscriptions(database).all()).containsExactly(Subscribed.to("chat:a"));
  }

  @Test
  void aRoundThatCannotBeKeptOwesNothing() {
    put(Subscribed.muted("chat:a", UNTIL, "KP-A"));
    fail("INSERT ON watch_state");

    assertThatThrownBy(
            () ->
                store.commit(
                    RoundOf.at(NOW).withheld("chat:a", "KP-B").unmuted("chat:a", UNTIL).round()))
        .isInstanceOf(StorageFailed.class);

    assertThat(owed("chat:a")).containsExactly("KP-A");
    assertThat(new SqlSubscriptions(database).all()).isEqualTo(subscriptions.all());
  }

  private void put(Subscription subscription) {
    subscriptions.put(subscription, List.of(), NOW);
  }

  private List<String> owed(String channel) {
    return subscriptions
        .find(ChannelRef.parse(channel))
        .flatMap(Subscription::mute)
        .map(Mute::owed)
        .orElseThrow();
  }

  private void fail(String when) {
    database.transaction(
        handle ->
            handle.execute(
                "CREATE TRIGGER broken BEFORE "
                    + when
                    + " BEGIN SELECT RAISE(ABORT, 'broken'); END"));
  }

  private void heal() {
    database.transaction(handle -> handle.execute("DROP TRIGGER broken"));
  }
}
