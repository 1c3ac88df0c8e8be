package kpwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Delivery;
import kpwatch.notify.SendResult;
import kpwatch.storage.Database;
import kpwatch.storage.RoundOf;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.storage.Subscribed;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.testkit.Unattended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a delivery after what the platform answered, or did not answer. */
@Timeout(20)
class OutcomeTest {
  private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");
  private static final ChannelRef A = ChannelRef.parse("chat:a");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final FailingOutbox outbox = new FailingOutbox(new SqlOutbox(database, subscriptions));
  private final ScriptedMessenger chat = new ScriptedMessenger("chat");
  private Instant now = START;
  private Dispatcher dispatcher = dispatcher();

  @AfterEach
  void close() {
    dispatcher.close();
    database.close();
  }

  @Test
  void anAttemptIsWrittenDownBeforeItIsMade() {
    say("one", "chat:a");
    chat.onSend(() -> assertThat(only().begun()).contains(START));

    dispatcher.runDue();

    assertThat(chat.deliveries()).extracting(Delivery::begun).containsExactly(Optional.empty());
    assertThat(outbox.settled()).containsExactly("sent 1");
  }

  @Test
  void whatCannotBeWrittenDownIsNotSent() {
    say("one", "chat:a");
    outbox.failNextBeginning();

    assertThatThrownBy(() -> dispatcher.runDue()).hasMessage("disk");
    assertThat(chat.got()).isEmpty();

    dispatcher.runDue();
    assertThat(chat.deliveries()).extracting(Delivery::begun).containsExactly(Optional.empty());
  }

  @Test
  void afterAnEndInTheMiddleOfAnAttemptTheNextOneKnowsOfIt() {
    say("one", "chat:a");
    outbox.failNext();
    assertThatThrownBy(() -> dispatcher.runDue()).hasMessage("disk");
    dispatcher.close();
    now = START.plusSeconds(7);

    dispatcher = dispatcher();
    dispatcher.runDue();

    assertThat(chat.deliveries())
        .extracting(Delivery::begun)
        .containsExactly(Optional.empty(), Optional.of(START));
  }

  @Test
  void aDoubtIsHandedToTheNextAttemptAndItsTimeIsThatOfTheFirst() {
    say("one", "chat:a");
    chat.next(new SendResult.Failed("no answer", Optional.empty(), true));
    chat.next(new SendResult.Failed("no answer", Optional.empty(), true));

    dispatcher.runDue();
    later(1);
    later(2);

    assertThat(chat.deliveries())
        .extracting(Delivery::begun)
        .containsExactly(Optional.empty(), Optional.of(START), Optional.of(START));
  }

  @Test
  void aSureFailureLeavesNoDoubt() {
    say("one", "chat:a");
    chat.next(new SendResult.Failed("slow down", Optional.empty(), false));

    dispatcher.runDue();
    later(1);

    assertThat(chat.deliveries())
        .extracting(Delivery::begun)
        .containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void whatThePlatformShowsToBeAbsentIsSentAsNewAtOnce() {
    say("one", "chat:a");
    chat.next(new SendResult.Failed("no answer", Optional.empty(), true));
    chat.next(new SendResult.Absent());
    dispatcher.runDue();

    later(1);

    assertThat(chat.deliveries())
        .extracting(Delivery::begun)
        .containsExactly(Optional.empty(), Optional.of(START), Optional.empty());
    assertThat(chat.deliveries()).extracting(Delivery::attempts).containsExactly(0, 1, 1);
    assertThat(outbox.settled()).endsWith("absent 1", "sent 1");
  }

  @Test
  void whatIsAbsentIsToldTogetherWithWhatHasOvertakenIt() {
    store.commit(RoundOf.at(now).post("one", "chat:a").round());
    chat.next(new SendResult.Failed("no answer", Optional.empty(), true));
    chat.next(new SendResult.Absent());
    dispatcher.runDue();
    store.commit(RoundOf.at(now).post("two", "chat:a").round());

    later(1);

    assertThat(chat.got()).hasSize(3);
    assertThat(chat.got().get(2)).startsWith("a one").contains("UTC: two");
    assertThat(outbox.settled()).endsWith("absent 1", "sent 1");
    later(600);
    assertThat(chat.got()).hasSize(3);
  }

  @Test
  void anEndBetweenAnAbsenceAndTheNextAttemptLeavesNoDoubt() {
    say("one", "chat:a");
    chat.next(new SendResult.Failed("no answer", Optional.empty(), true));
    dispatcher.runDue();
    now = now.plusSeconds(1);
    Delivery doubted = only();
    outbox.begun(List.of(doubted), now);
    outbox.absent(doubted, now);
    dispatcher.close();

    dispatcher = dispatcher();
    dispatcher.runDue();

    assertThat(chat.deliveries().get(1).begun()).isEmpty();
  }

  @Test
  void aBugInTheMessengerLeavesADoubt() {
    say("one", "chat:a");
    chat.nextThrows(new IllegalStateException("bug"));

    dispatcher.runDue();
    later(1);

    assertThat(chat.deliveries().get(1).begun()).contains(START);
  }

  @Test
  void aPausedChannelIsLeftAloneUntilItIsActiveAndThenGetsEverythingInOrder() {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), START);
    say("one", "chat:a", "chat:b");
    say("two", "chat:a");
    chat.next(new SendResult.Paused("I lack Send Messages"));

