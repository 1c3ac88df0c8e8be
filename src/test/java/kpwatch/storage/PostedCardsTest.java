package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Card;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Outbox;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Wishes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The messages in chats that are kept as the card of their incident says. */
class PostedCardsTest {
  private static final Instant NOW = Filled.START;
  private static final Message TEXT = Message.note("○ OUTAGE");
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
  void theFirstMessageOfAnIncidentIsWhatLaterOnesReplyTo() {
    say("one", Notification.Kind.OPENED, NOW, "chat:a", "chat:b");
    assertThat(next("chat:a").replyTo()).isEmpty();
    sent("chat:a", "17");
    sent("chat:b", "71");

    say("two", Notification.Kind.UPDATED, NOW, "chat:a", "chat:b");
    assertThat(next("chat:a").replyTo()).contains("17");
    assertThat(next("chat:b").replyTo()).contains("71");
    sent("chat:a", "18");

    say("three", Notification.Kind.CLOSED, NOW, "chat:a");
    assertThat(next("chat:a").replyTo()).as("still the first").contains("17");
  }

  @Test
  void anotherIncidentIsNotAReply() {
    say("one", Notification.Kind.OPENED, NOW, "chat:a");
    sent("chat:a", "17");
    Notification other =
        new Notification(
            "KP-ZZZZ/1",
            NOW,
            Optional.of("KP-ZZZZ"),
            Optional.empty(),
            Notification.Kind.OPENED,
            true,
            kpwatch.subscription.Level.MAJOR,
            Message.note("other"));

    store.commit(RoundOf.at(NOW).post(other, "chat:a").round());

    assertThat(next("chat:a").replyTo()).isEmpty();
  }

  @Test
  void aMessageWithoutANameIsNoCard() {
    say("one", Notification.Kind.OPENED, NOW, "chat:a");
    outbox.sent(List.of(new Outbox.Sent(next("chat:a"), Optional.empty(), NOW)));

    say("two", Notification.Kind.UPDATED, NOW, "chat:a");
    assertThat(next("chat:a").replyTo()).isEmpty();
    changes(1);
    assertThat(outbox.stale("chat")).isEmpty();
  }

  @Test
  void theEndIsNoCard() {
    say("one", Notification.Kind.CLOSED, NOW, "chat:a");
    sent("chat:a", "17");
    changes(1);

    assertThat(outbox.stale("chat")).isEmpty();
  }

  /** Else nothing would be edited until the clock is where it was. */
  @Test
  void aCardThatChangesAfterTheClockWentBackIsStale() {
    post("chat:a", "17", NOW.plusSeconds(3));
    changes(0);
    Instant back = NOW.minusSeconds(3 * 3600);
    store.commit(RoundOf.at(back).jumped(NOW.plusSeconds(4)).round());

    changes(5 - 3 * 3600);

    assertThat(outbox.stale("chat"))
        .singleElement()
        .satisfies(edit -> assertThat(edit.due(back.plusSeconds(60))).isTrue());
  }

  @Test
  void aCardIsStaleOnceItsIncidentReadsOtherwise() {
    post("chat:a", "17", NOW.plusSeconds(3));
    changes(0);
    assertThat(outbox.stale("chat")).as("told in those words").isEmpty();

    Card card = changes(5);

    assertThat(outbox.stale("chat"))
        .containsExactly(
            new CardEdit(
                A,
                "17",
                NOW.plusSeconds(3),
                NOW.plusSeconds(3),
                NOW,
                false,
                Wishes.Detail.SHORT,
                card));
    assertThat(outbox.stale("mail")).isEmpty();
  }

