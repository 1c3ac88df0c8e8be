package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.files.NetworkFile;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
import kpwatch.notify.Outbox;
import kpwatch.observation.Answer;
import kpwatch.storage.Database;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.storage.Subscribed;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole outage through the watch, for a channel that is gone during some of it. */
class ReturnedChannelTest {
  private static final ChannelRef A = ChannelRef.parse("chat:a");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlOutbox outbox = new SqlOutbox(database, subscriptions);
  private final Country country = new Country(NetworkFile.read("kp"), Bench.PEERS);
  private WatchBench bench;

  @BeforeEach
  void settle() {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), Bench.START);
    bench =
        new WatchBench(
            country, new SqlWatchStore(database, subscriptions), subscriptions, Bench.START);
    bench.settle();
    deliver();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Blocked before the end was written, or found out by the end itself. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatItHeardBeginItHearsEndInOneMessageWithBothTimes(boolean byTheEnd) {
    everythingFails();
    assertThat(deliver()).contains(Notification.Kind.OPENED);
    if (!byTheEnd) {
      goes();
    }
    everythingReturns();
    if (byTheEnd) {
      outbox.begun(due(), bench.now()).forEach(d -> outbox.gone(d, "blocked", bench.now()));
    }
    assertThat(due()).isEmpty();

    returns();

    assertThat(due())
        .singleElement()
        .satisfies(d -> assertThat(d.notification().kind()).isEqualTo(Notification.Kind.CLOSED))
        .satisfies(
            d ->
                assertThat(d.words().plain())
                    .startsWith("● ENDED: North Korea")
                    .containsPattern("[0-9]{2}:[0-9]{2}.* (to|until|-) .*[0-9]{2}:[0-9]{2}"));
    assertThat(deliver()).hasSize(1);
    bench.later(Duration.ofMinutes(5)).tick(bench.everything());
    assertThat(due()).isEmpty();
  }

  @Test
  void whatItMissedAsAWholeIsNotTold() {
    goes();
    everythingFails();
    everythingReturns();
    returns();
    assertThat(due()).isEmpty();
  }

  @Test
  void whatStillLastsIsToldWhenItEnds() {
    everythingFails();
    deliver();
    goes();
    go(Duration.ofMinutes(20));
    returns();
    assertThat(deliver()).doesNotContain(Notification.Kind.CLOSED);

    everythingReturns();

    assertThat(deliver()).containsOnlyOnce(Notification.Kind.CLOSED);
  }

  private void everythingFails() {
    country.everyRoute(0);
    country.everyHost(Answer.TIMEOUT);
    go(Duration.ofMinutes(10));
  }

  private void everythingReturns() {
    country.well();
    go(Duration.ofMinutes(90));
  }

  private void go(Duration time) {
    Instant end = bench.now().plus(time);
    while (bench.now().isBefore(end)) {
      bench.later(Duration.ofMinutes(2)).tick(bench.everything());
    }
  }

  private void goes() {
    subscriptions.standing(A, new Standing(Standing.State.GONE, "blocked", bench.now()));
  }

  private void returns() {
    subscriptions.standing(A, Standing.active(bench.now()));
  }

  /** What the channel hears now, in order. */
  private List<Notification.Kind> deliver() {
    List<Notification.Kind> heard = new ArrayList<>();
    for (List<Delivery> due = due(); !due.isEmpty(); due = due()) {
      Delivery next = due.get(0);
      heard.add(next.notification().kind());
      outbox.sent(List.of(new Outbox.Sent(next, Optional.of("77"), bench.now())));
    }
    return heard;
  }

  private List<Delivery> due() {
    return outbox.due("chat", bench.now(), 9);
  }
}
