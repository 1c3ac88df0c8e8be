package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.CountryState;
import kpwatch.incident.Incident;
import kpwatch.incident.Jump;
import kpwatch.incident.Tracks;
import kpwatch.notify.Notification;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.testkit.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that is set while the program runs or sleeps: decision 0010. */
class ClockTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PlanBench bench = new PlanBench(Trouble.ENOUGH).goOn(HOUR);

  /** Hours by which the clock is set. */
  @ParameterizedTest(name = "by {0} h")
  @ValueSource(longs = {-30, -3, -1, 1, 3, 30})
  void theWatchGoesOnAtItsPace(long hours) {
    bench.clock(Duration.ofHours(hours));
    Instant set = bench.real();
    bench.goOn(HOUR);

    assertThat(bench.asked(a -> a.look() instanceof Look.Routes && !a.real().isBefore(set)))
        .hasSizeBetween(28, 33)
        .first()
        .satisfies(a -> assertThat(a.real()).isBefore(set.plusSeconds(2)));
    assertThat(bench.asked(a -> a.look() instanceof Look.Ask && !a.real().isBefore(set)))
        .hasSizeGreaterThan(100);
    assertThat(bench.watch.tracks().country()).isEqualTo(CountryState.NORMAL);
    assertThat(bench.watch.notifications()).isEmpty();
    bench.assertPolite();
  }

  @Test
  void manyJumpsStayInsideTheBudget() {
    for (int i = 0; i < 96; i++) {
      bench.clock(HOUR.multipliedBy(i % 2 == 0 ? 5 : -5)).goOn(MINUTE.multipliedBy(15));
    }

    assertThat(bench.mostCallsWithin(Duration.ofHours(24)))
        .isLessThanOrEqualTo(Pace.POLITE.dailyCalls());
    bench.assertPolite();
  }

  @ParameterizedTest(name = "by {0} h")
  @ValueSource(longs = {-3, 3})
  void anOutageGoesOnAndEndsAfterItsBeginning(long hours) {
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench
        .goOn(MINUTE.multipliedBy(20))
        .clock(Duration.ofHours(hours))
        .goOn(MINUTE.multipliedBy(20));
    assertThat(bench.watch.tracks().country()).isEqualTo(CountryState.OUTAGE);
    bench.country.well();
    bench.goOn(HOUR);

    assertThat(bench.watch.tracks().open()).isEmpty();
    assertThat(bench.watch.changes().filter(c -> c.action() == Incident.Action.OPENED)).hasSize(1);
    Incident ended =
        bench
            .watch
            .changes()
            .map(c -> c.incident())
            .filter(Incident::closed)
            .findFirst()
            .orElseThrow();
    assertThat(ended.ended().orElseThrow()).isAfterOrEqualTo(ended.onset());
    assertThat(bench.watch.notifications().map(Notification::kind))
        .startsWith(Notification.Kind.OPENED)
        .endsWith(Notification.Kind.CLOSED);
  }

  @Test
  void whileTheMachineSleptNothingIsConcluded() {
    Instant slept = bench.watch.now();
    bench.watch.later(HOUR.multipliedBy(3));
    bench.goOn(MINUTE.multipliedBy(10));

    Tracks tracks = bench.watch.tracks();
    assertThat(tracks.away().orElseThrow().to()).isEqualTo(slept.plus(HOUR.multipliedBy(3)));
    assertThat(tracks.measured())
        .hasValueSatisfying(at -> assertThat(at).isAfter(slept.plus(HOUR)));
    assertThat(bench.watch.changes()).isEmpty();
    assertThat(bench.watch.notifications()).isEmpty();
  }

  /** It was asked before the machine slept, and nobody knows when it was answered. */
  @Test
  void aLookThatWasUnderWayDuringAJumpDoesNotCount() {
    WatchBench watch = bench.watch;
    Look under = asked(watch, Look.Routes.class);
    watch.later(HOUR.multipliedBy(3));
    Look afresh = asked(watch, Look.Routes.class);
    Tracks before = watch.tracks();
    bench.country.everyRoute(0);
    watch.later(Duration.ofSeconds(1));
    Observation lost = bench.country.route(bench.country.network().prefixes().get(0), watch.now());
    watch.tick(List.of(new Outcome(under, List.of(lost))));

    assertThat(afresh).isNotSameAs(under);
    assertThat(watch.rounds.get(watch.rounds.size() - 1).observations()).isEmpty();
    assertThat(watch.tracks().prefixes()).isEqualTo(before.prefixes());
    assertThat(watch.plan().asked()).as("the new look is still under way").contains("routes");
  }

  private static Look asked(WatchBench watch, Class<? extends Look> kind) {
    for (int i = 0; i < 200; i++) {
      Optional<Look> found = watch.tick(List.of()).stream().filter(kind::isInstance).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      watch.later(Duration.ofSeconds(1));
    }
    throw new AssertionError("never asked: " + kind);
  }

  @Test
  void aStartBeforeTheStoredTimeGoesOnAtOnce() {
    Instant stored = bench.watch.tracks().advanced();
    bench.clock(HOUR.multipliedBy(-3)).restart();
    Instant started = bench.real();
    bench.goOn(HOUR);

    assertThat(bench.watch.rounds.stream().flatMap(r -> r.jump().stream()))
        .singleElement()
        .satisfies(jump -> assertThat(jump.from()).isBetween(stored.minus(MINUTE), stored))
        .satisfies(jump -> assertThat(jump.back()).isTrue());
    assertThat(bench.asked(a -> a.look() instanceof Look.Visit && !a.real().isBefore(started)))
        .hasSizeGreaterThan(90);
    assertThat(bench.watch.tracks().country()).isEqualTo(CountryState.NORMAL);
    bench.assertPolite();
  }

  @Test
  void aShortStepBackIsWaitedOut() {
    Instant last = bench.watch.tracks().advanced();
    bench.clock(Duration.ofSeconds(-30));
    bench.watch.tick(List.of());

    assertThat(bench.watch.tracks().advanced()).isEqualTo(last);
    assertThat(bench.watch.rounds.stream().flatMap(r -> r.jump().stream())).isEmpty();
  }

  @Test
  void aJumpKnowsItsWayAndItsLength() {
    Instant now = bench.watch.now();
    Jump jump = Jump.between(now, now.minus(HOUR), WatchBench.LIMITS).orElseThrow();

    assertThat(jump.back()).isTrue();
    assertThat(jump.length()).isEqualTo(HOUR);
  }
}
