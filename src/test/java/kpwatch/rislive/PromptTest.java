package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PromptTest {
  @Test
  void theFirstWishIsPassedOnAtOnce() {
    AtomicInteger passed = new AtomicInteger();
    new Prompt(passed::incrementAndGet, Duration.ofHours(1)).run();
    assertThat(passed).hasValue(1);
  }

  @Test
  void manyInARowAreFewAndTheLastIsNotLost() throws InterruptedException {
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch twice = new CountDownLatch(2);
    Prompt prompt =
        new Prompt(
            () -> {
              passed.incrementAndGet();
              twice.countDown();
            },
            Duration.ofMillis(200));
    for (int i = 0; i < 10_000; i++) {
      prompt.run();
    }
    assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(passed.get()).isBetween(2, 100);
  }
}
