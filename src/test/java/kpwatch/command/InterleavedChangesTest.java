package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two changes of one channel at the same moment end as if one had come after the other: whatever
 * comes between the question and its change is neither lost nor undone.
 */
class InterleavedChangesTest {
  private static final Night NIGHT = Night.DURING;
  private static final Instant NOW = NIGHT.now;
  private static final Instant BEFORE = NOW.minusSeconds(3600);

  /** What may happen to a channel, by a command or by what its platform tells. */
  private enum Deed {
    SUBSCRIBE(s -> ask(s, "subscribe")),
    LEVEL_ALL(s -> ask(s, "subscribe", "level", "all")),
    SHORT(s -> ask(s, "subscribe", "detail", "short")),
    ROLE(s -> ask(s, "subscribe", "mention", "55")),
    MUTE(s -> ask(s, "mute", "for", "8h")),
    UNMUTE(s -> ask(s, "mute", "for", "off")),
    UNSUBSCRIBE(s -> ask(s, "unsubscribe")),
    FORGET(s -> ask(s, "unsubscribe", "forget", "true")),
    PAUSED(s -> stands(s, new Standing(Standing.State.PAUSED, "no right", NOW))),
    BLOCKED(s -> stands(s, new Standing(Standing.State.GONE, "blocked", NOW))),
    RETURNED(s -> stands(s, Standing.active(NOW)));

    private final Consumer<FakeSubscribers> work;

    Deed(Consumer<FakeSubscribers> work) {
      this.work = work;
    }
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Deed.values())
        .flatMap(
            first ->
                Stream.of(Deed.values())
                    .flatMap(second -> starts().map(start -> Arguments.of(first, second, start))));
  }

  private static Stream<Optional<Subscription>> starts() {
    Subscription active =
        new Subscription(
            Night.HERE, Night.HOME, Wishes.USUAL, Optional.empty(), Standing.active(BEFORE));
    return Stream.of(
        Optional.empty(),
        Optional.of(active),
        Optional.of(active.with(Standing.unsubscribed(BEFORE))),
        Optional.of(active.with(new Standing(Standing.State.GONE, "blocked", BEFORE))));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatComesBetweenCountsAsIfItHadComeBefore(
      Deed overtaking, Deed overtaken, Optional<Subscription> start) {
    FakeSubscribers inTurn = new FakeSubscribers();
    start.ifPresent(s -> inTurn.put(s, List.of(), BEFORE));
    overtaking.work.accept(inTurn);
    overtaken.work.accept(inTurn);

    FakeSubscribers atOnce = new FakeSubscribers();
    start.ifPresent(s -> atOnce.put(s, List.of(), BEFORE));
    atOnce.between = () -> overtaking.work.accept(atOnce);
    overtaken.work.accept(atOnce);

    assertThat(atOnce.all()).isEqualTo(inTurn.all());
  }

  /** As the platforms do it: read, compare, note. */
  @ParameterizedTest
  @MethodSource("unsubscribing")
  void aReturnThatWasReadBeforeDoesNotUndoAnUnsubscribe(Deed unsubscribing) {
    FakeSubscribers subscribers = new FakeSubscribers();
    Subscription blocked = starts().skip(1).findFirst().orElseThrow().orElseThrow();
    subscribers.put(blocked, List.of(), BEFORE);
    Standing read = subscribers.find(Night.HERE).orElseThrow().standing();

    unsubscribing.work.accept(subscribers);
    subscribers.standing(Night.HERE, read, Standing.active(NOW));

    assertThat(subscribers.all()).noneMatch(s -> s.standing().isActive());
  }

  static Stream<Deed> unsubscribing() {
    return Stream.of(Deed.UNSUBSCRIBE, Deed.FORGET);
  }

  private static void ask(FakeSubscribers subscribers, String command, String... options) {
    NIGHT.desk(subscribers).answer(Night.request(Night.managed(), command, options), NOW);
  }

  private static void stands(FakeSubscribers subscribers, Standing next) {
    ChannelRef here = Night.HERE;
    subscribers.change(
        here,
        NOW,
        known -> known.map(s -> Change.to(s.with(next), true)).orElse(Change.none(false)));
  }
}
