package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation.Cause;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines to abroad, by the routes that are seen through them. */
class LineTest {
  private static final Thresholds.Lines LINES = Thresholds.DEFAULT.lines();
  private static final Asn CHINA = new Asn(4837);
  private static final Asn RUSSIA = new Asn(20_485);
  private static final int ALL = Bench.PEERS.size();
  private static final int CARRYING = peers(LINES.carrying());
  private static final int LOST = peers(LINES.lost());
  private static final Duration APART = Duration.ofMinutes(2);

  private final Bench bench = new Bench();

  private static int peers(double share) {
    return (int) Math.ceil(share * ALL - 1e-9);
  }

  /** So many peers use the Russian line to every prefix, all others the Chinese one. */
  private void russia(int count) {
    bench.country.everyRoute(Map.of(CHINA, ALL - count, RUSSIA, count));
  }

  private LineTrack line() {
    return Optional.ofNullable(bench.tracks().lines().get("Russia")).orElseThrow();
  }

  private void watch(Duration time) {
    Instant end = bench.now().plus(time);
    while (bench.now().isBefore(end)) {
      bench.later(APART).routes();
    }
  }

  /** Watched for as long as its absence asks for, with this usual share. */
  private void used(int usual) {
    russia(usual);
    bench.routes();
    watch(LINES.history());
  }

  @Test
  void nothingIsKnownOfALineThatWasNeverSeen() {
    russia(CARRYING - 1);
    bench.routes();

    assertThat(line().state()).isEqualTo(LineState.UNKNOWN);
  }

  @Test
  void itCarriesWhenAFewPeersReachAnyPrefixThroughIt() {
    russia(0);
    bench.country.route(bench.prefix(3), Map.of(CHINA, ALL - CARRYING, RUSSIA, CARRYING));
    bench.routes();

    assertThat(line().state()).isEqualTo(LineState.CARRYING);
  }

  /** The usual share, the share now, whether its absence is news. */
  static Stream<Arguments> absences() {
    int usual = peers(LINES.usual());
    return Stream.of(
        Arguments.of("used just enough, gone", usual, 0, true),
        Arguments.of("used just enough, one peer below the limit", usual, LOST - 1, true),
        Arguments.of("a few peers still use it", usual, LOST, false),
        Arguments.of("it was little used", usual - 1, 0, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("absences")
  void itsAbsenceIsNewsAfterTheHoldAndNotBefore(String what, int usual, int now, boolean news) {
    used(usual);
    Instant seen = bench.now();
    russia(now);
    bench.later(APART).routes();
    Instant absent = bench.now();
    watch(LINES.hold().minus(APART));
    assertThat(line().state()).as("before the hold").isEqualTo(LineState.CARRYING);

    watch(APART);

    assertThat(line().state()).isEqualTo(news ? LineState.NOT_SEEN : LineState.CARRYING);
    if (news) {
      assertThat(line().change()).contains(new Change(absent, Optional.of(seen)));
      assertThat(bench.actions()).containsExactly(Incident.Action.OPENED);
      assertThat(bench.open().get(0).scope()).contains(Scope.UPSTREAM);
      assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
    } else {
      assertThat(bench.changes()).isEmpty();
    }
  }

  @Test
  void itsPastMustBeKnownForLongEnough() {
    russia(ALL / 2);
    bench.routes();
    watch(LINES.history().minus(LINES.hold()).minus(APART.multipliedBy(3)));
    russia(0);
    watch(LINES.hold().plus(APART));

    assertThat(line().state()).isEqualTo(LineState.CARRYING);
  }

  @Test
  void itsAbsenceIsNoNewsWhileAPrefixIsNotUp() {
    used(ALL / 2);
    russia(0);
    bench.country.route(bench.prefix(0), Map.of(CHINA, ALL / 2));
    watch(LINES.hold().multipliedBy(2));

    assertThat(bench.state(bench.prefix(0))).isEqualTo(PrefixState.REDUCED);
    assertThat(line().state()).isEqualTo(LineState.CARRYING);
  }

  @Test
  void itIsNotSeenTogetherWithTheLossOfEveryRoute() {
    used(ALL / 2);
    bench.country.everyRoute(0);
    watch(APART.multipliedBy(2));

    assertThat(line().state()).isEqualTo(LineState.NOT_SEEN);
    assertThat(line().change()).isEqualTo(bench.track(bench.prefix(0)).change());
    assertThat(bench.open()).extracting(Incident::widest).containsExactly(Scope.NATIONAL);
  }

  @Test
  void itComesBackWhenItCarriesAgain() {
    used(ALL / 2);
    russia(0);
    watch(LINES.hold().plus(APART));
    russia(CARRYING - 1);
    watch(APART);
    assertThat(line().state()).as("too few to carry").isEqualTo(LineState.NOT_SEEN);

    russia(CARRYING);
    watch(APART);
    Instant back = bench.now();
    watch(Thresholds.DEFAULT.country().hold());

    assertThat(line().state()).isEqualTo(LineState.CARRYING);
    assertThat(line().change().map(Change::onset)).contains(back);
    assertThat(bench.open()).isEmpty();
    assertThat(bench.changes().get(bench.changes().size() - 1).incident().ended()).contains(back);
  }

  @Test
  void nothingIsKnownOfItWhileTheRoutesCannotBeLookedAt() {
    used(ALL / 2);
    bench.country.ripestat(Optional.of(Cause.MAINTENANCE));
    watch(Thresholds.DEFAULT.routes().unknownAfter());

    assertThat(line().state()).isEqualTo(LineState.UNKNOWN);
    assertThat(bench.changes()).isEmpty();
  }

  @Test
  void aDipOfAUsedLineAsksForALook() {
    used(ALL / 2);
    russia(0);
    bench.later(APART).routes();

    assertThat(bench.last().signals().lineDips()).isTrue();
    assertThat(bench.last().signals().routesDiffer()).isFalse();
  }
}
