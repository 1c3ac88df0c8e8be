package kpwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearMissTest {
  @ParameterizedTest
  @CsvSource({
    "'', abc, 3",
    "abc, '', 3",
    "abc, abc, 0",
    "abc, abd, 1",
    "abc, acb, 2",
    "token, tokn, 1"
  })
  void countsEdits(String left, String right, int edits) {
    assertThat(NearMiss.distance(left, right)).isEqualTo(edits);
  }

  @Test
  void givesTheNearestWithinTheLimit() {
    List<String> names = List.of("watch.interval", "probe.interval");
    assertThat(NearMiss.of("prob.interval", names, 3)).contains("probe.interval");
    assertThat(NearMiss.of("something", names, 3)).isEmpty();
  }
}
