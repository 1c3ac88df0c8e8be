package kpwatch.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kpwatch.supervision.ItemFailures;
import kpwatch.supervision.Supervisor;
import kpwatch.testkit.Unattended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleTrigger;
import org.quartz.TriggerKey;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.matchers.GroupMatcher;

@Timeout(30)
final class TimetableTest {
  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final Duration SELDOM = Duration.ofHours(1);

  private final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
  private final Supervisor supervisor = new Supervisor(exits::add, System::nanoTime);
  private final Timetable timetable = new Timetable(Duration.ofSeconds(10), supervisor);

  @BeforeEach
  void supervise() {
    supervisor.start();
  }

  @AfterEach
  void endSupervision() {
    supervisor.close();
  }

  @Test
  void runsATaskAtTheStartAndAgainInEachPeriod() {
    try (timetable) {
      CountDownLatch often = new CountDownLatch(3);
      CountDownLatch once = new CountDownLatch(1);
      timetable.every("often", OFTEN, often::countDown);
      timetable.every("seldom", SELDOM, once::countDown);
      timetable.start();
      assertThat(happens(often)).isTrue();
      assertThat(happens(once)).isTrue();
    }
  }

  @Test
  void aTaskMayBeWantedSooner() {
    try (timetable) {
      CountDownLatch first = new CountDownLatch(1);
      CountDownLatch three = new CountDownLatch(3);
      timetable.every(
          "seldom",
          SELDOM,
          () -> {
            first.countDown();
            three.countDown();
          });
      timetable.start();
      assertThat(happens(first)).isTrue();
      while (three.getCount() > 0) {
        timetable.soon("seldom");
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whatIsWantedWhileItRunsIsDoneOnceMore() {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch wanted = new CountDownLatch(1);
    CountDownLatch twice = new CountDownLatch(2);
    try (timetable) {
      timetable.every(
          "seldom",
          SELDOM,
          () -> {
            runs.incrementAndGet();
            begun.countDown();
            happens(wanted);
            twice.countDown();
          });
      timetable.start();
      assertThat(happens(begun)).isTrue();
      for (int i = 0; i < 100; i++) {
        timetable.soon("seldom");
      }
      wanted.countDown();
      assertThat(happens(twice)).isTrue();
    }
    assertThat(runs).as("a hundred wishes are one").hasValueLessThanOrEqualTo(3);
  }

  @Test
  void nothingIsWantedOfATaskThatIsNotThere() {
    try (timetable) {
      assertThatThrownBy(() -> timetable.soon("nothing"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The program is stopping, or has not started: nobody needs to know. */
  @Test
  void wantedBeforeTheStartAndAfterTheEndItDoesNotRun() {
    AtomicInteger runs = new AtomicInteger();
    timetable.every("seldom", SELDOM, runs::incrementAndGet);
    timetable.soon("seldom");
    timetable.close();
    timetable.soon("seldom");
    assertThat(runs).hasValue(0);
  }

  @Test
  void aTaskNeverOverlapsItself() {
    AtomicInteger slowRuns = new AtomicInteger();
    AtomicInteger runsSeen = new AtomicInteger();
    CountDownLatch others = new CountDownLatch(20);
    CountDownLatch done = new CountDownLatch(1);
    try (timetable) {
      timetable.every(
          "slow",
          OFTEN,
          () -> {
            slowRuns.incrementAndGet();
            happens(others);
            if (done.getCount() > 0) {
              runsSeen.set(slowRuns.get());
              done.countDown();
            }
          });
      timetable.every("fast", OFTEN, others::countDown);
      timetable.start();
      assertThat(happens(done)).isTrue();
    }
    assertThat(runsSeen).as("runs begun while the first one was under way").hasValue(1);
  }

  /**
   * As it is for Quartz once the clock has gone back by three hours: the next run lies three hours
   * ahead.
   */
  @Test
  void aTaskGoesOnAfterTheClockWentBack() throws SchedulerException {
    CountDownLatch before = new CountDownLatch(3);
    AtomicReference<CountDownLatch> after = new AtomicReference<>(before);
    try (timetable) {
      timetable.every("often", OFTEN, () -> after.get().countDown());
      timetable.start();
      assertThat(happens(before)).isTrue();
      for (Scheduler quartz : SchedulerRepository.getInstance().lookupAll()) {
        for (TriggerKey key : quartz.getTriggerKeys(GroupMatcher.anyGroup())) {
          SimpleTrigger now = (SimpleTrigger) quartz.getTrigger(key);
          Date later = Date.from(Instant.now().plus(SELDOM.multipliedBy(3)));
          quartz.rescheduleJob(key, now.getTriggerBuilder().startAt(later).build());
        }
      }
      after.set(new CountDownLatch(10));
      assertThat(happens(after.get())).isTrue();
    }
  }

  @Test
  void missedRunsAreNotMadeUpFor() {
    CountDownLatch aWhile = new CountDownLatch(75);
    CountDownLatch afterwards = new CountDownLatch(95);
    CountDownLatch done = new CountDownLatch(1);
    AtomicInteger late = new AtomicInteger();
    try (timetable) {
      timetable.every(
          "late",
          OFTEN,
          () -> {
            happens(aWhile);
            late.incrementAndGet();
            if (afterwards.getCount() == 0) {
              done.countDown();
            }
          });
      timetable.every(
          "punctual",
          OFTEN.multipliedBy(4),
          () -> {
            aWhile.countDown();
            afterwards.countDown();
          });
      timetable.start();
      assertThat(happens(done)).isTrue();
    }
    assertThat(late.get()).as("about 80 and not 300 more").isLessThan(200);
  }

  @Test
  void aTaskThatFailsRunsAgain() {
    CountDownLatch runs = new CountDownLatch(3);
    try (timetable) {
      timetable.every(
          "failing",
          OFTEN,
          () -> {
            runs.countDown();
            if (runs.getCount() == 2) {
              throw new IllegalStateException("planted");
            }
            throw new AssertionError("planted");
          });
      timetable.start();
      assertThat(happens(runs)).isTrue();
    }
  }

  @Test
  void closeWaitsForTheTaskUnderWay() {
    Thread closer = Thread.currentThread();
    CountDownLatch underWay = new CountDownLatch(1);
    AtomicBoolean closed = new AtomicBoolean();
    AtomicBoolean finished = new AtomicBoolean();
    timetable.every(
        "task",
        SELDOM,
        () -> {
          underWay.countDown();
          while (closer.getState() != Thread.State.TIMED_WAITING && !closed.get()) {
            Thread.onSpinWait();
          }
          finished.set(!closed.get());
        });
    timetable.start();
    while (underWay.getCount() > 0) {
      Thread.onSpinWait();
    }
    timetable.close();
    closed.set(true);
    assertThat(finished).isTrue();
  }

  @Test
  void closeLeavesATaskBehindThatDoesNotEnd() {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Timetable impatient = new Timetable(Duration.ofMillis(1), Unattended.supervisor());
    impatient.every(
        "stuck",
        SELDOM,
        () -> {
          underWay.countDown();
          happens(end);
        });
    impatient.start();
    assertThat(happens(underWay)).isTrue();
    impatient.close();
    assertThat(end.getCount()).as("the task is still held").isEqualTo(1);
    end.countDown();
  }

  /** An error in one run costs neither the next run nor another task. */
  @Test
  void everyKindOfErrorCostsOneRun() {
    CountDownLatch runs = new CountDownLatch(4);
    CountDownLatch others = new CountDownLatch(4);
    try (timetable) {
      timetable.every(
          "broken",
          OFTEN,
          () -> {
            runs.countDown();
            throw new StackOverflowError();
          });
      timetable.every("other", OFTEN, others::countDown);
      timetable.start();
      assertThat(happens(runs)).isTrue();
      assertThat(happens(others)).isTrue();
    }
    assertThat(supervisor.failures()).extracting(ItemFailures::item).containsExactly("task broken");
    assertThat(exits).isEmpty();
  }

  /** Its workers mostly catch what is thrown into them, so only the clock is sure to die. */
  @Test
  @SuppressWarnings("removal") // the only way to kill a thread that a library owns
  void theProcessEndsOnceQuartzHasLostItsClock() throws InterruptedException {
    try (timetable) {
      timetable.every("seldom", SELDOM, () -> {});
      timetable.start();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().matches("kpwatch-\\d+-clock")) {
          thread.stop();
        }
      }
      assertThat(exits.poll(1, TimeUnit.MINUTES)).isEqualTo(Supervisor.THREAD_LOST);
    }
  }

  @Test
  void nothingRunsAfterClose() {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    timetable.every(
        "task",
        OFTEN,
        () -> {
          runs.incrementAndGet();
          first.countDown();
        });
    timetable.start();
    assertThat(happens(first)).isTrue();
    timetable.close();
    int before = runs.get();
    timetable.close();
    assertThat(runs).hasValue(before);
  }

  @Test
  void itsThreadsAreNamedAndDoNotKeepTheProcess() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch ran = new CountDownLatch(1);
    try (timetable) {
      timetable.every(
          "task",
          SELDOM,
          () -> {
            thread.set(Thread.currentThread());
            ran.countDown();
          });
      timetable.start();
      assertThat(happens(ran)).isTrue();
    }
    assertThat(thread.get().isDaemon()).isTrue();
    assertThat(thread.get().getName()).matches("kpwatch-\\d+-task-?\\d+");
  }

  @Test
  void refusesWhatItCannotKeep() {
    try (timetable) {
      timetable.every("task", SELDOM, () -> {});
      assertThatThrownBy(() -> timetable.every("task", SELDOM, () -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("task");
      assertThatThrownBy(() -> timetable.every("never", Duration.ZERO, () -> {}))
          .isInstanceOf(IllegalArgumentException.class);
      timetable.start();
      assertThatThrownBy(() -> timetable.every("late", SELDOM, () -> {}))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(timetable::start).isInstanceOf(IllegalStateException.class);
    }
  }

  private static boolean happens(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
