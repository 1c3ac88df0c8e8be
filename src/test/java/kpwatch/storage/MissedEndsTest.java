package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Incident;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
import kpwatch.notify.Outbox;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel that was gone while an incident ended hears the end once it is back. */
class MissedEndsTest {
  private static final Instant NOW = Filled.START;
  private static final ChannelRef A = ChannelRef.parse("chat:a");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final SqlOutbox outbox = new SqlOutbox(database, subscriptions);

  @BeforeEach
  void subscribe() {
    subscriptions.put(Subscribed.to("chat:a"), List.of(), NOW);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whoHeardTheBeginningHearsTheEndOnce() {
    begins("chat:a");
    sent();
    goes("blocked");
    ends();
    assertThat(due()).isEmpty();

    returns();

    assertThat(due())
        .singleElement()
        .satisfies(d -> assertThat(d.notification().id()).isEqualTo("KP-K7Q2/9"))
        .satisfies(d -> assertThat(d.to().sounding()).isFalse())
        .satisfies(d -> assertThat(d.replyTo()).contains("77"));
    sent();
    goes("blocked");
    returns();
    assertThat(due()).isEmpty();
  }

  /** The very message by which we learn that we are blocked may be the end. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEndThatWasUnderWayWhenTheChannelWentIsHeardToo(boolean tried) {
    begins("chat:a");
    sent();
    ends("chat:a");
    if (tried) {
      Delivery end = outbox.begun(due(), NOW).get(0);
      outbox.gone(end, "blocked", NOW);
    } else {
      goes("the bot was removed");
    }
    assertThat(due()).isEmpty();

    returns();
    returns();

    assertThat(due()).extracting(d -> d.notification().id()).containsExactly("KP-K7Q2/9");
  }

  @Test
  void whoMissedItAsAWholeHearsNothing() {
    goes("blocked");
    begins();
    ends();
    returns();
    assertThat(due()).isEmpty();
  }

  /** A beginning that was due and never arrived is no beginning that was heard. */
  @Test
  void aBeginningThatDidNotArriveWasNotHeard() {
    begins("chat:a");
    goes("blocked");
    ends();
    returns();
    assertThat(due()).isEmpty();
  }

  @Test
  void whoHeardTheEndHearsItNotAgain() {
    begins("chat:a");
    sent();
    ends("chat:a");
    sent();
    goes("blocked");
    returns();
    assertThat(due()).isEmpty();
  }

  @Test
  void whileItLastsNothingIsToldAndItsEndComesAsUsual() {
    begins("chat:a");
    sent();
    goes("blocked");
    returns();
    assertThat(due()).isEmpty();

    ends("chat:a");
    assertThat(due()).hasSize(1);
  }

  @Test
  void whoUnsubscribedAndComesBackHearsNothing() {
    begins("chat:a");
    sent();
    goes(Standing.UNSUBSCRIBED);
    ends();
    returns();
    assertThat(due()).isEmpty();
  }

  @Test
  void whoIsMutedIsOwedIt() {
    begins("chat:a");
    sent();
    goes("blocked");
    ends();
    Subscription muted =
        subscriptions
            .find(A)
            .orElseThrow()
            .with(Optional.of(new Mute(NOW.plusSeconds(9000), List.of())))
            .with(Standing.active(NOW.plusSeconds(900)));

    subscriptions.put(muted, List.of(), NOW.plusSeconds(900));

    assertThat(due()).isEmpty();
    assertThat(subscriptions.find(A).flatMap(Subscription::mute).orElseThrow().owed())
        .containsExactly("KP-MISS");
  }

  /** Back, but not yet allowed to be posted to. */
  @Test
  void itWaitsWhereWeMayNotPostYet() {
    begins("chat:a");
    sent();
    goes("blocked");
    ends();
    subscriptions.standing(
        A, new Standing(Standing.State.PAUSED, "no right", NOW.plusSeconds(800)));
    assertThat(due()).isEmpty();

    returns();

    assertThat(due()).hasSize(1);
  }

  @Test
  void whatWasTakenBackIsTakenBackThereToo() {
    begins("chat:a");
    sent();
    goes("blocked");
    Incident over = Filled.incident("KP-MISS");
    store.commit(
        RoundOf.at(NOW.plusSeconds(600))
            .changed(Incident.Action.CLOSED, over)
            .post(said("KP-K7Q2/8", Notification.Kind.CLOSED, over.code(), NOW.plusSeconds(500)))
            .post(
                said("KP-K7Q2/9", Notification.Kind.CORRECTION, over.code(), NOW.plusSeconds(600)))
            .round());

    returns();

    assertThat(due()).extracting(d -> d.notification().id()).containsExactly("KP-K7Q2/9");
  }

  private void begins(String... channels) {
    Incident open = Filled.incident("KP-MISS");
    store.commit(
        RoundOf.at(NOW)
            .post(said("KP-K7Q2/1", Notification.Kind.OPENED, open.code(), NOW), channels)
            .round());
  }

  private void ends(String... channels) {
    Incident over = Filled.incident("KP-MISS");
    Instant at = NOW.plusSeconds(600);
    store.commit(
        RoundOf.at(at)
            .changed(Incident.Action.CLOSED, over)
            .post(said("KP-K7Q2/9", Notification.Kind.CLOSED, over.code(), at), channels)
            .round());
  }

  private static Notification said(String id, Notification.Kind kind, String code, Instant at) {
    Notification plain = RoundOf.notification(id, at, kind);
    return new Notification(
        id, at, Optional.of(code), plain.scope(), kind, true, plain.level(), plain.message());
  }

  private void goes(String reason) {
    subscriptions.standing(A, new Standing(Standing.State.GONE, reason, NOW.plusSeconds(30)));
  }

  private void returns() {
    subscriptions.standing(A, Standing.active(NOW.plusSeconds(900)));
  }

  private void sent() {
    outbox.sent(List.of(new Outbox.Sent(due().get(0), Optional.of("77"), NOW)));
  }

  private List<Delivery> due() {
    return outbox.due("chat", NOW.plusSeconds(1800), 9);
  }
}
