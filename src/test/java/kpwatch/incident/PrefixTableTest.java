package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kpwatch.observation.Prefix;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of a prefix and everything that a look can show of it. No host lies inside it. */
class PrefixTableTest {
  /**
   * Where a prefix may come from. UNSEEN: no valid look yet. STALE: it was up, long ago.
   * AGGREGATED: the block is announced in its place, and stays so.
   */
  enum From {
    UP,
    REDUCED,
    GONE,
    AGGREGATED,
    UNSEEN,
    STALE
  }

  /** From, what is seen, the state after one look, and after a second one. */
  private static final String TABLE =
      """
      UP      FULL           up      up
      UP      AT_BACK_UP     up      up
      UP      BELOW_BACK_UP  up      up
      UP      AT_UP          up      up
      UP      BELOW_UP       up      reduced
      UP      AT_RETURNED    up      reduced
      UP      BELOW_RETURNED up      reduced
      UP      AT_STUCK       up      reduced
      UP      BELOW_STUCK    up      reduced
      UP      AT_GONE        up      reduced
      UP      BELOW_GONE     up      gone
      UP      NONE           up      gone
      UP      MISSING        up      up
      UP      POOR_CONTROL   up      up
      UP      NOT_NEWER      up      up
      UP      SPREAD_LOSS    up      up
      UP      NO_LOOK        unknown unknown
      UP      COVERED        up aggregated

      REDUCED FULL           reduced up
      REDUCED AT_BACK_UP     reduced up
      REDUCED BELOW_BACK_UP  reduced reduced
      REDUCED AT_UP          reduced reduced
      REDUCED BELOW_UP       reduced reduced
      REDUCED AT_RETURNED    reduced reduced
      REDUCED BELOW_RETURNED reduced reduced
      REDUCED AT_STUCK       reduced reduced
      REDUCED BELOW_STUCK    reduced reduced
      REDUCED AT_GONE        reduced reduced
      REDUCED BELOW_GONE     reduced gone
      REDUCED NONE           reduced gone
      REDUCED MISSING        reduced reduced
      REDUCED POOR_CONTROL   reduced reduced
      REDUCED NOT_NEWER      reduced reduced
      REDUCED SPREAD_LOSS    reduced reduced
      REDUCED NO_LOOK        unknown unknown
      REDUCED COVERED        reduced aggregated

      GONE    FULL           gone    up
      GONE    AT_BACK_UP     gone    up
      GONE    BELOW_BACK_UP  gone    reduced
      GONE    AT_UP          gone    reduced
      GONE    BELOW_UP       gone    reduced
      GONE    AT_RETURNED    gone    reduced
      GONE    BELOW_RETURNED gone    gone
      GONE    AT_STUCK       gone    gone
      GONE    BELOW_STUCK    gone    gone
      GONE    AT_GONE        gone    gone
      GONE    BELOW_GONE     gone    gone
      GONE    NONE           gone    gone
      GONE    MISSING        gone    gone
      GONE    POOR_CONTROL   gone    gone
      GONE    NOT_NEWER      gone    gone
      GONE    SPREAD_LOSS    gone    gone
      GONE    NO_LOOK        unknown unknown
      GONE    COVERED        gone aggregated

      AGGREGATED FULL           aggregated up
      AGGREGATED AT_BACK_UP     aggregated up
      AGGREGATED BELOW_BACK_UP  aggregated up
      AGGREGATED AT_UP          aggregated up
      AGGREGATED BELOW_UP       aggregated reduced
      AGGREGATED AT_RETURNED    aggregated reduced
      AGGREGATED BELOW_RETURNED aggregated reduced
      AGGREGATED AT_STUCK       aggregated reduced
      AGGREGATED BELOW_STUCK    aggregated reduced
      AGGREGATED AT_GONE        aggregated reduced
      AGGREGATED BELOW_GONE     aggregated aggregated
      AGGREGATED NONE           aggregated aggregated
      AGGREGATED MISSING        aggregated aggregated
      AGGREGATED POOR_CONTROL   aggregated aggregated
      AGGREGATED NOT_NEWER      aggregated aggregated
      AGGREGATED SPREAD_LOSS    aggregated aggregated
      AGGREGATED NO_LOOK        unknown    unknown
      AGGREGATED COVERED        aggregated aggregated

      UNSEEN  FULL           up      up
      UNSEEN  AT_BACK_UP     up      up
      UNSEEN  BELOW_BACK_UP  up      up
      UNSEEN  AT_UP          up      up
      UNSEEN  BELOW_UP       up      up
      UNSEEN  AT_RETURNED    up      up
      UNSEEN  BELOW_RETURNED up      up
      UNSEEN  AT_STUCK       unknown reduced
      UNSEEN  BELOW_STUCK    unknown reduced
      UNSEEN  AT_GONE        unknown reduced
      UNSEEN  BELOW_GONE     unknown gone
      UNSEEN  NONE           unknown gone
      UNSEEN  MISSING        unknown unknown
      UNSEEN  POOR_CONTROL   unknown unknown
      UNSEEN  NOT_NEWER      unknown unknown
      UNSEEN  SPREAD_LOSS    unknown unknown
      UNSEEN  NO_LOOK        unknown unknown
      UNSEEN  COVERED        unknown aggregated

      STALE   FULL           up      up
      STALE   AT_BACK_UP     up      up
      STALE   BELOW_BACK_UP  up      up
      STALE   AT_UP          up      up
      STALE   BELOW_UP       up      reduced
      STALE   AT_RETURNED    up      reduced
      STALE   BELOW_RETURNED up      reduced
      STALE   AT_STUCK       up      reduced
      STALE   BELOW_STUCK    up      reduced
      STALE   AT_GONE        up      reduced
      STALE   BELOW_GONE     up      gone
      STALE   NONE           up      gone
      STALE   MISSING        unknown unknown
      STALE   POOR_CONTROL   unknown unknown
      STALE   NOT_NEWER      unknown unknown
      STALE   SPREAD_LOSS    unknown unknown
      STALE   NO_LOOK        unknown unknown
      STALE   COVERED        up aggregated
      """;

