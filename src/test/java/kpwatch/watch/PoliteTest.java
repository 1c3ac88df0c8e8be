package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kpwatch.observation.Subject;
import kpwatch.testkit.Histories;
import kpwatch.testkit.Trouble;
import org.junit.jupiter.api.Test;

/**
 * The pace in every history: random trouble, starts in the middle of looks, and a clock that is put
 * back and forward.
 */
class PoliteTest {
  private static final Pace PACE = Pace.POLITE;

  /** Each history is hours of looks, so there are fewer than elsewhere. */
  private static final int ONE_OF = 200;

  @Test
  void noTargetIsEverAskedMoreOftenThanIsPoliteAndNoneIsForgotten() {
    Histories.each(
        random -> {
          if (random.nextInt(ONE_OF) == 0) {
            PlanBench bench = troubled(random);
            bench.country.addresses().forEach(a -> assertPolite(bench, a.toString(), PACE.probe()));
            bench
                .country
                .nameservers()
                .forEach(s -> assertPolite(bench, s.toString(), PACE.nameserver()));
            assertNamesApart(bench);
            assertNoneForgotten(bench);
          }
        });
  }

  private static PlanBench troubled(Random random) {
    PlanBench bench = new PlanBench();
    Trouble trouble = new Trouble(bench.country, random);
    bench.goOn(Duration.ofMinutes(random.nextInt(60)));
    for (int i = 0; i < 24; i++) {
      trouble.any();
      bench.goOn(Duration.ofSeconds(1 + random.nextInt(1200)));
      switch (random.nextInt(5)) {
        case 0 -> bench.restart();
        case 1 -> {
          bench.restart();
          bench.watch.later(Duration.ofSeconds(random.nextInt(2000)));
        }
        case 2 -> bench.clock(Duration.ofSeconds(random.nextInt(7200) - 5400));
        default -> {}
      }
    }
    bench.country.crowd(Trouble.ENOUGH);
    bench.country.well();
    return bench.goOn(PACE.pause().plus(PACE.probe().multipliedBy(2)));
  }

  /** Two in a row may be a probe and its retry; by a clock that nobody puts. */
  private static void assertPolite(PlanBench bench, String key, Duration apart) {
    List<PlanBench.Asked> asked = bench.asked(a -> a.look().key().equals(key));
    for (int i = 1; i < asked.size(); i++) {
      assertThat(apart(asked.get(i - 1), asked.get(i)))
          .as("%s at %s", key, asked.get(i).at())
          .isGreaterThanOrEqualTo(PACE.retry());
    }
    for (int i = 2; i < asked.size(); i++) {
      assertThat(apart(asked.get(i - 2), asked.get(i)))
          .as("%s for the third time at %s", key, asked.get(i).at())
          .isGreaterThanOrEqualTo(apart);
    }
  }

  /** What a clock that is put forward takes away cannot be known here; the socket's edge does. */
  private static Duration apart(PlanBench.Asked one, PlanBench.Asked other) {
    return Duration.between(one.real(), other.real()).plus(other.leapt()).minus(one.leapt());
  }

  private static void assertNamesApart(PlanBench bench) {
    List<PlanBench.Asked> names = bench.asked(a -> a.look() instanceof Look.Name);
    for (int i = 1; i < names.size(); i++) {
      assertThat(apart(names.get(i - 1), names.get(i)))
          .as("a name at %s", names.get(i).at())
          .isGreaterThanOrEqualTo(PACE.namesApart());
    }
  }

  private static void assertNoneForgotten(PlanBench bench) {
    Stream.concat(bench.country.addresses().stream(), bench.country.nameservers().stream())
        .map(Subject::toString)
        .forEach(
            key -> {
              List<PlanBench.Asked> asked = bench.asked(a -> a.look().key().equals(key));
              assertThat(asked.get(asked.size() - 1).at())
                  .as("the last time of %s before %s", key, bench.watch.now())
                  .isAfter(bench.watch.now().minus(PACE.probe().plus(PACE.probe())));
            });
  }
}
