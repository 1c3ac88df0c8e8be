package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Delivery;
import kpwatch.notify.Outbox;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A channel gets another id. */
final class MovedSubscriptionsTest {
  private static final Instant NOW = Filled.START;
  private static final ChannelRef OLD = ChannelRef.parse("chat:old");
  private static final ChannelRef NEW = ChannelRef.parse("chat:new");

  private final Database database = Database.inMemory();
  private final Stored stored = new Stored(database);
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final SqlOutbox outbox = new SqlOutbox(database, subscriptions);

  @AfterEach
  void close() {
    database.close();
  }

  private void move() {
    subscriptions.moved(OLD, NEW, "new home", NOW.plusSeconds(60));
  }

  private void put(Subscription subscription) {
    subscriptions.put(subscription, List.of(), NOW);
  }

  @Test
  void wishesMuteStandingAndWhatIsDueMoveAndWhatWasPostedIsForgotten() {
    Subscription muted = Subscribed.muted("chat:old", NOW.plusSeconds(3600), "KP-AAAA");
    put(muted);
    store.commit(RoundOf.at(NOW).post("said", "chat:old").post("due", "chat:old").round());
    Delivery said = outbox.due("chat", NOW, 1).get(0);
    outbox.sent(List.of(new Outbox.Sent(said, Optional.of("77"), NOW)));
    Delivery due = outbox.due("chat", NOW, 1).get(0);
    outbox.begun(List.of(due), NOW);
    assertThat(stored.posted()).hasSize(1);

    move();

    assertThat(subscriptions.all())
        .containsExactly(
            new Subscription(NEW, "new home", muted.wishes(), muted.mute(), muted.standing()));
    assertThat(new SqlSubscriptions(database).all()).isEqualTo(subscriptions.all());
    assertThat(outbox.due("chat", NOW, 9))
        .singleElement()
        .satisfies(d -> assertThat(d.channel()).isEqualTo(NEW))
        .satisfies(d -> assertThat(d.begun()).as("a doubt stays one").contains(NOW))
        .satisfies(d -> assertThat(d.replyTo()).isEmpty());
    assertThat(stored.posted()).isEmpty();
    assertThat(stored.deliveries()).extracting("channel").containsExactly("new", "new");

    move();
    assertThat(subscriptions.all()).hasSize(1);
  }

  @Test
  void whereBothAreKnownTheNewOneHoldsAndNothingIsSaidTwice() {
    put(Subscribed.to("chat:old"));
    Subscription fresh = Subscribed.to("chat:new").with(Wishes.USUAL);
    put(fresh);
    store.commit(
        RoundOf.at(NOW).post("both", "chat:old", "chat:new").post("one", "chat:old").round());

    move();

    assertThat(subscriptions.all()).containsExactly(fresh);
    assertThat(stored.deliveries())
        .extracting(r -> r.get("notification") + " " + r.get("channel") + " " + r.get("state"))
        .containsExactly("both new pending", "one new pending");
  }

  @Test
  void deliveriesOfAChannelThatIsNotSubscribedMoveToo() {
    store.commit(RoundOf.at(NOW).post("one", "chat:old", "mail:old").round());
    move();
    assertThat(subscriptions.all()).isEmpty();
    assertThat(stored.deliveries())
        .extracting(r -> r.get("platform") + ":" + r.get("channel"))
        .containsExactly("chat:new", "mail:old");
  }
}
