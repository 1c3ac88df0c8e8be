package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import kpwatch.discord.CallerQueue.Admission;
import kpwatch.discord.CallerQueue.Caller;
import org.junit.jupiter.api.Test;

/** Who is answered next, with threads and a clock that are moved by hand. */
class CallerQueueTest {
  private static final Caller FLOODER = new Caller("home", "flooder");
  private static final Caller BEN = new Caller("home", "ben");
  private static final Caller ELSEWHERE = new Caller("elsewhere", "eve");

  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final List<String> begun = new ArrayList<>();
  private final Deque<Runnable> underWay = new ArrayDeque<>();
  private final List<Throwable> failures = new ArrayList<>();
  private long nanos;
  private final CallerQueue queue = new CallerQueue(threads::add, () -> nanos, failures::add);

  @Test
  void oneOfAPersonIsUnderWayFiveWaitAndTheRestIsLeftOutAndToldOnce() {
    List<Admission> admissions = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      admissions.add(ask(FLOODER));
    }
    run();
    assertThat(begun).hasSize(1);
    assertThat(admissions.subList(0, 6)).containsOnly(Admission.TAKEN);
    assertThat(admissions.get(6)).isEqualTo(Admission.FIRST_LEFT_OUT);
    assertThat(admissions.subList(7, 300)).containsOnly(Admission.LEFT_OUT);
    nanos += Duration.ofMinutes(2).toNanos();
    assertThat(ask(FLOODER)).isEqualTo(Admission.FIRST_LEFT_OUT);
  }

  @Test
  void othersOfTheSameServerAndOfOthersAreServedBesideAFlood() {
    for (int i = 0; i < 300; i++) {
      ask(FLOODER);
    }
    ask(BEN);
    ask(ELSEWHERE);
    run();
    assertThat(begun).containsExactly("flooder", "ben", "eve");
  }

  @Test
  void serversTakeTurns() {
    for (int server = 0; server < 50; server++) {
      for (int user = 0; user < 3; user++) {
        for (int i = 0; i < 9; i++) {
          ask(new Caller("server" + server, server + "/" + user));
        }
      }
    }
    Caller late = new Caller("late", "late");
    ask(late);
    for (int i = 0; i < 60 && !begun.contains("late"); i++) {
      run();
      end();
    }
    assertThat(begun).contains("late");
  }

  @Test
  void oneThatThrowsFreesItsPlace() {
    queue.add(
        BEN,
        done -> {
          throw new StackOverflowError();
        });
    ask(BEN);
    run();
    assertThat(failures).hasSize(1);
    assertThat(begun).containsExactly("ben");
  }

  @Test
  void oneThatNeverEndsHoldsItsPersonUpForAWhileOnly() {
    ask(BEN);
    ask(BEN);
    run();
    assertThat(begun).hasSize(1);
    nanos += Duration.ofSeconds(20).toNanos();
    ask(BEN);
    run();
    assertThat(begun).hasSize(2);
  }

  @Test
  void anEndThatIsToldTwiceCountsOnce() {
    for (int i = 0; i < 4; i++) {
      ask(BEN);
    }
    run();
    Runnable end = underWay.remove();
    end.run();
    end.run();
    run();
    assertThat(begun).hasSize(2);
  }

  private Admission ask(Caller caller) {
    return queue.add(
        caller,
        done -> {
          begun.add(caller.user());
          underWay.add(done);
        });
  }

  private void run() {
    while (!threads.isEmpty()) {
      threads.remove().run();
    }
  }

  /** What is under way ends. */
  private void end() {
    for (int left = underWay.size(); left > 0; left--) {
      underWay.remove().run();
    }
  }
}
