package kpwatch.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SupervisorTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong(1);
  private final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
  private final Supervisor supervisor = new Supervisor(exits::add, nanos::get);

  @AfterEach
  void close() {
    supervisor.close();
  }

  static List<Throwable> everyKind() {
    return List.of(
        new IllegalStateException("a bug"),
        new StackOverflowError(),
        new NoClassDefFoundError("gone"),
        new AssertionError("planted"),
        new ThreadDeath());
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void aThreadThatDiesIsStartedAgain(Throwable thrown) throws Exception {
    AtomicInteger starts = new AtomicInteger();
    CountDownLatch third = new CountDownLatch(3);
    CountDownLatch end = new CountDownLatch(1);
    SupervisedThread thread =
        supervisor.start(
            "worker",
            LONG,
            self -> {
              third.countDown();
              if (starts.incrementAndGet() < 3) {
                SupervisorTest.<RuntimeException>raise(thrown);
              }
              self.expect(LONG);
              await(end);
            });
    assertThat(third.await(1, TimeUnit.MINUTES)).isTrue();

    assertThat(thread.isAlive()).isTrue();
    assertThat(supervisor.failures())
        .extracting(ItemFailures::item, ItemFailures::count, ItemFailures::last)
        .containsExactly(tuple("thread worker", 2L, thrown.getClass().getSimpleName()));
    assertThat(exits).isEmpty();
    end.countDown();
    thread.join(LONG);
    assertThat(supervisor.troubles()).as("a loop that returns is done").isEmpty();
  }

  @Test
  void aDeadThreadIsTroubleUntilItWorksAgain() throws Exception {
    CountDownLatch back = new CountDownLatch(1);
    CountDownLatch works = new CountDownLatch(1);
    AtomicInteger starts = new AtomicInteger();
    supervisor.start(
        "worker",
        LONG,
        self -> {
          if (starts.incrementAndGet() == 1) {
            throw new StackOverflowError();
          }
          await(back);
          self.expect(LONG);
          works.countDown();
          await(new CountDownLatch(1));
        });
    while (supervisor.troubles().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(supervisor.troubles().get(0)).contains("worker").contains("StackOverflowError");
    back.countDown();
    assertThat(works.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(supervisor.troubles()).isEmpty();
  }

  /** A library may interrupt a thread that is not its own, or leave the flag behind. */
  @Test
  void aThreadThatEndsByAnInterruptOfNobodyIsStartedAgain() throws Exception {
    CountDownLatch twice = new CountDownLatch(2);
    CountDownLatch working = new CountDownLatch(1);
    SupervisedThread thread =
        supervisor.start(
            "worker",
            LONG,
            self -> {
              twice.countDown();
              if (twice.getCount() == 1) {
                Thread.currentThread().interrupt();
                return;
              }
              self.expect(LONG);
              working.countDown();
              await(new CountDownLatch(1));
            });
    assertThat(working.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(supervisor.failures())
        .extracting(ItemFailures::item)
        .containsExactly("thread worker");

    thread.interrupt();
    thread.join(LONG);
    assertThat(thread.isAlive()).as("this interrupt was asked for").isFalse();
    assertThat(supervisor.troubles()).isEmpty();
  }

  @Test
  void aThreadThatDoesNotComeBackInTimeIsStuck() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    supervisor.start(
        "worker",
        Duration.ofSeconds(5),
        self -> {
          self.expect(Duration.ofSeconds(30));
          working.countDown();
          await(new CountDownLatch(1));
        });
    assertThat(working.await(1, TimeUnit.MINUTES)).isTrue();
    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(supervisor.troubles()).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(supervisor.troubles()).containsExactly("worker is stuck for 10 s");
  }

  @Test
  void outOfMemoryEndsTheProcessWhereverItIsMet() throws Exception {
    supervisor.failed("look", new OutOfMemoryError());
    assertThat(exits.poll(1, TimeUnit.MINUTES)).isEqualTo(Supervisor.OUT_OF_MEMORY);

    supervisor.failed(
        "task", new IllegalStateException(new ExecutionException(new OutOfMemoryError())));
    assertThat(exits.poll(1, TimeUnit.MINUTES)).isEqualTo(Supervisor.OUT_OF_MEMORY);

    supervisor.start(
        "worker",
        LONG,
        self -> {
          throw new OutOfMemoryError("unable to create native thread");
        });
    assertThat(exits.poll(1, TimeUnit.MINUTES)).isEqualTo(Supervisor.OUT_OF_MEMORY);

    ThreadFactory pool = supervisor.pool("pool");
    pool.newThread(
            () -> {
              throw new OutOfMemoryError();
            })
        .start();
    assertThat(exits.poll(1, TimeUnit.MINUTES)).isEqualTo(Supervisor.OUT_OF_MEMORY);
  }

  @Test
  void theThreadsOfAPoolAreCountedTogether() throws Exception {
    ThreadFactory pool = supervisor.pool("kpwatch-look");
    for (int i = 0; i < 3; i++) {
      Thread thread =
          pool.newThread(
              () -> {
                throw new StackOverflowError();
              });
      assertThat(thread.isDaemon()).isTrue();
      thread.start();
      thread.join();
    }
    assertThat(supervisor.failures())
        .extracting(ItemFailures::item, ItemFailures::count)
        .containsExactly(tuple("thread kpwatch-look", 3L));
  }

  @Test
  void aCheckThatFailsCostsNoOther() {
    AtomicInteger runs = new AtomicInteger();
    supervisor.check(
        () -> {
          throw new StackOverflowError();
        });
    supervisor.check(runs::incrementAndGet);
    supervisor.checkOnce();
    supervisor.checkOnce();
    assertThat(runs).hasValue(2);
    assertThat(supervisor.failures()).extracting(ItemFailures::count).containsExactly(2L);
  }

  @Test
  void nothingIsStartedAgainAfterTheStop() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger starts = new AtomicInteger();
    SupervisedThread thread =
        supervisor.start(
            "worker",
            LONG,
            self -> {
              starts.incrementAndGet();
              await(go);
              throw new IllegalStateException("the database is closed");
            });
    supervisor.close();
    go.countDown();
    thread.join(LONG);
    supervisor.checkOnce();
    supervisor.end("a thread is gone");
    assertThat(starts.get()).isLessThanOrEqualTo(1);
    assertThat(supervisor.failures()).isEmpty();
    assertThat(exits).isEmpty();
  }

  @Test
  void kindsOfFailuresAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      supervisor.failed("item " + i, new IllegalStateException());
    }
    assertThat(supervisor.failures()).hasSizeLessThanOrEqualTo(101);
    assertThat(supervisor.failures().stream().mapToLong(ItemFailures::count).sum())
        .isEqualTo(1_000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void raise(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