  static Stream<Arguments> table() {
    return rows()
        .map(
            r -> Arguments.of(From.valueOf(r.get(0)), Sight.valueOf(r.get(1)), r.get(2), r.get(3)));
  }

  private static Stream<List<String>> rows() {
    return TABLE.lines().filter(l -> !l.isBlank()).map(l -> List.of(l.strip().split(" +")));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}, then {3}")
  @MethodSource("table")
  void oneLookAndASecond(From from, Sight sight, String once, String twice) {
    Bench bench = at(from);
    Prefix prefix = bench.prefix(1);

    sight.show(bench, prefix);
    assertThat(bench.state(prefix).word()).as("after one look").isEqualTo(once);

    bench.later(bench.limits.routes().confirm());
    sight.show(bench, prefix);
    assertThat(bench.state(prefix).word()).as("after two looks").isEqualTo(twice);
  }

  @Test
  void theTableIsWhole() {
    Set<String> pairs = rows().map(r -> r.get(0) + r.get(1)).collect(Collectors.toSet());

    assertThat(pairs).hasSize(From.values().length * Sight.values().length);
  }

  @Test
  void everyStateIsReached() {
    Set<String> reached =
        rows().flatMap(r -> Stream.of(r.get(2), r.get(3))).collect(Collectors.toSet());

    assertThat(reached)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(PrefixState.values()).map(PrefixState::word).toList());
  }

  private static Bench at(From from) {
    if (from == From.UNSEEN) {
      return new Bench();
    }
    Bench bench = Bench.settled();
    Prefix prefix = bench.prefix(1);
    switch (from) {
      case REDUCED -> twice(bench, Sight.BELOW_UP, prefix);
      case GONE -> twice(bench, Sight.NONE, prefix);
      case AGGREGATED -> twice(bench, Sight.COVERED, prefix);
      case STALE -> bench.idle(bench.limits.routes().unknownAfter());
      default -> {}
    }
    return bench.later(bench.limits.routes().confirm());
  }

  private static void twice(Bench bench, Sight sight, Prefix prefix) {
    sight.show(bench, prefix);
    bench.later(bench.limits.routes().confirm());
    sight.show(bench, prefix);
  }
}
