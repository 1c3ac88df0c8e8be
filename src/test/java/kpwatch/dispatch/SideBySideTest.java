package kpwatch.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.Notification;
import kpwatch.notify.Notification.Kind;
import kpwatch.notify.Recipient;
import kpwatch.notify.SendResult;
import kpwatch.storage.Database;
import kpwatch.storage.RoundOf;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.testkit.Unattended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Channels side by side, within the platform's limits, and a platform that falls ill. */
class SideBySideTest {
  private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final SqlOutbox outbox = new SqlOutbox(database, subscriptions);
  private final Limited chat = new Limited();
  private final Deque<Runnable> calls = new ArrayDeque<>();
  private Instant now = START;
  private final Dispatcher dispatcher =
      new Dispatcher(
          outbox,
          chat,
          () -> now,
          Pace.USUAL.with(Pace.USUAL.longestWait(), 3),
          calls::add,
          Unattended.supervisor());

  @AfterEach
  void close() {
    dispatcher.close();
    database.close();
  }

  @Test
  void severalChannelsAreCalledAtOnceAndEachOnlyOnce() {
    say("one", "chat:a", "chat:b");
    say("two", "chat:a");
    dispatcher.runDue();
    assertThat(calls).hasSize(2);
    dispatcher.runDue();
    assertThat(calls).as("a is busy").hasSize(2);

    answer();
    dispatcher.runDue();
    assertThat(calls).as("b, and a again").hasSize(2);
    answerAll();
    assertThat(chat.got).containsExactly("a one", "b one", "a two");
  }

  @Test
  void noMoreThanSoManyAreUnderWay() {
    say("one", "chat:a", "chat:b", "chat:c", "chat:d", "chat:e");
    dispatcher.runDue();
    assertThat(calls).hasSize(3);
    answer();
    dispatcher.runDue();
    assertThat(calls).hasSize(3);
  }

  @Test
  void nothingIsBegunAheadOfTheLimitsAndTheirEndIsKnown() {
    chat.room = 2;
    chat.untilNext = Duration.ofMillis(40);
    say("one", "chat:a", "chat:b", "chat:c");

    assertThat(dispatcher.runDue()).isEqualTo(Duration.ofMillis(40));
    assertThat(calls).hasSize(2);
    assertThat(pending()).extracting(Delivery::begun).contains(Optional.empty());

    chat.room = 9;
    dispatcher.runDue();
    assertThat(calls).hasSize(3);
  }

  @Test
  void aChannelWithoutRoomHoldsUpNoOther() {
    chat.full = Optional.of("a");
    say("one", "chat:a", "chat:b");

    assertThat(dispatcher.runDue()).isEqualTo(Duration.ofMillis(700));
    answerAll();
    assertThat(chat.got).containsExactly("b one");

    chat.full = Optional.empty();
    now = START.plusMillis(700);
    dispatcher.runDue();
    answerAll();
    assertThat(chat.got).containsExactly("b one", "a one");
  }

  @Test
  void aClockThatGoesBackHoldsNoChannelUp() {
    say("one", "chat:a");
    now = START.plus(Duration.ofMinutes(4));
    chat.full = Optional.of("a");
    dispatcher.runDue();
    chat.full = Optional.empty();
    now = now.minus(Duration.ofMinutes(3));

    dispatcher.runDue();
    answerAll();
    assertThat(chat.got).containsExactly("a one");
  }

  @Test
  void anIllPlatformGetsNothingUntilItAnswersAndThenAllAtOnce() {
    chat.ill = true;
    say("one", "chat:a", "chat:b", "chat:c", "chat:d");
    dispatcher.runDue();
    answerAll();
    assertThat(chat.got).hasSize(3);

    for (int second = 1; second <= 30; second++) {
      now = START.plusSeconds(second);
      dispatcher.runDue();
      answerAll();
    }
    assertThat(chat.got).as("no more was tried").hasSize(3);
    assertThat(chat.felt).isEqualTo(30);

    chat.ill = false;
    now = START.plusSeconds(31);
    dispatcher.runDue();
    answerAll();
    answerAll();
    assertThat(chat.got.subList(3, chat.got.size()))
        .containsExactlyInAnyOrder("a one", "b one", "c one", "d one");
    assertThat(pending()).isEmpty();
  }

  @Test
  void beginningsAndEndsGoFirstThenUpdatesThenTheRestAndOfEachWhoIsCalledByName() {
    store.commit(
        RoundOf.at(now)
            .post(silent("news", Kind.NEWS), List.of(to("a", false)))
            .post(silent("update", Kind.UPDATED), List.of(to("b", false)))
            .post(silent("end", Kind.CLOSED), List.of(to("c", false), to("d", true)))
            .round());
    dispatcher.runDue();
    answerAll();

    assertThat(chat.got).containsExactly("d end", "c end", "b update", "a news");
  }

  private Notification silent(String id, Kind kind) {
    return new Notification(
        id, now, Optional.of(id), Optional.empty(), kind, false, Level.ALL, Message.note(id));
  }

  private static Recipient to(String channel, boolean called) {
    Optional<String> mention = called ? Optional.of("watchers") : Optional.empty();
    return new Recipient(new ChannelRef("chat", channel), called, mention, Detail.FULL);
  }

  private void say(String id, String... channels) {
    store.commit(RoundOf.at(now).news(id, channels).round());
  }

  private List<Delivery> pending() {
    return outbox.due("chat", now.plusSeconds(9999), 99);
  }

  private void answer() {
    calls.removeFirst().run();
  }

  private void answerAll() {
    while (!calls.isEmpty()) {
      answer();
      dispatcher.runDue();
    }
  }

  /** A platform with limits that can fall ill. */
  private static final class Limited implements Messenger {
    private final List<String> got = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private Duration untilNext = Duration.ofSeconds(1);
    private Optional<String> full = Optional.empty();
    private boolean ill;
    private int felt;

    @Override
    public String platform() {
      return "chat";
    }

    @Override
    public Duration untilNext() {
      return room > 0 ? Duration.ZERO : untilNext;
    }

    @Override
    public Duration take(ChannelRef channel) {
      if (full.equals(Optional.of(channel.id()))) {
        return Duration.ofMillis(700);
      }
      room--;
      return Duration.ZERO;
    }

    @Override
    public boolean answers() {
      felt++;
      return !ill;
    }

    @Override
    public SendResult send(Delivery delivery, Message message) {
      got.add(delivery.channel().id() + " " + message.headline());
      return ill ? new SendResult.Ill("500", false) : new SendResult.Sent(Optional.empty());
    }

    @Override
    public SendResult edit(CardEdit edit) {
      throw new AssertionError("no card was posted");
    }
  }
}
