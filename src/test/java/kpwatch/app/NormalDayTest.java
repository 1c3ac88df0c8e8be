package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kpwatch.files.PlayedWorld;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.observation.RouteStream;
import kpwatch.rislive.LiveStream;
import kpwatch.storage.Database;
import kpwatch.storage.SqlHistory;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.FakeRipeStat;
import kpwatch.testkit.Unattended;
import kpwatch.testkit.rislive.CountryFrames;
import kpwatch.watch.PlanBench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What RIPEstat counts of us in a day on which nothing happens and the stream is heard: real calls
 * over HTTP, at the times of a made-up country.
 */
@Timeout(120)
final class NormalDayTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void aDayCostsNoMoreThanAThousandCalls() throws Exception {
    Scenario quiet = quiet();
    PlayedWorld world = new PlayedWorld(quiet);
    AtomicReference<Instant> now = new AtomicReference<>(quiet.start());
    try (Database database = Database.inMemory();
        FakeRipeStat ripestat = new FakeRipeStat(world, now::get);
        Sources sources =
            new Sources(
                SourcesTest.settings(ripestat),
                quiet.network(),
                now::get,
                RouteStream.NONE,
                Unattended.supervisor())) {
      SqlSubscriptions nobody = new SqlSubscriptions(database);
      PlanBench watch =
          new PlanBench(
              new Country(quiet.network(), Bench.PEERS),
              new SqlWatchStore(database, nobody),
              nobody,
              quiet.start());
      LiveStream stream = new LiveStream(quiet.network());
      stream.opened(quiet.start());
      watch
          .asks(sources.looker()::look)
          .hears(stream)
          .beforeEachTick(
              () -> {
                now.set(watch.now());
                stream.frame(CountryFrames.PONG, now.get());
              });

      watch.goOn(DAY);

      assertThat(ripestat.calls()).isBetween(720, 1000);
      assertThat(ripestat.mostAtOnce()).isLessThanOrEqualTo(4);
      assertThat(ripestat.violations()).isEmpty();
      assertThat(new SqlHistory(database).since(quiet.start())).isEmpty();
    }
  }

  /** As it stood at the beginning of a night that is known, without what happened in it. */
  private static Scenario quiet() {
    Scenario night = ScenarioFile.read("kp-2025-06-07");
    return new Scenario(
        "quiet",
        "Nothing happens",
        night.network(),
        night.start(),
        night.start().plus(DAY),
        night.initial(),
        List.of(),
        Optional.empty());
  }
}
