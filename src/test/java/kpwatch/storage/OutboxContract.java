package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.notify.Card;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Notification.Kind;
import kpwatch.notify.Outbox;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.watch.Round;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@code Outbox} promises. */
abstract class OutboxContract {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00.250Z");

  private static final Recipient RECIPIENT =
      new Recipient(
          new ChannelRef("console", "a:b"), false, Optional.of("@watch"), Wishes.Detail.SHORT);
  private static final Notification NEWS =
      new Notification(
          "KP-K7Q2/1",
          NOW,
          Optional.of("KP-K7Q2"),
          Optional.of(Scope.PARTIAL),
          Notification.Kind.UPDATED,
          true,
          Level.MAJOR,
          Filled.message());

  private Kept store;
  private Outbox outbox;

  abstract Kept open();

  /** What an outbox is kept in, and what of it a test may see. */
  interface Kept extends AutoCloseable {
    Outbox outbox();

    void commit(Round round);

    void subscribe(Subscription subscription);

    void standing(ChannelRef channel, Standing standing);

    List<Subscription> subscriptions();

    /** The deliveries as they are kept, by the names of their columns. */
    List<Map<String, Object>> rows();

    @Override
    void close();
  }

  @BeforeEach
  void openOutbox() {
    store = open();
    outbox = store.outbox();
  }

  @AfterEach
  void closeOutbox() {
    store.close();
  }

  @Test
  void aDeliveryCarriesWhatWasSaid() {
    store.commit(RoundOf.at(NOW).post(NEWS, List.of(RECIPIENT)).round());

    assertThat(outbox.due("console", NOW, 10))
        .containsExactly(
            new Delivery(1, RECIPIENT, NEWS, 0, NOW, Optional.empty(), Optional.empty()));
  }