  @Test
  void aCardIsNotEditedWhereItsChannelIsPausedOrGone() {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), NOW);
    post("chat:a", "17", NOW);
    changes(1);
    assertThat(outbox.stale("chat")).hasSize(1);

    for (Standing.State state : List.of(Standing.State.PAUSED, Standing.State.GONE)) {
      subscriptions.standing(A, new Standing(state, "", NOW));
      assertThat(outbox.stale("chat")).as(state.name()).isEmpty();
    }
    subscriptions.standing(A, Standing.active(NOW));
    assertThat(outbox.stale("chat")).hasSize(1);
  }

  @Test
  void anEditedCardReadsAsItShouldUntilTheNextChange() {
    post("chat:a", "17", NOW);
    changes(1);

    outbox.edited(edit(), NOW.plusSeconds(9));
    assertThat(outbox.stale("chat")).isEmpty();

    changes(60);
    assertThat(edit().edited()).isEqualTo(NOW.plusSeconds(9));
    assertThat(edit().shown()).isEqualTo(NOW.plusSeconds(1));
    assertThat(edit().posted()).isEqualTo(NOW);
  }

  @Test
  void aChangeDuringTheEditIsNotForgotten() {
    post("chat:a", "17", NOW);
    changes(1);
    CardEdit before = edit();
    changes(2);

    outbox.edited(before, NOW.plusSeconds(3));

    assertThat(edit().card().changed()).isEqualTo(NOW.plusSeconds(2));
  }

  @Test
  void anEditThatFailedIsKeptForLater() {
    post("chat:a", "17", NOW);
    changes(1);

    outbox.editLater(edit(), NOW.plusSeconds(42));

    assertThat(edit().edited()).isEqualTo(NOW.plusSeconds(42));
    assertThat(edit().shown()).isEqualTo(NOW);
    assertThat(edit().frozen()).isFalse();
  }

  @Test
  void aFrozenCardWaitsForTheEnd() {
    post("chat:a", "17", NOW);
    changes(1);

    outbox.frozen(edit(), NOW.plusSeconds(2));

    assertThat(edit().frozen()).isTrue();
    assertThat(edit().due(NOW.plusSeconds(100_000))).isFalse();
    ends(3);
    assertThat(edit().due(NOW.plusSeconds(100_000))).isTrue();
  }

  @Test
  void anEndThatIsNotTakenIsGivenUp() {
    post("chat:a", "17", NOW);
    ends(3);

    outbox.frozen(edit(), NOW.plusSeconds(4));

    assertThat(outbox.stale("chat")).isEmpty();
  }

  @Test
  void anOpenIncidentWhoseMessageIsLostIsPostedOnceMoreWithoutASound() {
    post("chat:a", "17", NOW);
    Card card = changes(1);

    outbox.lost(edit(), NOW.plusSeconds(2));

    assertThat(outbox.stale("chat")).isEmpty();
    Delivery again = next("chat:a");
    assertThat(again.to()).isEqualTo(Recipient.silent(A, Wishes.Detail.SHORT));
    assertThat(again.notification().message()).isEqualTo(card.message());
    assertThat(again.notification().incident()).contains("KP-K7Q2");
    assertThat(again.notification().kind()).isEqualTo(Notification.Kind.UPDATED);
    assertThat(again.notification().sounding()).isFalse();
    assertThat(again.replyTo()).isEmpty();

    outbox.sent(List.of(new Outbox.Sent(again, Optional.of("18"), NOW.plusSeconds(3))));
    assertThat(outbox.due("chat", NOW.plusSeconds(9), 10)).isEmpty();
    changes(60);
    assertThat(edit().message()).as("the new one is kept up to date").isEqualTo("18");
  }

  @Test
  void anIncidentThatEndedDuringTheEditIsNotPostedAgain() {
    post("chat:a", "17", NOW);
    changes(1);
    CardEdit before = edit();
    ends(2);

    outbox.lost(before, NOW.plusSeconds(3));

    assertThat(outbox.due("chat", NOW.plusSeconds(9), 10)).isEmpty();
  }

  @Test
  void whatIsPostedOnceMoreReadsAsTheIncidentDoesNow() {
    post("chat:a", "17", NOW);
    changes(1);
    CardEdit before = edit();
    Card card = changes(2);

    outbox.lost(before, NOW.plusSeconds(3));

    assertThat(next("chat:a").notification().message()).isEqualTo(card.message());
  }

  @Test
  void aMutedChannelThatLostItsMessageIsOwedTheIncident() {
    subscriptions.put(Subscribed.muted("chat:a", NOW.plusSeconds(3600)), List.of(), NOW);
    post("chat:a", "17", NOW);
    changes(1);

    outbox.lost(edit(), NOW.plusSeconds(2));

    assertThat(outbox.due("chat", NOW.plusSeconds(9), 10)).isEmpty();
    assertThat(subscriptions.all())
        .containsExactly(Subscribed.muted("chat:a", NOW.plusSeconds(3600), "KP-K7Q2"));
  }

  @Test
  void anIncidentThatIsOverIsNotPostedAgain() {
    post("chat:a", "17", NOW);
    ends(1);

    outbox.lost(edit(), NOW.plusSeconds(2));

    assertThat(outbox.stale("chat")).isEmpty();
    assertThat(outbox.due("chat", NOW.plusSeconds(9), 10)).isEmpty();
  }

  @Test
  void whatWasUnderWayWhileItsChannelUnsubscribedIsNoCard() {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), NOW);
    say("one", Notification.Kind.OPENED, NOW, "chat:a");
    Delivery underWay = next("chat:a");
    subscriptions.remove(A, NOW);

    outbox.sent(List.of(new Outbox.Sent(underWay, Optional.of("17"), NOW)));
    changes(1);

    assertThat(outbox.stale("chat")).isEmpty();
    assertThat(posted()).isZero();
  }

  @Test
  void aMessageLostWhileItsChannelUnsubscribedIsNotPostedAgain() {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), NOW);
    post("chat:a", "17", NOW);
    changes(1);
    CardEdit underWay = edit();
    subscriptions.remove(A, NOW.plusSeconds(2));

    outbox.lost(underWay, NOW.plusSeconds(3));

    assertThat(outbox.due("chat", NOW.plusSeconds(9), 10)).isEmpty();
  }

  /** Clocks are finer than the columns. */
  @Test
  void whatIsShownAlreadyIsNotMaterialAgain() {
    post("chat:a", "17", NOW);
    Instant fine = NOW.plusNanos(1_000_999);
    store.commit(RoundOf.at(fine).cards(new Card("KP-K7Q2", fine, fine, "", false, TEXT)).round());
    outbox.edited(edit(), fine);
    Instant later = NOW.plusSeconds(7200);
    store.commit(
        RoundOf.at(later).cards(new Card("KP-K7Q2", later, fine, "", false, TEXT)).round());

    assertThat(edit().due(later)).isFalse();
  }

  @Test
  void aLostMessageConcernsItsChannelOnly() {
    post("chat:a", "17", NOW);
    post("chat:b", "17", NOW);
    changes(1);
    CardEdit ofA =
        outbox.stale("chat").stream().filter(e -> e.channel().equals(A)).findFirst().orElseThrow();

    outbox.lost(ofA, NOW.plusSeconds(2));

    assertThat(outbox.stale("chat")).extracting(e -> e.channel().id()).containsExactly("b");
    assertThat(outbox.due("chat", NOW.plusSeconds(9), 10))
        .extracting(d -> d.channel().id())
        .containsExactly("a");
  }

  @Test
  void whatIsOverForAMonthIsForgotten() {
    post("chat:a", "17", NOW);
    ends(1);
    outbox.edited(edit(), NOW.plusSeconds(2));

    Retention retention = new Retention(database, subscriptions);
    retention.slice(NOW.plusSeconds(2 + 30 * 86_400));
    assertThat(posted()).isEqualTo(1);

    retention.slice(NOW.plusSeconds(2 + 31 * 86_400));
    assertThat(posted()).isZero();
  }

  @Test
  void aNoticeOfNoIncidentIsNoCard() {
    Notification news =
        new Notification(
            "blind/now",
            NOW,
            Optional.empty(),
            Optional.empty(),
            Notification.Kind.BLIND,
            false,
            kpwatch.subscription.Level.ALL,
            Message.note("? UNKNOWN"));
    store.commit(RoundOf.at(NOW).post(news, "chat:a").round());

    sent("chat:a", "17");

    assertThat(posted()).isZero();
    assertThat(deliveries()).containsExactly(tuple("sent", "17"));
  }

  private void say(String id, Notification.Kind kind, Instant at, String... channels) {
    store.commit(RoundOf.at(at).post(RoundOf.notification(id, at, kind), channels).round());
  }

  /** An opening that reached a channel. */
  private void post(String channel, String message, Instant at) {
    say("opened/" + channel, Notification.Kind.OPENED, NOW, channel);
    outbox.sent(List.of(new Outbox.Sent(next(channel), Optional.of(message), at)));
  }

  private void sent(String channel, String message) {
    outbox.sent(List.of(new Outbox.Sent(next(channel), Optional.of(message), NOW)));
  }

  private Delivery next(String channel) {
    return outbox.due("chat", NOW.plusSeconds(100), 10).stream()
        .filter(d -> d.channel().toString().equals(channel))
        .findFirst()
        .orElseThrow();
  }

  /** The card reads otherwise since then. */
  private Card changes(int second) {
    return reads(second, false);
  }

  private void ends(int second) {
    reads(second, true);
  }

  private Card reads(int second, boolean ended) {
    Instant at = NOW.plusSeconds(second);
    Card card =
        new Card("KP-K7Q2", at, at, "stand " + second, ended, Message.note("as of " + second));
    store.commit(RoundOf.at(at).cards(card).round());
    return card;
  }

  private CardEdit edit() {
    List<CardEdit> stale = outbox.stale("chat");
    assertThat(stale).hasSize(1);
    return stale.get(0);
  }

  private int posted() {
    return database.transaction(
        h -> h.createQuery("SELECT COUNT(*) FROM posted").mapTo(Integer.class).one());
  }

  private List<org.assertj.core.groups.Tuple> deliveries() {
    return database.transaction(
        h ->
            h.createQuery("SELECT state, message FROM delivery ORDER BY number")
                .map((row, context) -> tuple(row.getString("state"), row.getString("message")))
                .list());
  }
}
