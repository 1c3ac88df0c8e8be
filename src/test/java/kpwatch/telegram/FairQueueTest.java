package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import kpwatch.supervision.ItemFailures;
import kpwatch.supervision.Supervisor;
import org.junit.jupiter.api.Test;

/** Issue 17, item 4: chats side by side, none at the cost of another. */
final class FairQueueTest {
  private Instant now = Instant.parse("2026-11-23T04:12:00Z");
  private final Supervisor supervisor = new Supervisor(code -> {}, System::nanoTime);
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final FairQueue queue = of(Runnable::run, 16);

  private FairQueue of(java.util.concurrent.Executor workers, int atOnce) {
    return new FairQueue("work", 5, atOnce, workers, () -> now, supervisor);
  }

  private Work step(String name) {
    return Work.once(
        () -> {
          done.add(name);
          now = now.plusMillis(1);
        });
  }

  private static Destination chat(long id) {
    return Destination.of(id);
  }

  @Test
  void aChatHasAShortQueueAndIsToldOnceOfTheRest() {
    int taken = 0;
    for (int i = 0; i < 300; i++) {
      taken += queue.offer(chat(1), step("a" + i)) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(5);
    assertThat(queue.surplus()).as("not before it drains").isEmpty();
    queue.runDue();
    assertThat(done).containsExactly("a0", "a1", "a2", "a3", "a4");
    assertThat(queue.surplus()).containsExactly(new FairQueue.Surplus(chat(1), 295));
    assertThat(queue.surplus()).isEmpty();
    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void theChatThatWaitedLongestForItsTurnIsNext() {
    for (int i = 0; i < 5; i++) {
      for (int chat = 1; chat <= 50; chat++) {
        queue.offer(chat(chat), step("c" + chat));
      }
    }
    queue.offer(chat(99), step("late"));
    queue.runDue();
    assertThat(done.subList(0, 51)).doesNotHaveDuplicates().contains("late");
    for (int chat = 1; chat <= 50; chat++) {
      queue.offer(chat(chat), step("again" + chat));
    }
    queue.offer(chat(100), step("new"));
    done.clear();
    queue.runDue();
    assertThat(done.get(0)).as("never served so far").isEqualTo("new");
  }

  @Test
  void oneChatIsServedOneStepAtATimeAndNoMoreAreUnderWayThanMayBe() {
    FairQueue wide = of(threads::add, 3);
    for (int i = 0; i < 5; i++) {
      wide.offer(chat(1), step("a" + i));
    }
    wide.runDue();
    assertThat(threads).hasSize(1);
    for (int chat = 2; chat <= 9; chat++) {
      wide.offer(chat(chat), step("b" + chat));
    }
    wide.runDue();
    assertThat(threads).hasSize(3);
    threads.remove().run();
    wide.runDue();
    assertThat(threads).hasSize(3);
    assertThat(done).containsExactly("a0");
  }

  @Test
  void whatHasToWaitHoldsNoThreadAndKeepsItsOrder() {
    int[] left = {3};
    queue.offer(
        chat(1), () -> left[0]-- > 0 ? Optional.of(Duration.ofSeconds(2)) : finished("waited"));
    queue.offer(chat(1), step("after"));
    queue.offer(chat(2), step("other"));
    assertThat(queue.runDue()).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(2));
    assertThat(done).containsExactly("other");
    for (int i = 0; i < 3; i++) {
      now = now.plusSeconds(2);
      queue.runDue();
    }
    assertThat(done).containsExactly("other", "waited", "after");
  }

  private Optional<Duration> finished(String name) {
    done.add(name);
    return Optional.empty();
  }

  @Test
  void whatIsToBeSaidGoesBeforeWhatIsToBeDone() {
    queue.offer(
        chat(1), Work.once(() -> assertThat(queue.answer(chat(1), step("answer"))).isTrue()));
    queue.offer(chat(1), step("next"));
    queue.runDue();
    assertThat(done).containsExactly("answer", "next");
  }

  @Test
  void anErrorCostsOneWork() {
    queue.offer(
        chat(1),
        Work.once(
            () -> {
              throw new StackOverflowError("planted");
            }));
    queue.offer(chat(1), step("next"));
    queue.runDue();
    assertThat(done).containsExactly("next");
    assertThat(supervisor.failures()).extracting(ItemFailures::item).containsExactly("work");
  }

  @Test
  void aThreadThatCannotBeHadCostsNoChat() {
    FairQueue full =
        of(
            work -> {
              throw new IllegalStateException("no thread");
            },
            3);
    full.offer(chat(1), step("a"));
    org.assertj.core.api.Assertions.assertThatThrownBy(full::runDue).hasMessage("no thread");
    assertThat(full.isIdle()).isTrue();
  }

  @Test
  void floodsFromEverywhereAreBounded() {
    for (int chat = 1; chat <= 20_000; chat++) {
      queue.offer(chat(chat), step("x"));
    }
    queue.runDue();
    assertThat(done.size()).isLessThanOrEqualTo(5_000);
    int told = queue.surplus().size();
    assertThat(told).isEqualTo(15_000);
  }
}
