package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Answer;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a loss sure. */
class ConfirmationTest {
  private static final Duration CONFIRM = Thresholds.DEFAULT.routes().confirm();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Bench bench = Bench.settled();
  private final Prefix prefix = bench.prefix(1);

  @Test
  void twoLooksThatLieTooCloseTogetherAreOne() {
    bench.country.route(prefix, 0);

    bench.routes().later(CONFIRM.minus(SECOND)).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);

    bench.later(SECOND).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);
  }

  @Test
  void theOnsetIsTheFirstLookThatShowsItAndTheIntervalBeginsWithTheLastThatDoesNot() {
    bench.routes();
    Instant whole = bench.now();
    bench.country.route(prefix, 0);
    bench.later(Duration.ofMinutes(2)).routes();
    Instant first = bench.now();
    bench.later(CONFIRM).routes();

    assertThat(bench.track(prefix).change()).contains(new Change(first, Optional.of(whole)));
  }

  @Test
  void aLookThatShowsTheOldStateAgainEndsTheSuspicion() {
    bench.country.route(prefix, 0);
    bench.routes();
    bench.country.well();
    bench.later(CONFIRM).routes();
    bench.country.route(prefix, 0);
    bench.later(CONFIRM).routes();

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
    assertThat(bench.last().signals().routesDiffer()).isTrue();
  }

  @Test
  void aLossThatGoesOnFromReducedToGoneIsOneLoss() {
    Sight.BELOW_UP.show(bench, prefix);
    Instant first = bench.now();
    bench.later(CONFIRM);
    Sight.NONE.show(bench, prefix);

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);
    assertThat(bench.track(prefix).change().map(Change::onset)).contains(first);
  }

  @Test
  void spreadCallsAloneOnlyTriggerTheBurst() {
    bench.country.route(prefix, 0);
    for (int i = 0; i < 3; i++) {
      bench.later(Duration.ofMinutes(1)).spread(prefix);
      assertThat(bench.last().signals().routesDiffer()).isTrue();
    }
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);

    bench.later(SECOND).routes();
    assertThat(bench.state(prefix))
        .as("the burst is the first that counts")
        .isEqualTo(PrefixState.UP);

    bench.later(CONFIRM).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);
  }

  /** Nine addresses vote; five are half of them. */
  @ParameterizedTest(name = "{0} of 9 addresses failing: {1}")
  @CsvSource({"9, gone", "5, gone", "4, up", "0, up"})
  void oneLookWillDoWhileHalfOfTheVotersFailed(int failing, String state) {
    bench.routes();
    failing(failing, Answer.TIMEOUT);
    bench.later(Duration.ofMinutes(1)).hosts();
    bench.country.route(prefix, 0);
    bench.later(SECOND).routes();

    assertThat(bench.tracks().voters()).hasSize(9);
    assertThat(bench.state(prefix).word()).isEqualTo(state);
  }

  @Test
  void hostsDoNotHelpALossThatIsOnlyAReduction() {
    bench.routes();
    failing(9, Answer.TIMEOUT);
    bench.later(Duration.ofMinutes(1)).hosts().later(SECOND);
    Sight.BELOW_UP.show(bench, prefix);

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  @Test
  void hostsThatHadFailedBeforeTheLastGoodLookSayNothing() {
    failing(9, Answer.TIMEOUT);
    bench.hosts();
    bench.later(Duration.ofMinutes(1)).routes();
    bench.country.route(prefix, 0);
    bench.later(Duration.ofMinutes(1)).routes();

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  @Test
  void hostsDoNotHelpWhileTheirControlsFail() {
    bench.routes();
    failing(9, Answer.TIMEOUT);
    bench.country.failingControls(4);
    bench.later(Duration.ofMinutes(1)).hosts();
    bench.country.route(prefix, 0);
    bench.later(SECOND).routes();

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  @Test
  void hostsDoNotHelpALookWithoutAControlSince() {
    bench.routes();
    failing(9, Answer.TIMEOUT);
    bench.later(Duration.ofMinutes(1)).hosts();
    bench.country.route(prefix, 0);
    bench.later(SECOND).spread(prefix);

    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  @Test
  void aReturnTakesTwoLooksAsWell() {
    bench.country.route(prefix, 0);
    bench.routes().later(CONFIRM).routes();
    bench.country.well();

    bench.later(CONFIRM).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.GONE);

    bench.later(CONFIRM).routes();
    assertThat(bench.state(prefix)).isEqualTo(PrefixState.UP);
  }

  private void failing(int count, Answer answer) {
    List<Subject> addresses = bench.country.addresses();
    bench.country.hosts(addresses.subList(0, count), answer);
  }
}
