package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import kpwatch.files.NetworkFile;
import kpwatch.network.Network;
import kpwatch.observation.Answer;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.Histories;
import kpwatch.testkit.Trouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds whatever happens to us. */
@Tag("slow")
class HistoryTest {
  private static final Network NETWORK = NetworkFile.read("kp");
  private static final Set<String> LOST =
      Set.of(
          PrefixState.GONE.word(),
          PrefixState.REDUCED.word(),
          ProbeState.FAILING.word(),
          CountryState.OUTAGE.word(),
          CountryState.DEGRADED.word());

  /** The country is well; RIPEstat, its peers, our controls and our own running are not. */
  @Test
  void ourOwnTroubleNeverBecomesTheirs() {
    Histories.each(
        random -> {
          Country country = new Country(NETWORK, Trouble.ENOUGH);
          Bench bench = new Bench(country).settle();
          Trouble trouble = new Trouble(country, random);
          for (int i = 0; i < 24; i++) {
            trouble.ours();
            country.everyHost(controlsFail(bench, random) ? Answer.TIMEOUT : Answer.OK);
            step(bench, random);
          }
          assertThat(bench.changes()).isEmpty();
          assertThat(bench.transitions()).noneMatch(t -> LOST.contains(t.to()));
        });
  }

  private static boolean controlsFail(Bench bench, Random random) {
    boolean fail = random.nextBoolean();
    bench.country.failingControls(fail ? 3 : 0);
    return fail;
  }

  /** Nothing, one plane or both; now and then nothing for longer than anything stays known. */
  private static void step(Bench bench, Random random) {
    bench.later(Duration.ofSeconds(30 + random.nextInt(random.nextInt(8) == 0 ? 3000 : 240)));
    switch (random.nextInt(5)) {
      case 0 -> bench.advance(List.of());
      case 1 -> bench.routes();
      case 2 -> bench.hosts();
      case 3 -> bench.spread(bench.prefix(random.nextInt(4)));
      default -> bench.everything();
    }
  }
}
