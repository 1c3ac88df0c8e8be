package kpwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import kpwatch.notify.SendResult;
import kpwatch.storage.Database;
import kpwatch.storage.RoundOf;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.subscription.ChannelRef;
import kpwatch.testkit.Unattended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DispatcherTest {
  private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");

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
  void everythingThatIsDueIsSentInOneRunAndEachChannelInOrder() {
    store.commit(
        RoundOf.at(START)
            .news("one", "chat:a")
            .news("two", "chat:a", "chat:b")
            .news("three", "chat:a")
            .round());

    dispatcher.runDue();

    assertThat(chat.got()).containsExactly("a one", "b two", "a two", "a three");
    dispatcher.runDue();
    assertThat(chat.got()).hasSize(4);
  }

  @Test
  void whatIsNotDueYetIsNotSent() {
    store.commit(RoundOf.at(START.plusSeconds(1)).news("one", "chat:a").round());

    dispatcher.runDue();
    assertThat(chat.got()).isEmpty();

    now = START.plusSeconds(1);
    dispatcher.runDue();
    assertThat(chat.got()).containsExactly("a one");
  }

  @Test
  void theWaitDoublesFromOneSecondToFiveMinutes() {
    store.commit(RoundOf.at(START).news("one", "chat:a").round());
    chat.always(new SendResult.Failed("no answer", Optional.empty(), false));
    List<Duration> waits = new ArrayList<>();

    for (int attempt = 1; attempt <= 12; attempt++) {
      dispatcher.runDue();
      assertThat(chat.got()).hasSize(attempt);
      waits.add(nextAttempt());
    }

    List<Long> most = List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
    for (int i = 0; i < most.size(); i++) {
      Duration wait = Duration.ofSeconds(most.get(i));
      assertThat(waits.get(i)).isBetween(wait.multipliedBy(3).dividedBy(4), wait);
    }
    assertThat(waits.get(10)).as("spread").isNotEqualTo(waits.get(11));
  }

  @Test
  void aLongerWaitOfThePlatformIsObeyedAndAShorterOneIsNot() {
    store.commit(RoundOf.at(START).news("one", "chat:a").round());
    chat.next(new SendResult.Failed("slow down", Optional.of(Duration.ofSeconds(42)), false));
    chat.next(new SendResult.Failed("slow down", Optional.of(Duration.ofMillis(1)), false));

    dispatcher.runDue();
    assertThat(nextAttempt()).isEqualTo(Duration.ofSeconds(42));
    dispatcher.runDue();
    assertThat(nextAttempt()).isBetween(Duration.ofMillis(1500), Duration.ofMillis(2000));
  }

  @Test
  void aFailureHoldsUpItsChannelOnly() {
    store.commit(RoundOf.at(START).news("one", "chat:a", "chat:b").news("two", "chat:a").round());
    chat.next(new SendResult.Failed("no answer", Optional.empty(), false));

    dispatcher.runDue();
    assertThat(chat.got()).containsExactly("a one", "b one");

    now = START.plusSeconds(1);
    dispatcher.runDue();
    assertThat(chat.got()).containsExactly("a one", "b one", "a one", "a two");
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    store.commit(RoundOf.at(START).news("one", "chat:a").news("two", "chat:a").round());
    chat.next(new SendResult.Refused("no such channel"));

    dispatcher.runDue();

    assertThat(chat.got()).containsExactly("a one", "a two");
    assertThat(outbox.settled()).containsExactly("refused 1 no such channel", "sent 2");
  }

  @Test
  void aMessengerThatThrowsIsAFailure() {
    store.commit(RoundOf.at(START).news("one", "chat:a", "chat:b").round());
    chat.nextThrows(new IllegalStateException("bug"));

    dispatcher.runDue();

    assertThat(chat.got()).containsExactly("a one", "b one");
    assertThat(outbox.settled())
        .containsExactlyInAnyOrder("postponed 1 IllegalStateException", "sent 2");
    assertThat(nextAttempt()).isBetween(Duration.ofMillis(750), Duration.ofMillis(1000));
  }

  @Test
  void aDeliveryIsSettledOnlyAfterThePlatformAnswered() {
    store.commit(RoundOf.at(START).news("one", "chat:a").round());
    chat.onSend(() -> assertThat(outbox.due("chat", now, 10)).hasSize(1));

    dispatcher.runDue();

    assertThat(outbox.settled()).containsExactly("sent 1");
  }

  @Test
  void eachPlatformsDispatcherTakesOnlyItsOwnAndNobodyIsCrowdedOut() {
    String[] strangers = IntStream.range(0, 120).mapToObj(i -> "fax:" + i).toArray(String[]::new);
    store.commit(RoundOf.at(START).news("one", strangers).news("two", "chat:a").round());

    dispatcher.runDue();

    assertThat(chat.got()).containsExactly("a two");
    assertThat(outbox.due("fax", now, 1000)).hasSize(120);

    ScriptedMessenger fax = new ScriptedMessenger("fax");
    try (Dispatcher later =
        new Dispatcher(
            outbox, fax, () -> now, Pace.USUAL, Runnable::run, Unattended.supervisor())) {
      later.runDue();
    }
    assertThat(fax.got()).hasSize(120);
    assertThat(chat.got()).hasSize(1);
  }

  @Test
  void whatWasSentIsNotSentAgainBecauseTheDiskFailed() {
    store.commit(RoundOf.at(START).news("one", "chat:a").news("two", "chat:a").round());
    outbox.failAlways(true);

    assertThatThrownBy(() -> dispatcher.runDue()).hasMessage("disk");
    assertThat(chat.got()).containsExactly("a one");

    outbox.failAlways(false);
    dispatcher.runDue();
    assertThat(chat.got()).containsExactly("a one", "a two");
    assertThat(outbox.settled()).containsExactly("sent 1", "sent 2");
  }

  /** A row that cannot be claimed or settled, whatever the reason, keeps only its channel back. */
  @Test
  void aDeliveryThatBreaksTheOutboxCostsNoOther() {
    outbox.breakOn(new ChannelRef("chat", "b"));
    store.commit(RoundOf.at(START).news("one", "chat:a", "chat:b", "chat:c").round());
    dispatcher.runDue();
    assertThat(chat.got()).containsExactlyInAnyOrder("a one", "c one");

    outbox.breakOnSettling(new ChannelRef("chat", "d"));
    store.commit(RoundOf.at(START).news("two", "chat:a", "chat:d").round());
    assertThatThrownBy(() -> dispatcher.runDue()).hasMessage("broken row");
    assertThat(chat.got()).contains("a two", "d two");
    store.commit(RoundOf.at(START).news("three", "chat:a", "chat:c", "chat:d").round());
    now = now.plus(Pace.USUAL.sweep());
    assertThatThrownBy(() -> dispatcher.runDue()).hasMessage("broken row");

    assertThat(chat.got()).contains("a three", "c three").doesNotContain("d three", "b one");
    assertThat(chat.got()).filteredOn(g -> g.equals("d two")).as("never twice").hasSize(1);
  }

  @Test
  void everyKindOfErrorInACallCostsOneAttempt() {
    store.commit(RoundOf.at(START).news("one", "chat:a", "chat:b", "chat:c").round());
    chat.nextThrows(new StackOverflowError());
    chat.nextThrows(new NoClassDefFoundError("gone"));

    dispatcher.runDue();
    now = START.plusSeconds(2);
    dispatcher.runDue();

    assertThat(chat.got()).containsExactlyInAnyOrder("a one", "b one", "c one", "a one", "b one");
  }

  @Test
  void aRestartGoesOnWhereItWas() {
    store.commit(RoundOf.at(START).news("one", "chat:a").news("two", "chat:a").round());
    chat.next(new SendResult.Sent(Optional.empty()));
    chat.next(new SendResult.Failed("no answer", Optional.empty(), false));
    dispatcher.runDue();
    dispatcher.close();

    dispatcher = dispatcher();
    dispatcher.runDue();
    assertThat(chat.got()).as("it waits as it was told before").containsExactly("a one", "a two");

    now = START.plusSeconds(1);
    dispatcher.runDue();
    assertThat(chat.got()).containsExactly("a one", "a two", "a two");
  }

  @Test
  void theThreadSendsWhenWokenAndFinishesWhatIsUnderWay() throws InterruptedException {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    chat.onSend(
        () -> {
          sending.countDown();
          answer.await();
        });
    dispatcher =
        new Dispatcher(
            outbox,
            chat,
            () -> now,
            sweeping(Duration.ofHours(1)),
            Runnable::run,
            Unattended.supervisor());
    dispatcher.start();
    store.commit(RoundOf.at(START).news("one", "chat:a").news("two", "chat:a").round());
    dispatcher.wake();
    assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();

    Thread closer = new Thread(dispatcher::close);
    closer.start();
    while (closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    answer.countDown();
    closer.join();

    assertThat(outbox.settled()).containsExactly("sent 1");
  }

  @Test
  void theThreadOutlivesAFailureOfTheOutbox() throws InterruptedException {
    store.commit(RoundOf.at(START).news("one", "chat:a").news("two", "chat:a").round());
    CountDownLatch second = new CountDownLatch(2);
    chat.onSend(second::countDown);
    outbox.failNext();
    dispatcher =
        new Dispatcher(
            outbox,
            chat,
            () -> now,
            sweeping(Duration.ofMillis(1)),
            Runnable::run,
            Unattended.supervisor());

    dispatcher.start();

    assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(chat.got()).containsExactly("a one", "a two");
  }

  private Dispatcher dispatcher() {
    return new Dispatcher(
        outbox, chat, () -> now, Pace.USUAL, Runnable::run, Unattended.supervisor());
  }

  private static Pace sweeping(Duration sweep) {
    Pace usual = Pace.USUAL;
    return new Pace(
        sweep,
        usual.firstWait(),
        usual.longestWait(),
        usual.most(),
        usual.atOnce(),
        usual.finish());
  }

  /** Moves the clock to the next attempt; a millisecond before it nothing is due. */
  private Duration nextAttempt() {
    Instant from = now;
    now = outbox.due("chat", now.plus(Duration.ofDays(1)), 10).get(0).due();
    assertThat(outbox.due("chat", now.minusMillis(1), 10)).isEmpty();
    return Duration.between(from, now);
  }
}