  @Test
  void nothingIsDueBeforeItsTime() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());

    assertThat(outbox.due("console", NOW.minusMillis(1), 10)).isEmpty();
    assertThat(outbox.due("console", NOW, 10)).hasSize(1);
  }

  /** The clock went back by three hours while one delivery waited for its next attempt. */
  @Test
  void aClockThatWentBackMakesNoDeliveryWaitLonger() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").post("two", "console:b").round());
    Delivery one = outbox.due("console", NOW, 10).get(0);
    outbox.postponed(one, "busy", false, NOW.plusSeconds(30));
    Instant back = NOW.minusSeconds(3 * 3600);

    store.commit(RoundOf.at(back).jumped(NOW).round());

    assertThat(outbox.due("console", back, 10))
        .extracting(d -> d.channel().id())
        .containsExactly("b");
    assertThat(outbox.due("console", back.plusSeconds(30), 10))
        .extracting(d -> d.channel().id())
        .containsExactly("a", "b");
  }

  @Test
  void onlyTheOldestOfEachChannelIsDue() {
    store.commit(
        RoundOf.at(NOW).post("one", "console:a", "console:b").post("two", "console:a").round());
    assertThat(due()).containsExactly("a one", "b one");

    outbox.sent(
        List.of(new Outbox.Sent(outbox.due("console", NOW, 10).get(0), Optional.empty(), NOW)));
    assertThat(due()).containsExactly("b one", "a two");
  }

  @Test
  void channelsOfTwoPlatformsMayHaveOneName() {
    store.commit(RoundOf.at(NOW).post("one", "discord:7", "telegram:7").round());

    assertThat(outbox.due("discord", NOW, 10))
        .extracting(d -> d.channel().toString())
        .containsExactly("discord:7");
    assertThat(outbox.due("telegram", NOW, 10))
        .extracting(d -> d.channel().toString())
        .containsExactly("telegram:7");
  }

  @Test
  void noMoreIsGivenThanAskedFor() {
    store.commit(RoundOf.at(NOW).post("one", "console:a", "console:b", "console:c").round());

    assertThat(outbox.due("console", NOW, 2))
        .extracting(d -> d.channel().id())
        .containsExactly("a", "b");
  }

  @Test
  void strangersOfAnotherPlatformCrowdNobodyOut() {
    store.commit(RoundOf.at(NOW).post("one", "fax:1", "fax:2").post("two", "console:a").round());

    assertThat(outbox.due("console", NOW, 1))
        .extracting(d -> d.channel().toString())
        .containsExactly("console:a");
  }

  @Test
  void aPausedChannelWaitsUntilItIsActiveAgain() {
    subscribe("console:a");
    store.commit(
        RoundOf.at(NOW).post("one", "console:a", "console:b").post("two", "console:a").round());

    outbox.paused(outbox.due("console", NOW, 10).get(0), "may not post", NOW);

    assertThat(due()).containsExactly("b one");
    assertThat(store.subscriptions())
        .extracting(Subscription::standing)
        .containsExactly(new Standing(Standing.State.PAUSED, "may not post", NOW));
    store.standing(ChannelRef.parse("console:a"), Standing.active(NOW));
    assertThat(due()).containsExactly("a one", "b one");
    assertThat(outbox.due("console", NOW, 10).get(0).attempts()).isEqualTo(1);
  }

  @Test
  void aPauseDoesNotClearUpAnEarlierDoubt() {
    subscribe("console:a");
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());
    outbox.begun(List.of(only(NOW)), NOW);
    outbox.postponed(only(NOW), "no answer", true, NOW);

    outbox.paused(only(NOW), "may not post", NOW.plusSeconds(5));
    store.standing(ChannelRef.parse("console:a"), Standing.active(NOW));

    assertThat(only(NOW.plusSeconds(5)).begun()).contains(NOW);
  }

  /** Nobody would ever make it active again. */
  @Test
  void aChannelThatIsNotSubscribedIsTriedAgainAfterAWhile() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());

    outbox.paused(only(NOW), "may not post", NOW);

    assertThat(outbox.due("console", NOW.plusSeconds(299), 10)).isEmpty();
    assertThat(outbox.due("console", NOW.plusSeconds(300), 10)).hasSize(1);
  }

  @Test
  void whatIsDueInAChannelThatIsGoneIsDroppedAndItsWishesAreKept() {
    subscribe("console:a");
    store.commit(
        RoundOf.at(NOW).post("one", "console:a", "console:b").post("two", "console:a").round());

    outbox.gone(outbox.due("console", NOW, 10).get(0), "channel deleted", NOW.plusSeconds(1));

    assertThat(due()).containsExactly("b one");
    assertThat(rows())
        .filteredOn(row -> "a".equals(row.get("channel")))
        .extracting(row -> row.get("state"), row -> row.get("reason"), row -> row.get("settled_at"))
        .containsOnly(tuple("refused", "channel deleted", NOW.plusSeconds(1).toEpochMilli()));
    assertThat(store.subscriptions())
        .containsExactly(
            Subscribed.to("console:a")
                .with(new Standing(Standing.State.GONE, "channel deleted", NOW.plusSeconds(1))));
    store.commit(RoundOf.at(NOW).post("three", "console:a").round());
    assertThat(due()).as("what comes all the same waits").containsExactly("b one");
  }

  @Test
  void anAttemptIsWrittenDownAndTheFirstInDoubtCounts() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());

    outbox.begun(List.of(only(NOW)), NOW.plusSeconds(1));
    Delivery once = only(NOW.plusSeconds(1));
    assertThat(once.begun()).contains(NOW.plusSeconds(1));

    outbox.begun(List.of(once), NOW.plusSeconds(2));
    assertThat(only(NOW.plusSeconds(2)).begun()).contains(NOW.plusSeconds(1));
  }

  @Test
  void aDoubtfulFailureKeepsTheAttemptInMind() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());
    Delivery attempted = only(NOW).begun(NOW);
    outbox.begun(List.of(attempted), NOW);

    outbox.postponed(attempted, "no answer", true, NOW.plusSeconds(1));

    assertThat(only(NOW.plusSeconds(1)).begun()).contains(NOW);
  }

  @Test
  void aSureFailureForgetsTheAttempt() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());
    Delivery attempted = only(NOW).begun(NOW);
    outbox.begun(List.of(attempted), NOW);

    outbox.postponed(attempted, "slow down", false, NOW.plusSeconds(1));

    assertThat(only(NOW.plusSeconds(1)).begun()).isEmpty();
  }

  @Test
  void whatIsSettledIsNotBegunAgain() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());
    Delivery only = only(NOW);
    outbox.begun(List.of(only), NOW);
    outbox.sent(List.of(new Outbox.Sent(only, Optional.of("17"), NOW)));

    outbox.begun(List.of(only), NOW.plusSeconds(1));

    assertThat(rows())
        .extracting(row -> row.get("state"), row -> row.get("begun"), row -> row.get("message"))
        .containsExactly(tuple("sent", null, "17"));
  }

  @Test
  void whatIsPostponedHoldsUpItsChannelUntilThen() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").post("two", "console:a").round());
    Delivery first = outbox.due("console", NOW, 10).get(0);

    outbox.postponed(first, "closed", false, NOW.plusSeconds(5));

    assertThat(outbox.due("console", NOW.plusMillis(4999), 10)).isEmpty();
    assertThat(outbox.due("console", NOW.plusSeconds(5), 10))
        .containsExactly(
            new Delivery(
                1,
                first.to(),
                first.notification(),
                1,
                NOW.plusSeconds(5),
                Optional.empty(),
                Optional.empty()));
    assertThat(rows()).first().extracting("reason", "state").containsExactly("closed", "pending");
  }

  @Test
  void whatIsRefusedIsKeptWithTheReasonAndTheNextMayGo() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").post("two", "console:a").round());

    outbox.refused(outbox.due("console", NOW, 10).get(0), "no such channel", NOW.plusSeconds(1));

    assertThat(due()).containsExactly("a two");
    assertThat(rows())
        .first()
        .extracting("state", "reason", "settled_at", "attempts")
        .containsExactly("refused", "no such channel", NOW.plusSeconds(1).toEpochMilli(), 1);
  }

  @Test
  void settlingTwiceChangesNothing() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());
    Delivery only = outbox.due("console", NOW, 10).get(0);
    outbox.sent(List.of(new Outbox.Sent(only, Optional.empty(), NOW.plusSeconds(1))));

    outbox.sent(List.of(new Outbox.Sent(only, Optional.empty(), NOW.plusSeconds(2))));
    outbox.refused(only, "late", NOW.plusSeconds(3));
    outbox.postponed(only, "late", true, NOW.plusSeconds(4));

    assertThat(rows())
        .first()
        .extracting("state", "settled_at", "attempts")
        .containsExactly("sent", NOW.plusSeconds(1).toEpochMilli(), 1);
  }

  @Test
  void aNotificationThatIsKnownIsNotSaidAgain() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());
    store.commit(RoundOf.at(NOW.plusSeconds(1)).post("one", "console:a", "console:b").round());

    assertThat(rows()).hasSize(1);
    assertThat(outbox.due("console", NOW.plusSeconds(2), 10))
        .extracting(d -> d.notification().at())
        .containsExactly(NOW);
  }

  @Test
  void aChannelNamedTwiceHearsItOnce() {
    store.commit(RoundOf.at(NOW).post("one", "console:a", "console:a").round());

    assertThat(rows()).hasSize(1);
  }

  @Test
  void aNotificationForNobodyIsKnown() {
    store.commit(RoundOf.at(NOW).post("one").round());

    store.commit(RoundOf.at(NOW).post("one", "console:a").round());
    assertThat(outbox.due("console", NOW, 10)).isEmpty();
  }

  @Test
  void ofTwoUpdatesThatWaitTheNewerTellsBoth() {
    sent(opened(), "16", 0);
    say("one", Kind.UPDATED, 0);
    say("two", Kind.UPDATED, 60);

    Delivery told = begun(60);

    assertThat(told.number()).isEqualTo(3);
    assertThat(told.words().headline()).isEqualTo("two");
    assertThat(told.words().plain()).contains("2026-03-02 03:00 UTC: one");
    assertThat(told.begun()).as("nobody tried before").isEmpty();
    sent(told, "17", 61);
    assertThat(outbox.due("console", NOW.plusSeconds(99), 10)).isEmpty();
    assertThat(rows())
        .extracting(row -> row.get("state"), row -> row.get("message"), row -> row.get("attempts"))
        .containsExactly(tuple("sent", "16", 1), tuple("sent", "17", 1), tuple("sent", "17", 1));
  }

  @Test
  void aBeginningThatWaitsWithItsEndIsToldByTheEnd() {
    say("one", Kind.OPENED, 0);
    news("other", 1);
    say("two", Kind.CLOSED, 7200);

    Delivery told = begun(7200);

    assertThat(told.number()).isEqualTo(3);
    assertThat(told.words().plain()).startsWith("Delayed notice. two").contains("03:00 UTC: one");
    sent(told, "17", 7201);
    say("three", Kind.UPDATED, 7202);
    assertThat(due(7202)).extracting(d -> d.notification().id()).containsExactly("other");
    assertThat(begun(7202).carries()).as("about something else").isFalse();
    sent(due(7202).get(0), "18", 7203);
    assertThat(due(7203).get(0).replyTo()).as("an end is no card").isEmpty();
  }

  @Test
  void anOpeningThatWaitsReadsAsItsCardByNow() {
    say("one", Kind.OPENED, 0);
    say("two", Kind.UPDATED, 60);
    card(90, "as it is by now", false);

    Delivery told = begun(100);

    assertThat(told.number()).isEqualTo(1);
    assertThat(told.words().headline()).isEqualTo("as it is by now");
    assertThat(told.words().plain()).contains("03:01 UTC: two");
    sent(told, "17", 101);
    say("three", Kind.UPDATED, 102);
    assertThat(due(102).get(0).replyTo()).as("it is the card").contains("17");
  }

  /** Else what the platform may have could not be recognised there. */
  @Test
  void inDoubtTheSameIsToldAgainWhateverCameMeanwhile() {
    sent(opened(), "16", 0);
    say("one", Kind.UPDATED, 0);
    say("two", Kind.UPDATED, 60);
    Delivery first = begun(60);
    outbox.postponed(first.begun(NOW.plusSeconds(60)), "no answer", true, NOW.plusSeconds(61));
    say("three", Kind.CLOSED, 62);

    Delivery again = begun(70);

    assertThat(again.number()).isEqualTo(3);
    assertThat(again.words()).isEqualTo(first.words());
    assertThat(again.to()).isEqualTo(first.to());
    assertThat(again.begun()).contains(NOW.plusSeconds(60));
    sent(again, "17", 71);
    assertThat(due(71)).extracting(d -> d.notification().id()).containsExactly("three");
  }

  @Test
  void whatIsAbsentIsAsIfItHadNeverBeenTried() {
    say("one", Kind.OPENED, 0);
    Delivery first = begun(0);
    outbox.postponed(first.begun(NOW), "no answer", true, NOW.plusSeconds(1));
    say("two", Kind.CLOSED, 60);
    Delivery doubted = begun(60);
    assertThat(doubted.carries()).isFalse();

    outbox.absent(doubted, NOW.plusSeconds(61));

    assertThat(due(60)).isEmpty();
    assertThat(due(61)).singleElement().extracting(Delivery::attempts).isEqualTo(1);
    Delivery told = begun(61);
    assertThat(told.number()).isEqualTo(2);
    assertThat(told.begun()).isEmpty();
    assertThat(told.words().plain()).startsWith("two").contains("UTC: one");
    sent(told, "17", 62);
    assertThat(due(99)).isEmpty();
  }

  @Test
  void whatIsAbsentIsTakenApartAndWhatIsNewerIsInTheNextAttempt() {
    sent(opened(), "16", 0);
    say("one", Kind.UPDATED, 0);
    say("two", Kind.UPDATED, 60);
    outbox.postponed(begun(60).begun(NOW), "no answer", true, NOW.plusSeconds(61));
    say("three", Kind.CLOSED, 62);

    outbox.absent(begun(70), NOW.plusSeconds(71));

    Delivery again = begun(71);
    assertThat(again.number()).isEqualTo(4);
    assertThat(again.words().plain()).contains("three", "UTC: one", "UTC: two");
    assertThat(again.begun()).isEmpty();
  }

  @Test
  void noAttemptBeganAfterTheTimeAtWhichItIsDue() {
    say("one", Kind.OPENED, 0);
    outbox.postponed(begun(0).begun(NOW), "no answer", true, NOW.plusSeconds(1));

    begun(70);

    assertThat(due(70)).singleElement().extracting(Delivery::due).isEqualTo(NOW.plusSeconds(70));
    assertThat(due(70)).extracting(Delivery::begun).containsExactly(Optional.of(NOW));
  }

  @Test
  void anEndInTheMiddleOfAnAttemptLeavesItTogetherAndInDoubt() {
    say("one", Kind.OPENED, 0);
    say("two", Kind.CLOSED, 60);
    Delivery first = begun(60);

    assertThat(due(61))
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.number()).isEqualTo(2);
              assertThat(again.words()).isEqualTo(first.words());
              assertThat(again.begun()).contains(NOW.plusSeconds(60));
            });
  }

  @Test
  void aSureFailureTakesItApartAndWhatIsNewerIsInTheNextAttempt() {
    sent(opened(), "16", 0);
    say("one", Kind.UPDATED, 0);
    say("two", Kind.UPDATED, 60);
    outbox.postponed(begun(60), "busy", false, NOW.plusSeconds(90));
    say("three", Kind.UPDATED, 61);

    assertThat(due(89)).as("all wait for the same time").isEmpty();
    Delivery again = begun(90);

    assertThat(again.number()).isEqualTo(4);
    assertThat(again.words().plain()).contains("03:00 UTC: one", "03:01 UTC: two");
    assertThat(again.begun()).isEmpty();
  }

  @Test
  void aPauseTakesItApart() {
    subscribe("console:a");
    say("one", Kind.OPENED, 0);
    say("two", Kind.UPDATED, 60);
    outbox.paused(begun(60), "may not post", NOW.plusSeconds(61));
    say("three", Kind.CLOSED, 62);
    store.standing(ChannelRef.parse("console:a"), Standing.active(NOW));

    assertThat(begun(63).words().plain()).contains("three", "UTC: one", "UTC: two");
  }

  @Test
  void whatIsToldTogetherIsRefusedTogether() {
    say("one", Kind.UPDATED, 0);
    say("two", Kind.UPDATED, 60);

    outbox.refused(begun(60), "too long", NOW.plusSeconds(61));

    assertThat(rows()).extracting(row -> row.get("state")).containsExactly("refused", "refused");
    assertThat(due(99)).isEmpty();
  }

  @Test
  void whatSomebodyElseSettledOrPostponedIsNotBegun() {
    store.commit(RoundOf.at(NOW).post("one", "console:a", "console:b").round());
    List<Delivery> both = outbox.due("console", NOW, 10);
    outbox.refused(both.get(0), "settled", NOW);
    outbox.postponed(both.get(1), "postponed", false, NOW);

    assertThat(outbox.begun(both, NOW.plusSeconds(1))).isEmpty();
    assertThat(rows()).extracting(row -> row.get("begun")).containsOnlyNulls();
  }

  @Test
  void whatIsCarriedByAnotherIsNotBegun() {
    sent(opened(), "16", 0);
    say("one", Kind.UPDATED, 0);
    Delivery seen = due(0).get(0);
    say("two", Kind.UPDATED, 60);
    begun(60);

    assertThat(outbox.begun(List.of(seen), NOW.plusSeconds(61))).isEmpty();
  }

  @Test
  void whatMattersMostComesFirst() {
    store.commit(
        RoundOf.at(NOW)
            .post(quiet("news", Kind.NEWS), List.of(silent("a")))
            .post(quiet("update", Kind.UPDATED), List.of(silent("b")))
            .post(quiet("end", Kind.CLOSED), List.of(silent("c"), called("d")))
            .round());

    assertThat(outbox.due("console", NOW, 10))
        .extracting(d -> d.channel().id())
        .containsExactly("d", "c", "b", "a");
  }

  @Test
  void whatSoundsTogetherIsAsLoudAsTheLoudestAndCountsAsWritten() {
    store.commit(
        RoundOf.at(NOW)
            .post(RoundOf.notification("one", NOW, Kind.OPENED), List.of(called("a")))
            .post(RoundOf.notification("two", NOW, Kind.UPDATED), List.of(silent("a")))
            .round());

    Delivery told = begun(0);

    assertThat(told.to()).isEqualTo(called("a"));
    assertThat(told.words().sections()).last().extracting(s -> s.lines().size()).isEqualTo(1);
  }

  @Test
  void aCardThatReadsOtherwiseIsStaleUntilItIsEdited() {
    subscribe("console:a");
    sent(opened(), "17", 1);
    card(5, "changed", false);
    CardEdit edit = stale();
    assertThat(edit)
        .isEqualTo(
            new CardEdit(
                ChannelRef.parse("console:a"),
                "17",
                NOW.plusSeconds(1),
                NOW.plusSeconds(1),
                NOW,
                false,
                Wishes.Detail.SHORT,
                edit.card()));

    outbox.editLater(edit, NOW.plusSeconds(50));
    assertThat(stale().edited()).isEqualTo(NOW.plusSeconds(50));
    store.standing(ChannelRef.parse("console:a"), new Standing(Standing.State.PAUSED, "", NOW));
    assertThat(outbox.stale("console")).isEmpty();
    store.standing(ChannelRef.parse("console:a"), Standing.active(NOW));
    outbox.edited(edit, NOW.plusSeconds(60));
    assertThat(outbox.stale("console")).isEmpty();
    card(70, "changed again", false);
    assertThat(stale().shown()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void aFrozenCardIsStaleUntilItsEndWasTried() {
    sent(opened(), "17", 1);
    card(5, "changed", false);
    outbox.frozen(stale(), NOW.plusSeconds(6));
    assertThat(stale().frozen()).isTrue();
    assertThat(stale().shown()).isEqualTo(NOW);
    card(7, "ended", true);

    outbox.frozen(stale(), NOW.plusSeconds(8));

    assertThat(outbox.stale("console")).isEmpty();
  }

  @Test
  void aLostCardOfAnOpenIncidentIsPostedOnceMore() {
    sent(opened(), "17", 1);
    card(5, "changed", false);

    CardEdit edit = stale();
    outbox.lost(edit, NOW.plusSeconds(6));
    outbox.lost(edit, NOW.plusSeconds(7));

    Delivery again = begun(8);
    assertThat(again.words().headline()).isEqualTo("changed");
    assertThat(again.to().sounding()).isFalse();
    assertThat(again.replyTo()).isEmpty();
    sent(again, "18", 9);
    assertThat(due(99)).isEmpty();
    card(10, "ended", true);
    assertThat(stale().message()).isEqualTo("18");
    outbox.lost(stale(), NOW.plusSeconds(11));
    assertThat(due(99)).as("it is over").isEmpty();
  }

  @Test
  void aLostCardIsOwedToAChannelThatIsMuted() {
    Instant until = NOW.plusSeconds(3600);
    sent(opened(), "17", 1);
    store.subscribe(Subscribed.muted("console:a", until));
    card(5, "changed", false);

    outbox.lost(stale(), NOW.plusSeconds(6));

    assertThat(due(99)).isEmpty();
    assertThat(store.subscriptions())
        .containsExactly(Subscribed.muted("console:a", until, "KP-K7Q2"));
    store.commit(RoundOf.at(until).withheld("console:a", "KP-K7Q2", "KP-ZZZZ").round());
    assertThat(store.subscriptions())
        .containsExactly(Subscribed.muted("console:a", until, "KP-K7Q2", "KP-ZZZZ"));
    store.commit(RoundOf.at(until).unmuted("console:a", until.minusSeconds(1)).round());
    assertThat(store.subscriptions().get(0).mute()).isPresent();
    store.commit(RoundOf.at(until).unmuted("console:a", until).round());
    assertThat(store.subscriptions().get(0).mute()).isEmpty();
  }

  /** "Nothing is posted until then" was answered. */
  @Test
  void whatWaitsForAChannelThatIsMutedIsOwed() {
    Instant until = NOW.plusSeconds(3600);
    store.subscribe(Subscribed.to("console:a"));
    say("one", Kind.OPENED, 0);
    say("two", Kind.UPDATED, 1);
    store.commit(
        RoundOf.at(NOW)
            .post(sight("blind/now"), "console:a")
            .news("test/now", "console:a")
            .round());

    store.subscribe(Subscribed.muted("console:a", until));

    assertThat(due(99)).extracting(d -> d.notification().id()).containsExactly("test/now");
    assertThat(store.subscriptions())
        .containsExactly(Subscribed.muted("console:a", until, "KP-K7Q2", "blind/now"));
    assertThat(rows())
        .extracting(row -> row.get("state"), row -> row.get("reason"))
        .startsWith(tuple("refused", "muted"), tuple("refused", "muted"));
  }

  @Test
  void aMuteDoesNotShortenWhatThePlatformToldUsToWait() {
    store.subscribe(Subscribed.to("console:a"));
    say("one", Kind.OPENED, 0);
    news("test/now", 1);
    outbox.postponed(begun(1), "slow down", false, NOW.plusSeconds(60));

    store.subscribe(Subscribed.muted("console:a", NOW.plusSeconds(3600)));

    assertThat(due(59)).isEmpty();
    assertThat(due(60)).extracting(d -> d.notification().id()).containsExactly("test/now");
  }

  @Test
  void whatMayHaveArrivedBeforeTheMuteIsNotForgotten() {
    store.subscribe(Subscribed.to("console:a"));
    say("one", Kind.OPENED, 0);
    say("two", Kind.UPDATED, 1);
    Delivery underWay = begun(2);
    say("three", Kind.CLOSED, 3);

    store.subscribe(Subscribed.muted("console:a", NOW.plusSeconds(3600)));
    sent(underWay, "17", 4);

    assertThat(due(99)).isEmpty();
    assertThat(rows())
        .extracting(row -> row.get("state"))
        .containsExactly("sent", "sent", "refused");
  }

  @Test
  void theEndOfAMuteWithholdsNothing() {
    store.subscribe(Subscribed.muted("console:a", NOW.plusSeconds(60)));
    say("one", Kind.OPENED, 0);

    store.subscribe(Subscribed.muted("console:a", Filled.START));

    assertThat(due(0)).hasSize(1);
  }

  private void say(String id, Kind kind, int second) {
    Instant at = NOW.plusSeconds(second);
    store.commit(RoundOf.at(at).post(RoundOf.notification(id, at, kind), "console:a").round());
  }

  private void news(String id, int second) {
    store.commit(RoundOf.at(NOW.plusSeconds(second)).news(id, "console:a").round());
  }

  private static Notification quiet(String id, Kind kind) {
    Notification loud = RoundOf.notification(id, NOW, kind);
    return new Notification(
        id, NOW, loud.incident(), loud.scope(), kind, false, loud.level(), loud.message());
  }

  private static Notification sight(String id) {
    return new Notification(
        id,
        NOW,
        Optional.empty(),
        Optional.empty(),
        Kind.BLIND,
        false,
        Level.ALL,
        Message.note(id));
  }

  private static Recipient silent(String channel) {
    return Recipient.silent(new ChannelRef("console", channel), Wishes.Detail.SHORT);
  }

  private static Recipient called(String channel) {
    return RoundOf.recipient("console:" + channel);
  }

  private Delivery opened() {
    say("opened", Kind.OPENED, 0);
    return begun(0);
  }

  private void card(int second, String headline, boolean ended) {
    Instant at = NOW.plusSeconds(second);
    Card card = new Card("KP-K7Q2", at, at, "", ended, Message.note(headline));
    store.commit(RoundOf.at(at).cards(card).round());
  }

  private CardEdit stale() {
    List<CardEdit> stale = outbox.stale("console");
    assertThat(stale).hasSize(1);
    return stale.get(0);
  }

  private List<Delivery> due(int second) {
    return outbox.due("console", NOW.plusSeconds(second), 10);
  }

  /** The only one that is due, as it is to be said. */
  private Delivery begun(int second) {
    List<Delivery> begun =
        outbox.begun(List.of(only(NOW.plusSeconds(second))), NOW.plusSeconds(second));
    assertThat(begun).hasSize(1);
    return begun.get(0);
  }

  private void sent(Delivery delivery, String message, int second) {
    outbox.sent(List.of(new Outbox.Sent(delivery, Optional.of(message), NOW.plusSeconds(second))));
  }

  private void subscribe(String channel) {
    store.subscribe(Subscribed.to(channel));
  }

  private Delivery only(Instant at) {
    List<Delivery> due = outbox.due("console", at, 10);
    assertThat(due).hasSize(1);
    return due.get(0);
  }

  private List<String> due() {
    return outbox.due("console", NOW, 10).stream()
        .map(d -> d.channel().id() + " " + d.notification().id())
        .toList();
  }

  private List<Map<String, Object>> rows() {
    return store.rows();
  }
}
