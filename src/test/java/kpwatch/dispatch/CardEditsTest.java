package kpwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.notify.Card;
import kpwatch.notify.Message;
import kpwatch.notify.SendResult;
import kpwatch.storage.Database;
import kpwatch.storage.RoundOf;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.testkit.Unattended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cards are kept up to date, at their pace and after what is to be said. */
@Timeout(20)
class CardEditsTest {
  private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final FailingOutbox outbox = new FailingOutbox(new SqlOutbox(database, subscriptions));
  private final ScriptedMessenger chat = new ScriptedMessenger("chat");
  private Instant now = START;
  private final Dispatcher dispatcher =
      new Dispatcher(outbox, chat, () -> now, Pace.USUAL, Runnable::run, Unattended.supervisor());

  @BeforeEach
  void postOne() {
    say("opened", "chat:a");
    chat.next(new SendResult.Sent(Optional.of("17")));
    dispatcher.runDue();
    chat.got().clear();
    outbox.settled().clear();
  }

  @AfterEach
  void close() {
    dispatcher.close();
    database.close();
  }

  @Test
  void aCardIsEditedWhenItsTimeHasCome() {
    reads(59, "two");
    assertThat(chat.got()).isEmpty();

    after(60);
    assertThat(chat.got()).containsExactly("a edit of 17: two");

    after(3600);
    assertThat(chat.got()).as("it reads as it should").hasSize(1);
  }

  @Test
  void onlyTheLastOfManyChangesIsShown() {
    reads(20, "two");
    reads(40, "three");
    reads(80, "four");

    assertThat(chat.got()).containsExactly("a edit of 17: four");
  }

  @Test
  void whatIsToBeSaidGoesFirst() {
    now = START.plusSeconds(100);
    store.commit(
        RoundOf.at(now).cards(card("two", false)).post("said", "chat:a", "chat:b").round());

    dispatcher.runDue();

    assertThat(chat.got()).containsExactly("a said", "b said", "a edit of 17: two");
  }

  @Test
  void whatIsToBeSaidDoesNotWaitForALookAtTheCards() {
    now = START.plusSeconds(100);
    store.commit(RoundOf.at(now).cards(card("two", false)).post("said", "chat:b").round());
    outbox.failNextCards();

    assertThatThrownBy(dispatcher::runDue).hasMessage("disk");
    assertThat(chat.got()).containsExactly("b said");

    dispatcher.runDue();
    assertThat(chat.got()).containsExactly("b said", "a edit of 17: two");
  }

  @Test
  void theEndIsShownAtOnce() {
    ends(1);

    assertThat(chat.got()).containsExactly("a edit of 17: ended");
  }

  @Test
  void anEditIsTriedAgainAfterAsLongAsItWasTold() {
    chat.nextEdit(new SendResult.Failed("slow down", Optional.of(Duration.ofMinutes(4)), false));
    ends(1);
    after(240);
    assertThat(chat.got()).hasSize(1);

    after(241);
    assertThat(chat.got()).hasSize(2);
    assertThat(outbox.settled()).last().isEqualTo("edited 17");
  }

  @Test
  void anEndThatCannotBeShownIsNotTriedOnEachSweep() {
    chat.nextEdit(new SendResult.Failed("no answer", Optional.empty(), true));
    chat.nextEditThrows(new IllegalStateException("bug"));
    ends(1);
    after(60);
    assertThat(chat.got()).hasSize(1);

    after(61);
    assertThat(chat.got()).hasSize(2);
    after(62);
    assertThat(chat.got()).hasSize(2);
    after(121);
    assertThat(chat.got()).hasSize(3);
    assertThat(outbox.settled()).last().isEqualTo("edited 17");
  }

  @Test
  void aFrozenCardIsLeftUntilTheEnd() {
    chat.nextEdit(new SendResult.Frozen("too many edits of an old message"));
    reads(60, "two");
    reads(2000, "three");
    reads(9000, "four");
    assertThat(chat.got()).containsExactly("a edit of 17: two");

    ends(9999);
    assertThat(chat.got()).containsExactly("a edit of 17: two", "a edit of 17: ended");
  }

  @Test
  void anEndThatIsNotTakenIsNotTriedAgain() {
    chat.nextEdit(new SendResult.Refused("no"));
    ends(1);
    after(9999);

    assertThat(chat.got()).hasSize(1);
    assertThat(outbox.settled()).containsExactly("frozen 17");
  }

  /** Else it would read as open for ever once the channel can be posted to again. */
  @Test
  void anEndThatCannotBeShownInAClosedChannelIsTriedAgainNowAndThen() {
    chat.nextEdit(new SendResult.Paused("I lack View Channel"));
    ends(1);
    after(600);
    assertThat(chat.got()).hasSize(1);

    after(601);
    assertThat(chat.got()).hasSize(2);
    assertThat(outbox.settled()).last().isEqualTo("edited 17");
  }

  @Test
  void aLostCardIsPostedOnceMoreAndThatOneIsKeptUpToDate() {
    chat.nextEdit(new SendResult.Lost("unknown message"));
    chat.next(new SendResult.Sent(Optional.of("18")));
    reads(60, "two");
    after(61);
    reads(200, "three");

    assertThat(chat.got()).containsExactly("a edit of 17: two", "a two", "a edit of 18: three");
    assertThat(chat.deliveries().get(1).to().sounding()).isFalse();
  }

  @Test
  void aLostCardOfAnIncidentThatIsOverIsNotPostedAgain() {
    chat.nextEdit(new SendResult.Lost("unknown message"));
    ends(1);
    after(9999);

    assertThat(chat.got()).containsExactly("a edit of 17: ended");
  }

  @Test
  void aPlatformThatRefusesUsIsNotAskedAgain() {
    chat.nextEdit(new SendResult.Down("the token is wrong"));
    reads(60, "two");
    say("said", "chat:a");
    after(9999);
    assertThat(chat.got()).containsExactly("a edit of 17: two");

    try (Dispatcher next =
        new Dispatcher(
            outbox, chat, () -> now, Pace.USUAL, Runnable::run, Unattended.supervisor())) {
      next.runDue();
    }
    assertThat(chat.got()).hasSize(3).last().isEqualTo("a edit of 17: two");
  }

  @Test
  void whatWasEditedIsNotEditedAgainBecauseTheDiskFailed() {
    outbox.failNext();
    assertThatThrownBy(() -> reads(60, "two")).hasMessage("disk");

    after(9999);

    assertThat(chat.got()).containsExactly("a edit of 17: two");
    assertThat(outbox.settled()).containsExactly("edited 17");
  }

  private void say(String id, String... channels) {
    store.commit(RoundOf.at(now).post(id, channels).round());
  }

  private void reads(int second, String text) {
    now = START.plusSeconds(second);
    store.commit(RoundOf.at(now).cards(card(text, false)).round());
    dispatcher.runDue();
  }

  private void ends(int second) {
    now = START.plusSeconds(second);
    store.commit(RoundOf.at(now).cards(card("ended", true)).round());
    dispatcher.runDue();
  }

  private void after(int second) {
    now = START.plusSeconds(second);
    dispatcher.runDue();
  }

  private Card card(String text, boolean ended) {
    return new Card("KP-K7Q2", now, now, text, ended, Message.note(text));
  }
}
