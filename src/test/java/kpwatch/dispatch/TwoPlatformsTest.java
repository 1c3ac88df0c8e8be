package kpwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kpwatch.storage.Database;
import kpwatch.storage.RoundOf;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.testkit.Unattended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two dispatchers on one outbox. */
@Timeout(20)
class TwoPlatformsTest {
  private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final FailingOutbox outbox = new FailingOutbox(new SqlOutbox(database, subscriptions));
  private final ScriptedMessenger chat = new ScriptedMessenger("chat");
  private final ScriptedMessenger mail = new ScriptedMessenger("mail");
  private final Dispatcher chats =
      new Dispatcher(outbox, chat, () -> START, Pace.USUAL, Runnable::run, Unattended.supervisor());
  private final Dispatcher mails =
      new Dispatcher(outbox, mail, () -> START, Pace.USUAL, Runnable::run, Unattended.supervisor());

  @AfterEach
  void close() {
    chats.close();
    mails.close();
    database.close();
  }

  @Test
  void eachTakesItsOwnInOrder() {
    store.commit(
        RoundOf.at(START).news("one", "chat:a", "mail:a").news("two", "mail:a", "chat:a").round());

    mails.runDue();
    assertThat(mail.got()).containsExactly("a one", "a two");
    assertThat(chat.got()).isEmpty();

    chats.runDue();
    assertThat(chat.got()).containsExactly("a one", "a two");
    assertThat(mail.got()).hasSize(2);
  }

  @Test
  void onePlatformThatHangsDoesNotHoldUpTheOther() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    chat.onSend(
        () -> {
          hanging.countDown();
          released.await();
        });
    store.commit(RoundOf.at(START).news("one", "chat:a", "mail:a", "mail:b").round());
    chats.start();
    assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

    mails.runDue();
    store.commit(RoundOf.at(START).news("two", "mail:a").round());
    mails.runDue();

    assertThat(mail.got()).containsExactly("a one", "b one", "a two");
    assertThat(outbox.settled()).as("the other still hangs").hasSize(3);
    released.countDown();
    chats.close();
    assertThat(outbox.settled()).hasSize(4);
  }
}
