package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kpwatch.command.Change;
import kpwatch.notify.Delivery;
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

/** A change of a subscription reads and writes the database without anything in between. */
class AtomicChangeTest {
  private static final Instant NOW = Filled.START;
  private static final ChannelRef A = ChannelRef.parse("chat:a");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final SqlOutbox outbox = new SqlOutbox(database, subscriptions);
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @AfterEach
  void close() {
    threads.shutdownNow();
    database.close();
  }

  @Test
  void anotherChangeWaitsUntilTheFirstIsStored() throws Exception {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), NOW);
    List<Future<Boolean>> second = new ArrayList<>();
    subscriptions.change(
        A,
        NOW,
        known -> {
          Thread[] waiting = new Thread[1];
          second.add(
              threads.submit(
                  () -> {
                    waiting[0] = Thread.currentThread();
                    return change(
                        s -> s.with(Optional.of(new Mute(NOW.plusSeconds(60), List.of()))));
                  }));
          while (waiting[0] == null
              || (waiting[0].getState() != Thread.State.BLOCKED
                  && waiting[0].getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
          }
          return Change.to(known.orElseThrow().with(Standing.unsubscribed(NOW)), true);
        });
    second.get(0).get();

    Subscription after = subscriptions.find(A).orElseThrow();
    assertThat(after.standing().isUnsubscribed()).isTrue();
    assertThat(after.mute()).isPresent();
    assertThat(new SqlSubscriptions(database).all()).isEqualTo(subscriptions.all());
  }

  /** Each adds one to what is owed: none of many is lost. */
  @Test
  void ofManyAtOnceNoneIsLost() throws Exception {
    subscriptions.put(Subscribed.muted("chat:a", NOW.plusSeconds(9)), List.of(), NOW);
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int number = i;
      all.add(
          threads.submit(
              () -> number % 2 == 0 ? change(s -> s.with(wishes(s, number))) : stored(number)));
    }
    for (Future<Boolean> one : all) {
      one.get();
    }

    Subscription after = subscriptions.find(A).orElseThrow();
    assertThat(after.mute().orElseThrow().owed()).hasSize(20);
    assertThat(after.wishes().mention().orElseThrow().role()).hasSize(20);
    assertThat(new SqlSubscriptions(database).all()).isEqualTo(subscriptions.all());
  }

  private static Wishes wishes(Subscription s, int number) {
    String role = s.wishes().mention().map(Wishes.Mention::role).orElse("");
    String longer = number < 2 || role.startsWith("@") ? "x" : role + "x";
    return new Wishes(
        Level.ALL,
        Optional.of(new Wishes.Mention(longer, kpwatch.subscription.Severity.OUTAGE)),
        s.wishes().detail(),
        s.wishes().quiet());
  }

  private boolean stored(int number) {
    store.commit(RoundOf.at(NOW).withheld("chat:a", "KP-" + number).round());
    return true;
  }

  private boolean change(java.util.function.UnaryOperator<Subscription> how) {
    return subscriptions.change(
        A, NOW, known -> known.map(s -> Change.to(how.apply(s), true)).orElse(Change.none(false)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeliveryThatIsRefusedAfterAnUnsubscribeBringsNothingBack(boolean paused) {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), NOW);
    store.commit(RoundOf.at(NOW).post("one", "chat:a").round());
    Delivery underWay = outbox.begun(outbox.due("chat", NOW, 1), NOW).get(0);

    change(s -> s.with(Standing.unsubscribed(NOW)));
    if (paused) {
      outbox.paused(underWay, "no right", NOW.plusSeconds(1));
    } else {
      outbox.gone(underWay, "blocked", NOW.plusSeconds(1));
    }
    subscriptions.standing(
        A, new Standing(Standing.State.GONE, "the bot left", NOW.plusSeconds(2)));

    assertThat(subscriptions.find(A).orElseThrow().standing())
        .isEqualTo(Standing.unsubscribed(NOW));
    assertThat(outbox.due("chat", NOW.plusSeconds(900), 1)).isEmpty();
  }

  @Test
  void aDecisionThatThrowsChangesNothing() {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), NOW);
    assertThatThrownBy(
            () ->
                subscriptions.change(
                    A,
                    NOW,
                    known -> {
                      throw new IllegalStateException("a defect");
                    }))
        .hasStackTraceContaining("a defect");
    assertThatThrownBy(
            () -> subscriptions.change(A, NOW, known -> Change.to(Subscribed.to("chat:b"), true)))
        .hasStackTraceContaining("a change of chat:a gave chat:b");

    assertThat(subscriptions.all()).containsExactly(Subscribed.to("chat:a"));
    assertThat(change(s -> s.with(Wishes.USUAL))).isTrue();
  }
}
