package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Prefix;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.Crowd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the stream of RIS Live adds to the looks. */
class StreamTest {
  private static final Duration CONFIRM = Thresholds.DEFAULT.routes().confirm();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Bench bench = Bench.settled();
  private final Prefix prefix = bench.prefix(1);

  @Test
  void itAloneChangesNoState() {
    bench.stream();
    bench.country.everyRoute(0);
    for (int i = 0; i < 10; i++) {
      bench.later(Duration.ofSeconds(30)).stream();
    }
    assertThat(bench.tracks().prefixes().values()).allMatch(t -> t.state() == PrefixState.UP);
    assertThat(bench.tracks().open()).isEmpty();
  }

  @Test
  void aLookThatComesOnceItHasShownALossForLongEnoughConfirmsIt() {
    bench.routes().stream();
    bench.country.route(prefix, 0);
    bench.later(SECOND).stream();
    bench.later(CONFIRM.minusMillis(1)).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);

    bench.later(Duration.ofMillis(1)).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);
  }

  @Test
  void theOneLookMayBeTheFirst() {
    lossOnTheStream();
    bench.later(CONFIRM).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);
  }

  @Test
  void withoutALookThatAgreesThereIsNoLoss() {
    Observation.Streamed lost = lossOnTheStream();
    bench.country.well();
    for (int i = 0; i < 5; i++) {
      bench.later(CONFIRM).routes();
      bench.look(again(lost));
    }
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  @Test
  void theIntervalOfTheOnsetIsTheStreams() {
    bench.routes().later(Duration.ofMinutes(1)).stream();
    Instant whole = bench.now();
    bench.country.route(prefix, 0);
    bench.later(SECOND).stream();
    Instant first = bench.now();
    bench.later(CONFIRM).routes();

    assertThat(bench.track(prefix).change()).contains(new Change(first, Optional.of(whole)));
  }

  @Test
  void whatHappenedInAGapOfTheStreamIsToldAsAnInterval() {
    bench.routes().later(Duration.ofMinutes(1)).stream();
    Instant whole = bench.now();
    bench.later(SECOND).unheard();
    bench.country.route(prefix, 0);
    bench.later(Duration.ofMinutes(1)).routes();
    Instant first = bench.now();
    bench.stream().later(CONFIRM).routes();

    assertThat(bench.track(prefix).change()).contains(new Change(first, Optional.of(whole)));
  }

  /** The look's rows may be some seconds older than what the stream has told. */
  @Test
  void aLookThatLagsBehindTheStreamDoesNotMoveItsOnset() {
    bench.routes().stream();
    Instant whole = bench.now();
    List<Observation> before = bench.country.routes(bench.now().plusSeconds(3));
    lossOnTheStream();
    Instant first = bench.now();
    bench.later(Duration.ofSeconds(2)).advance(List.of(before));
    bench.later(CONFIRM).routes();

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);
    assertThat(bench.track(prefix).change()).contains(new Change(first, Optional.of(whole)));
  }

  @Test
  void aLossThatBeganAsAReductionBeganThen() {
    bench.routes().stream();
    bench.later(SECOND);
    bench.country.route(prefix, 60);
    bench.stream();
    Instant first = bench.now();
    bench.country.route(prefix, 0);
    bench.later(Duration.ofSeconds(40)).stream();
    bench.later(CONFIRM.minus(SECOND)).routes();
    assertThat(bench.state(prefix)).as("gone for too short a time").isEqualTo(PrefixState.UP);

    bench.later(SECOND).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);
    assertThat(bench.track(prefix).change().map(Change::onset)).contains(first);
  }

  @Test
  void aRouteThatCameBackOnItMeanwhileConfirmsNothing() {
    lossOnTheStream();
    bench.country.well();
    bench.later(SECOND).stream();
    bench.country.route(prefix, 0);
    bench.later(SECOND).stream();
    bench.later(CONFIRM.minus(SECOND)).routes();

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  @Test
  void aStreamThatFellSilentConfirmsNothing() {
    lossOnTheStream();
    bench.later(SECOND).unheard();
    bench.later(CONFIRM).routes();

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  @Test
  void newsOfThePastNeverCompletesAConfirmation() {
    bench.routes().stream();
    bench.country.route(prefix, 0);
    bench.later(SECOND);
    Observation.Streamed lost = bench.country.stream(bench.now());
    bench.look(
        new Observation.Streamed(
            lost.at(), lost.since(), "", Optional.of(lost.at()), lost.routes()));
    bench.later(CONFIRM).routes();

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  @ParameterizedTest(name = "{0} of 200 peers still have it: {1}")
  @CsvSource({"0, gone", "19, gone", "20, up", "139, up"})
  void itMustShowThatTheRouteIsGone(int seeing, String state) {
    bench.routes().stream();
    bench.country.route(prefix, seeing);
    bench.later(SECOND).stream();
    bench.country.route(prefix, 0);
    bench.later(CONFIRM).routes();

    assertThat(bench.state(prefix).word()).isEqualTo(state);
  }

  @Test
  void aPeerWhoseSessionIsDownIsNeitherForNorAgainst() {
    bench.routes().stream();
    Observation.Streamed whole = bench.country.stream(bench.now());
    bench.later(SECOND);
    bench.look(with(whole, bench.now(), row -> unconfirmed(row)));

    assertThat(bench.last().signals().heard().differs()).isFalse();
    bench.later(CONFIRM).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  @Test
  void whatItShowsOtherwiseIsLookedAtAtOnceAndOnceMoreWhenItHasLastedLongEnough() {
    lossOnTheStream();
    Signals.Heard asks = bench.last().signals().heard();

    assertThat(asks.differs()).isTrue();
    assertThat(asks.agrees()).contains(bench.now().plus(CONFIRM));

    bench.later(SECOND).stream();
    assertThat(bench.last().signals().heard().differs()).as("said once").isFalse();
  }

  @Test
  void aReturnIsLookedAtAtOnce() {
    lossOnTheStream();
    bench.later(CONFIRM).routes();
    bench.country.well();
    bench.later(SECOND).stream();

    assertThat(bench.last().signals().heard().differs()).isTrue();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);
  }

  @Test
  void aLineThatIsNotSeenOnItIsLookedAt() {
    settleLines();
    Asn first = bench.country.network().upstreams().get(0).asn();
    bench.country.everyRoute(Map.of(first, bench.country.crowd().size()));
    bench.later(SECOND).stream();

    assertThat(bench.last().signals().lineDips()).isTrue();
    assertThat(bench.last().signals().heard().differs()).isFalse();
  }

  @Test
  void aPrefixThatWasNotComparedSinceItIsHeardIsAskedFor() {
    bench.routes();
    Observation.Streamed whole = bench.country.stream(bench.now());
    bench.look(
        new Observation.Streamed(
            whole.at(),
            whole.since(),
            "",
            Optional.empty(),
            whole.routes().stream().filter(r -> !r.prefix().equals(prefix)).toList()));

    assertThat(bench.last().signals().heard().uncompared()).isTrue();
    bench.later(SECOND).stream();
    assertThat(bench.last().signals().heard().uncompared()).isFalse();
  }

  @Test
  void whileItIsHeardThePrefixesAreKnownWithoutALook() {
    bench.routes().stream();
    bench.country.ripestat(Optional.of(Cause.TIMEOUT));
    for (int i = 0; i < 60; i++) {
      bench.later(Duration.ofMinutes(1)).stream();
    }
    assertThat(bench.tracks().routesPlane().seeing()).isTrue();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);

    bench.later(SECOND).unheard().idle(bench.limits.routes().unknownAfter());
    assertThat(bench.tracks().routesPlane().seeing()).isFalse();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UNKNOWN);
  }

  @Test
  void aLossThatNoLookCanConfirmIsUnknown() {
    bench.routes().stream();
    bench.country.ripestat(Optional.of(Cause.TIMEOUT));
    bench.country.everyRoute(0);
    for (int i = 0; i < 13; i++) {
      bench.later(Duration.ofMinutes(1)).stream();
    }
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UNKNOWN);
    assertThat(bench.tracks().open()).isEmpty();
  }

  @Test
  void aStreamOfFewPeersShowsNothing() {
    bench.country.crowd(new Crowd(bench.limits.routes().leastPeers() - 1, 20, 50));
    bench.routes();
    bench.country.everyRoute(0);
    bench.later(SECOND).stream();

    assertThat(bench.last().signals().heard().differs()).isFalse();
  }

  @Test
  void aForeignPartOfAPrefixIsSeenOnIt() {
    bench.routes().stream();
    Prefix part = Prefix.parse("175.45.177.0/25");
    Asn foreign = new Asn(64_500);
    bench.country.announce(
        part, List.of(new Country.Claim(foreign, new Asn(174), bench.country.crowd().size())));
    bench.later(SECOND).stream();

    assertThat(bench.tracks().claims().values())
        .anyMatch(c -> c.prefix().equals(part) && c.origin().equals(foreign));
    assertThat(bench.last().signals().claimed()).isTrue();
  }

  @Test
  void aCoveringRouteThatItShowsCounts() {
    bench.routes().stream();
    bench.country.everyRoute(0);
    bench.country.cover(bench.country.crowd().size());
    bench.later(SECOND).stream();
    bench.withoutSearch().later(CONFIRM).routes().later(CONFIRM).routes();

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.AGGREGATED);
  }

  /** What never leads to a loss by itself, whatever the stream says of the past hour. */
  @ParameterizedTest
  @EnumSource(names = {"MISSING", "POOR_CONTROL", "NOT_NEWER"})
  void aLookThatShowsNothingDoesNotCompleteIt(Sight sight) {
    lossOnTheStream();
    bench.later(CONFIRM);
    bench.country.well();
    sight.show(bench, prefix);

    assertThat(Set.of(PrefixState.UP, PrefixState.UNKNOWN)).contains(bench.state(prefix));
  }

  private Observation.Streamed lossOnTheStream() {
    bench.routes().stream();
    bench.country.route(prefix, 0);
    bench.later(SECOND);
    Observation.Streamed lost = bench.country.stream(bench.now());
    bench.look(lost);
    return lost;
  }

  private Observation.Streamed again(Observation.Streamed shown) {
    return with(shown, bench.now(), row -> row);
  }

  private static Observation.Streamed with(
      Observation.Streamed shown,
      Instant at,
      java.util.function.UnaryOperator<Observation.Row> change) {
    return new Observation.Streamed(
        at,
        shown.since(),
        "",
        shown.overdue(),
        shown.routes().stream()
            .map(
                r ->
                    new Observation.Route(
                        at, r.prefix(), at, r.rows().stream().map(change).toList()))
            .toList());
  }

  private static Observation.Row unconfirmed(Observation.Row row) {
    return new Observation.Row(
        row.peer(), row.path(), Instant.EPOCH, row.updated(), row.blackholed());
  }

  private void settleLines() {
    for (int i = 0; i < 30; i++) {
      bench.later(Duration.ofMinutes(10)).everything();
    }
    bench.stream();
  }
}
