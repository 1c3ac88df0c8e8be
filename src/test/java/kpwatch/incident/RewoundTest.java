package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;

class RewoundTest {
  private static final Instant NOW = Bench.START;
  private static final Instant AHEAD = NOW.plusSeconds(5);
  private static final Instant BEFORE = NOW.minusSeconds(5);

  private record Inner(Instant at, String text) {}

  private record Outer(
      Optional<Instant> some,
      List<Inner> list,
      Set<Instant> set,
      SortedMap<String, Inner> map,
      int number) {}

  private static Outer outer(Instant at) {
    return new Outer(
        Optional.of(at),
        List.of(new Inner(BEFORE, "a"), new Inner(at, "b")),
        Set.of(at),
        new TreeMap<>(Map.of("k", new Inner(at, "c"))),
        7);
  }

  @Test
  void everyTimeThatLiesAheadIsNow() {
    assertThat(Rewound.to(NOW, outer(AHEAD))).isEqualTo(outer(NOW));
  }

  @Test
  void whatHasNoTimeAheadIsTheSameObject() {
    Outer before = outer(BEFORE);
    assertThat(Rewound.to(NOW, before)).isSameAs(before);
  }

  @Test
  void everythingThatTheDetectorRemembersCanBeRewound() {
    Bench bench = Bench.settled();
    bench.country.everyRoute(0);
    bench.rounds(3, java.time.Duration.ofMinutes(2));
    Tracks tracks = bench.tracks();
    Instant earlier = bench.now().minusSeconds(3600);

    Tracks rewound = Rewound.to(earlier, tracks);

    assertThat(rewound.advanced()).isEqualTo(earlier);
    assertThat(rewound.open().get(0).onset()).isEqualTo(earlier);
    assertThat(rewound.toString()).doesNotContain(bench.now().toString());
    assertThat(Rewound.to(bench.now(), tracks)).isSameAs(tracks);
  }
}
