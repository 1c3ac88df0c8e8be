package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
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
    assertThat(store.rows())
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
    assertThat(only(NOW).begun()).contains(NOW.plusSeconds(1));

    outbox.begun(List.of(only(NOW)), NOW.plusSeconds(2));
    assertThat(only(NOW).begun()).contains(NOW.plusSeconds(1));
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

    assertThat(store.rows())
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
    assertThat(store.rows())
        .first()
        .extracting("reason", "state")
        .containsExactly("closed", "pending");
  }

  @Test
  void whatIsRefusedIsKeptWithTheReasonAndTheNextMayGo() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").post("two", "console:a").round());

    outbox.refused(outbox.due("console", NOW, 10).get(0), "no such channel", NOW.plusSeconds(1));

    assertThat(due()).containsExactly("a two");
    assertThat(store.rows())
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

    assertThat(store.rows())
        .first()
        .extracting("state", "settled_at", "attempts")
        .containsExactly("sent", NOW.plusSeconds(1).toEpochMilli(), 1);
  }

  @Test
  void aNotificationThatIsKnownIsNotSaidAgain() {
    store.commit(RoundOf.at(NOW).post("one", "console:a").round());
    store.commit(RoundOf.at(NOW.plusSeconds(1)).post("one", "console:a", "console:b").round());

    assertThat(store.rows()).hasSize(1);
    assertThat(outbox.due("console", NOW.plusSeconds(2), 10))
        .extracting(d -> d.notification().at())
        .containsExactly(NOW);
  }

  @Test
  void aChannelNamedTwiceHearsItOnce() {
    store.commit(RoundOf.at(NOW).post("one", "console:a", "console:a").round());

    assertThat(store.rows()).hasSize(1);
  }

  @Test
  void aNotificationForNobodyIsKnown() {
    store.commit(RoundOf.at(NOW).post("one").round());

    store.commit(RoundOf.at(NOW).post("one", "console:a").round());
    assertThat(outbox.due("console", NOW, 10)).isEmpty();
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
}
