package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.command.AccessList;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.notify.SendResult;
import kpwatch.storage.Database;
import kpwatch.storage.RoundOf;
import kpwatch.storage.SqlNotes;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What subscribed chats hear that {@code access.allow} names, or not. */
class AccessMessengerTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
  private static final ChannelRef NAMED = new ChannelRef("telegram", "-5");
  private static final ChannelRef OTHER = new ChannelRef("telegram", "-6/99");
  private static final ChannelRef OPERATOR = new ChannelRef("telegram", "7");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlOutbox outbox = new SqlOutbox(database, subscriptions);

  AccessMessengerTest() {
    subscribe(NAMED, "-5");
    subscribe(OTHER, "-6");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsDueOutsideIsRefusedAndTheRestIsSent() {
    assertThat(sent(NAMED, "telegram:-5")).isInstanceOf(SendResult.Sent.class);
    assertThat(sent(OTHER, "telegram:-5")).isEqualTo(new SendResult.Refused("not in access.allow"));
    assertThat(sent(OPERATOR, "telegram:-5")).isInstanceOf(SendResult.Sent.class);
    assertThat(sent(OTHER, "telegram:-6")).isInstanceOf(SendResult.Sent.class);
    assertThat(sent(OTHER, "*")).isInstanceOf(SendResult.Sent.class);
  }

  @Test
  void listenersAreThoseInsideAndTheOthersAreKept() {
    Listeners some = listeners("telegram:-5");
    assertThat(some.all()).extracting(Subscription::channel).containsExactly(NAMED);
    assertThat(some.outside()).containsExactly(OTHER);
    assertThat(subscriptions.find(OTHER).map(Subscription::standing))
        .contains(Standing.active(NOW));
    assertThat(listeners("telegram:-5", "telegram:-6").outside()).isEmpty();
    assertThat(listeners("*").all()).hasSize(2);
  }

  private Listeners listeners(String... allowed) {
    return new Listeners(false, Optional.empty(), subscriptions, access(allowed), NOW);
  }

  private AccessList access(String... allowed) {
    return new AccessList(List.of(allowed), new SqlNotes(database));
  }

  private void subscribe(ChannelRef channel, String home) {
    Subscription subscription =
        new Subscription(channel, home, Wishes.USUAL, Optional.empty(), Standing.active(NOW));
    subscriptions.put(subscription, List.of(), NOW);
  }

  private SendResult sent(ChannelRef channel, String allowed) {
    Message words = Message.note("Something");
    Notification news =
        new Notification(
            "news/" + channel + "/" + allowed,
            NOW,
            Optional.empty(),
            Optional.empty(),
            Notification.Kind.NEWS,
            false,
            Level.MAJOR,
            words);
    Recipient to = Recipient.silent(channel, Wishes.Detail.FULL);
    new SqlWatchStore(database, subscriptions)
        .commit(RoundOf.at(NOW).post(news, List.of(to)).round());
    Delivery delivery =
        outbox.due("telegram", NOW, 99).stream()
            .filter(d -> d.channel().equals(channel))
            .findFirst()
            .orElseThrow();
    return new AccessMessenger(new Taking(), access(allowed), subscriptions).send(delivery, words);
  }

  /** Takes everything. */
  private static final class Taking implements Messenger {
    @Override
    public String platform() {
      return "telegram";
    }

    @Override
    public SendResult send(Delivery delivery, Message message) {
      return new SendResult.Sent(Optional.empty());
    }

    @Override
    public SendResult edit(CardEdit edit) {
      return new SendResult.Sent(Optional.empty());
    }
  }
}
