package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kpwatch.config.Settings;
import kpwatch.files.NetworkFile;
import kpwatch.files.PlayedWorld.Reply;
import kpwatch.network.Network;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteStream;
import kpwatch.testkit.FakeRipeStat;
import kpwatch.testkit.Unattended;
import kpwatch.watch.Look;
import kpwatch.watch.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real client against RIPEstat on loopback. */
@Timeout(60)
final class SourcesTest {
  private static final Network NETWORK = NetworkFile.read("kp");
  private static final int AT_ONCE = 4;

  /**
   * A burst, the papers and the list of peers, all due in one moment, and a server that is slow.
   */
  @Test
  void whateverIsDueNeverMoreThanFourCallsAreUnderWayAtOnce() throws Exception {
    CountDownLatch oneTooMany = new CountDownLatch(AT_ONCE + 1);
    try (FakeRipeStat ripestat = new FakeRipeStat((call, query) -> slow(oneTooMany));
        Sources sources =
            new Sources(
                settings(ripestat),
                NETWORK,
                InstantSource.system(),
                RouteStream.NONE,
                Unattended.supervisor())) {
      List<Prefix> everyRoute = new java.util.ArrayList<>(NETWORK.prefixes());
      everyRoute.add(0, NETWORK.controlPrefixes().get(0));
      List<Look> due =
          List.of(
              new Look.Routes(everyRoute),
              new Look.Validations(NETWORK.prefixes()),
              new Look.Peers());
      List<Future<Outcome>> coming =
          due.stream().map(l -> sources.threads().submit(() -> sources.looker().look(l))).toList();
      for (Future<Outcome> outcome : coming) {
        assertThat(outcome.get().seen()).isNotEmpty();
      }

      assertThat(ripestat.calls()).isEqualTo(5 + 4 + 1);
      assertThat(ripestat.mostAtOnce()).isEqualTo(AT_ONCE);
      assertThat(ripestat.violations()).isEmpty();
    }
  }

  /** Holds each call until a fifth has come, which must not happen. */
  private static Reply slow(CountDownLatch oneTooMany) {
    oneTooMany.countDown();
    try {
      boolean came = oneTooMany.await(200, TimeUnit.MILLISECONDS);
      return new Reply(503, "text/plain", new byte[] {(byte) (came ? 1 : 0)}, false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static BotSettings settings(FakeRipeStat ripestat) throws SettingsRefused {
    return BotSettings.from(Settings.parse("ripestat.base-url = " + ripestat.baseUrl(), Map.of()));
  }
}
