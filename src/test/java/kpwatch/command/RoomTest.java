package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import org.junit.jupiter.api.Test;

/** At most ten channels of one chat are subscribed; topics and threads count. */
class RoomTest {
  private static final Night NIGHT = Night.BEFORE;
  private static final Instant NOW = NIGHT.now;

  private final FakeSubscribers subscribers = new FakeSubscribers();

  @Test
  void theEleventhIsRefusedWithWhatToDo() {
    for (int topic = 1; topic <= 10; topic++) {
      assertThat(subscribe(topic)).startsWith("Subscribed: ");
    }

    assertThat(subscribe(11))
        .startsWith("Not done: 10 channels here are subscribed, which is the most")
        .contains("Topics and threads count.", "/unsubscribe in one of them makes room")
        .contains("Nothing was changed.");
    assertThat(subscribers.all()).hasSize(10);

    assertThat(subscribe(10)).as("one that is among them").startsWith("Subscribed already");
    ask(3, "unsubscribe");
    assertThat(subscribe(11)).startsWith("Subscribed: ");
    assertThat(subscribe(3)).as("its place is taken").startsWith("Not done: ");
  }

  @Test
  void aPausedOneIsAmongThemAndOfAnotherChatNone() {
    for (int topic = 1; topic <= 10; topic++) {
      put(topic, Night.HOME, new Standing(Standing.State.PAUSED, "no right", NOW));
    }
    put(99, "901", Standing.active(NOW));
    assertThat(subscribe(11)).startsWith("Not done: ");

    FakeSubscribers others = new FakeSubscribers();
    for (int topic = 1; topic <= 10; topic++) {
      others.put(in(topic, "901", Standing.active(NOW)), List.of(), NOW);
    }
    assertThat(
            NIGHT
                .desk(others)
                .answer(Night.request(place(11), "subscribe"), NOW)
                .message()
                .headline())
        .startsWith("Subscribed: ");
  }

  /** Two askers at once: the second one counts the first one's channel. */
  @Test
  void twoAtOnceDoNotBothTakeTheLastPlace() {
    IntStream.rangeClosed(1, 9).forEach(this::subscribe);
    subscribers.between = () -> subscribe(10);

    assertThat(subscribe(11)).startsWith("Not done: ");
    assertThat(subscribers.all()).hasSize(10);
  }

  /** Somebody may subscribe and unsubscribe one topic after the other without end. */
  @Test
  void settingsThatAreKeptInVainDoNotPileUp() {
    for (int topic = 1; topic <= 100; topic++) {
      subscribe(topic);
      ask(topic, "unsubscribe");
    }

    assertThat(subscribers.all()).hasSizeLessThanOrEqualTo(2 * Room.MOST);
    assertThat(subscribers.find(ref(100))).isPresent();
    assertThat(subscribers.find(ref(1))).isEmpty();
  }

  private void put(int topic, String home, Standing standing) {
    subscribers.put(in(topic, home, standing), List.of(), NOW);
  }

  private static Subscription in(int topic, String home, Standing standing) {
    return new Subscription(ref(topic), home, Wishes.USUAL, Optional.empty(), standing);
  }

  private String subscribe(int topic) {
    return ask(topic, "subscribe");
  }

  private String ask(int topic, String command) {
    return NIGHT
        .desk(subscribers)
        .answer(Night.request(place(topic), command), NOW.plusSeconds(topic))
        .message()
        .plain();
  }

  private static Place place(int topic) {
    Place managed = Night.managed();
    return new Place(ref(topic), Night.HOME, "#t" + topic, true, managed.rights());
  }

  private static ChannelRef ref(int topic) {
    return new ChannelRef(Night.HERE.platform(), Integer.toString(topic));
  }
}
