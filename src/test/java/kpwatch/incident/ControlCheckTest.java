package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Crowd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own trouble is never theirs: without a control that works nothing is concluded. */
class ControlCheckTest {
  private static final Thresholds.Routes ROUTES = Thresholds.DEFAULT.routes();
  private static final Thresholds.Probes PROBES = Thresholds.DEFAULT.probes();

  private final Bench bench = Bench.settled();

  /** Crowds that are too poor to say anything, each for one reason, and a poor one that will do. */
  static Stream<Arguments> crowds() {
    int peers = ROUTES.leastPeers();
    int collectors = ROUTES.leastCollectors();
    int networks = ROUTES.leastPeerNetworks();
    int ofUsual = (int) Math.ceil(ROUTES.leastPeersOfUsual() * Bench.PEERS.size());
    return Stream.of(
        Arguments.of("no peer at all", new Crowd(0, 1, 1), false),
        Arguments.of("one peer too few", new Crowd(peers - 1, 20, 50), false),
        Arguments.of("one below its usual number", new Crowd(ofUsual - 1, 20, 100), false),
        Arguments.of("one collector too few", new Crowd(200, collectors - 1, 100), false),
        Arguments.of("one network too few", new Crowd(200, 20, networks - 1), false),
        Arguments.of("just enough", new Crowd(ofUsual, collectors, networks), true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("crowds")
  void aLossIsConcludedOnlyFromLivePeersThatWillDo(String what, Crowd crowd, boolean valid) {
    bench.country.crowd(crowd);
    bench.country.everyRoute(0);

    forLongerThanControlsLast();

    if (valid) {
      assertThat(bench.state()).isEqualTo(CountryState.OUTAGE);
      assertThat(bench.actions()).contains(Incident.Action.OPENED);
      assertThat(bench.last().missing()).isEmpty();
    } else {
      assertNothingConcluded();
      assertThat(bench.last().missing())
          .extracting(Observation.Missing::cause)
          .containsOnly(Cause.CONTROL_FAILED)
          .hasSize(bench.country.network().prefixes().size());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("crowds")
  void aFirstLookEverIsHeldToTheSameRule(String what, Crowd crowd, boolean valid) {
    Bench fresh = new Bench();
    fresh.country.crowd(crowd);
    fresh.country.everyRoute(crowd.size());

    fresh.routes();

    boolean known = crowd.size() >= ROUTES.leastPeers() && !what.contains("too few");
    assertThat(fresh.tracks().routesPlane().seeing()).isEqualTo(known);
    assertThat(fresh.state(fresh.prefix(0)))
        .isEqualTo(known ? PrefixState.UP : PrefixState.UNKNOWN);
  }

  @Test
  void aControlAnswerThatIsTooOldTellsTheLivePeersNoMore() {
    bench.routes();
    bench.country.everyRoute(0);

    bench.later(ROUTES.controlAge()).spread(bench.prefix(0));
    assertThat(bench.last().missing()).isEmpty();

    bench.later(Duration.ofSeconds(1)).spread(bench.prefix(1));
    assertThat(bench.last().missing())
        .extracting(Observation.Missing::cause)
        .containsExactly(Cause.CONTROL_FAILED);
  }

  /** RIPEstat shows nothing any more, to any question; of the two controls one was seen before. */
  @Test
  void anEmptyControlIsNotMadeGoodByAnEarlierAnswerOfTheOther() {
    Prefix other = bench.country.network().controlPrefixes().get(1);
    bench.look(bench.country.route(other, bench.now()));
    bench.country.crowd(new Crowd(0, 1, 1));
    bench.country.everyRoute(0);

    bench.later(Duration.ofMinutes(1)).routes();
    assertThat(bench.last().missing())
        .extracting(Observation.Missing::cause)
        .contains(Cause.CONTROL_FAILED);
    for (int i = 0; i < 4; i++) {
      bench.later(Duration.ofMinutes(1)).look(withoutControl());
    }

    assertThat(bench.changes()).isEmpty();
    assertThat(bench.transitions()).noneMatch(t -> t.to().equals(PrefixState.GONE.word()));
  }

  /** Every route, where the answer about the control got lost. */
  private Observation[] withoutControl() {
    return bench.country.routes(bench.now()).stream()
        .filter(o -> !o.subject().equals(Subject.prefix(control())))
        .toArray(Observation[]::new);
  }

  private Prefix control() {
    return bench.country.network().controlPrefixes().get(0);
  }

  @Test
  void onlyFullTablePeersAreLiveOnceTheyAreKnown() {
    Crowd few = new Crowd(ROUTES.leastPeers() - 1, 20, 50);
    bench.look(few.fullTable(bench.now()));
    bench.country.everyRoute(0);

    forLongerThanControlsLast();

    assertNothingConcluded();
  }

  @Test
  void silentHostsAreVoidWhileTheControlsFail() {
    bench.country.everyHost(Answer.TIMEOUT);
    bench.country.failingControls(3);

    for (int i = 0; i < 6; i++) {
      bench.later(PROBES.interval()).hosts().later(Duration.ofSeconds(30)).routes();
    }

    assertThat(bench.tracks().probePlane().state()).isEqualTo(PlaneState.BLIND);
    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
    assertThat(bench.changes()).isEmpty();
    assertThat(bench.tracks().probes().values())
        .extracting(ProbeTrack::state)
        .containsOnly(ProbeState.UNKNOWN);
  }

  @Test
  void theSameSilenceCountsWhileTheControlsAnswer() {
    bench.country.everyHost(Answer.TIMEOUT);

    for (int i = 0; i < 6; i++) {
      bench.later(PROBES.interval()).hosts().later(Duration.ofSeconds(30)).routes();
    }

    assertThat(bench.state()).isEqualTo(CountryState.DEGRADED);
    assertThat(bench.actions()).containsExactly(Incident.Action.OPENED);
  }

  @Test
  void halfOfTheUnrelatedControlsMayFail() {
    bench.country.failingControls(2);

    bench.later(PROBES.interval()).hosts();

    assertThat(bench.tracks().probePlane().state()).isEqualTo(PlaneState.SEEING);
  }

  @Test
  void silenceSeenByABlindEyeIsForgottenWhenItSeesAgain() {
    bench.country.everyHost(Answer.TIMEOUT);
    bench.country.failingControls(4);
    bench.later(PROBES.interval()).hosts();

    bench.country.well();
    bench.later(PROBES.interval()).controls();

    assertThat(bench.tracks().probes().values())
        .allMatch(t -> t.silentRounds() == 0 && t.struggling().isEmpty() && t.votes());
  }

  @Test
  void nothingIsSaidOfAHostWhileTheControlsHaveNeverAnswered() {
    Bench dark = new Bench();
    dark.country.failingControls(4);
    dark.settle();
    Reply.AT_SLOW.comeTo(dark, dark.country.addresses().get(0));

    assertThat(dark.tracks().voters()).hasSize(9);
    assertThat(dark.tracks().probes().values())
        .extracting(ProbeTrack::state)
        .containsOnly(ProbeState.UNKNOWN);
  }

  @Test
  void aSilenceIsNoFailureBeforeARoundOfControlsThatBeganLaterHasAnswered() {
    bench.country.everyHost(Answer.TIMEOUT);
    List<kpwatch.observation.Subject> addresses = bench.country.addresses();

    bench.later(Duration.ofMinutes(1)).probes(addresses);
    assertThat(bench.tracks().voters()).noneMatch(ProbeTrack::failing);

    bench.later(Duration.ofSeconds(1)).controls();
    assertThat(bench.tracks().voters()).allMatch(ProbeTrack::failing);
  }

  /** So long that no control from before is left, and no state is shown from memory. */
  private void forLongerThanControlsLast() {
    Duration apart = Duration.ofMinutes(2);
    int looks = (int) ROUTES.unknownAfter().plus(ROUTES.controlAge()).dividedBy(apart) + 1;
    for (int i = 0; i < looks; i++) {
      bench.later(apart).routes();
    }
  }

  private void assertNothingConcluded() {
    assertThat(bench.changes()).isEmpty();
    assertThat(bench.tracks().prefixes().values())
        .extracting(PrefixTrack::state)
        .containsOnly(PrefixState.UNKNOWN);
    assertThat(bench.transitions()).noneMatch(t -> t.to().equals(PrefixState.GONE.word()));
  }
}