    dispatcher.runDue();
    later(600);

    assertThat(chat.got()).containsExactly("a one", "b one");
    assertThat(subscriptions.find(A).orElseThrow().standing())
        .isEqualTo(new Standing(Standing.State.PAUSED, "I lack Send Messages", START));

    subscriptions.standing(A, Standing.active(now));
    dispatcher.runDue();
    assertThat(chat.got())
        .containsExactly("a one", "b one", "a Delayed notice. one", "a Delayed notice. two");
    assertThat(chat.deliveries().get(2).begun()).as("surely not there yet").isEmpty();
  }

  @Test
  void aPauseWithoutASubscriptionIsNotAskedWithoutEnd() {
    say("one", "chat:a");
    chat.always(new SendResult.Paused("I lack Send Messages"));

    dispatcher.runDue();

    assertThat(chat.got()).hasSize(1);
    later(300);
    assertThat(chat.got()).hasSize(2);
  }

  @Test
  void aChannelThatIsGoneHearsNothingMore() {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), START);
    say("one", "chat:a", "chat:b");
    say("two", "chat:a");
    chat.next(new SendResult.Gone("channel deleted"));

    dispatcher.runDue();
    later(600);

    assertThat(chat.got()).containsExactly("a one", "b one");
    assertThat(subscriptions.find(A).orElseThrow().standing())
        .isEqualTo(new Standing(Standing.State.GONE, "channel deleted", START));
  }

  @Test
  void aPlatformThatRefusesUsIsNotAskedAgainAndNothingIsLost() {
    say("one", "chat:a", "chat:b");
    chat.next(new SendResult.Down("the token is wrong"));

    dispatcher.runDue();
    later(3600);
    say("two", "chat:a");
    dispatcher.runDue();
    assertThat(chat.got()).containsExactly("a one");
    assertThat(outbox.settled()).containsExactly("postponed 1 the token is wrong");

    dispatcher.close();
    dispatcher = dispatcher();
    dispatcher.runDue();
    assertThat(chat.got())
        .containsExactly("a one", "a Delayed notice. one", "b Delayed notice. one", "a two");
    assertThat(chat.deliveries().get(1).begun()).as("surely not there yet").isEmpty();
  }

  @Test
  void neitherAPauseNorARefusalOfUsClearsUpAnEarlierDoubt() {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), START);
    subscriptions.put(Subscribed.to("chat:b"), List.of(), START);
    say("one", "chat:a", "chat:b");
    chat.next(new SendResult.Failed("no answer", Optional.empty(), true));
    chat.next(new SendResult.Failed("no answer", Optional.empty(), true));
    chat.next(new SendResult.Paused("I lack Read Message History"));
    chat.next(new SendResult.Down("the token is wrong"));
    dispatcher.runDue();
    later(1);
    assertThat(chat.got()).hasSize(4);
    dispatcher.close();

    subscriptions.standing(A, Standing.active(now));
    dispatcher = dispatcher();
    dispatcher.runDue();

    assertThat(chat.deliveries().subList(4, 6))
        .extracting(Delivery::begun)
        .containsExactly(Optional.of(START), Optional.of(START));
  }

  @Test
  void whatHasNoMeaningForAPostIsARefusal() {
    say("one", "chat:a");
    say("two", "chat:a");
    say("three", "chat:a");
    chat.next(new SendResult.Lost("unknown message"));
    chat.next(new SendResult.Frozen("too many edits"));

    dispatcher.runDue();

    assertThat(outbox.settled()).hasSize(3);
    assertThat(outbox.settled().get(0)).isEqualTo("refused 1 unknown message");
    assertThat(outbox.settled().get(1)).startsWith("refused 2 ").contains("too many edits");
    assertThat(outbox.settled().get(2)).isEqualTo("sent 3");
  }

  @Test
  void laterThanFiveMinutesItSaysSo() {
    say("one", "chat:a", "chat:b");
    chat.next(new SendResult.Failed("no answer", Optional.of(Duration.ofMinutes(5)), false));
    chat.next(
        new SendResult.Failed(
            "no answer", Optional.of(Duration.ofMinutes(5).plusMillis(1)), false));
    dispatcher.runDue();

    later(300);
    now = now.plusMillis(1);
    dispatcher.runDue();

    assertThat(chat.got().subList(2, 4)).containsExactly("a one", "b Delayed notice. one");
  }

  private void say(String id, String... channels) {
    store.commit(RoundOf.at(now).news(id, channels).round());
  }

  private void later(int seconds) {
    now = now.plusSeconds(seconds);
    dispatcher.runDue();
  }

  private Delivery only() {
    List<Delivery> due = outbox.due("chat", now, 10);
    assertThat(due).hasSize(1);
    return due.get(0);
  }

  private Dispatcher dispatcher() {
    Pace oneByOne = Pace.USUAL.with(Pace.USUAL.longestWait(), 1);
    return new Dispatcher(
        outbox, chat, () -> now, oneByOne, Runnable::run, Unattended.supervisor());
  }
}
