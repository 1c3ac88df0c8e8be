package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A vote is earned, lapses, and belongs to an address; the usual is learned from good answers. */
class VoteTest {
  private static final Thresholds.Probes PROBES = Thresholds.DEFAULT.probes();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "+, false",
    "++, false",
    "+++, true",
    "++-+, true",
    "+-++, true",
    "-+++, true",
    "++--, false",
    "++--+, false",
    "--++, false",
    "--+++, true",
    "+++---, true"
  })
  void aVoteIsEarnedByThreeAnswersAmongFour(String probes, boolean votes) {
    Bench bench = new Bench().controls();
    Subject target = bench.country.addresses().get(0);

    for (char probe : probes.toCharArray()) {
      bench.country.host(target, probe == '+' ? Answer.OK : Answer.TIMEOUT, Country.USUAL);
      bench.later(Duration.ofMinutes(1)).probes(List.of(target));
    }

    assertThat(PROBES.earns() + " of " + PROBES.outOf()).isEqualTo("3 of 4");
    assertThat(bench.track(target).votes()).isEqualTo(votes);
  }

  @Test
  void aFirstAnswerThatWasSlowDoesNotMakeTheUsualOnesSuspect() {
    Bench bench = new Bench().controls();
    Subject target = bench.country.nameservers().get(0);
    bench.country.host(target, Answer.OK, Country.USUAL.multipliedBy(10));
    bench.later(Duration.ofMinutes(1)).probes(List.of(target));
    bench.country.host(target, Answer.OK, Country.USUAL);

    for (int i = 1; i < PROBES.earns(); i++) {
      bench.later(Duration.ofMinutes(1)).probes(List.of(target));
    }

    assertThat(bench.track(target).state()).isEqualTo(ProbeState.UP);
  }

  @Test
  void aServiceInTroubleEarnsItsVoteAllTheSame() {
    Bench bench = new Bench().controls();
    Subject target = bench.country.addresses().get(0);
    bench.country.host(target, Answer.REFUSED, Country.USUAL);

    for (int i = 0; i < PROBES.earns(); i++) {
      bench.later(Duration.ofMinutes(1)).probes(List.of(target));
    }

    assertThat(bench.track(target).state()).isEqualTo(ProbeState.ILL);
  }

  @Test
  void theVoteLapsesWithoutASuccessForDays() {
    Bench bench = Bench.settled();
    Subject target = bench.country.addresses().get(0);
    bench.later(PROBES.lapses().minus(PROBES.interval()).minusSeconds(1)).controls();
    assertThat(bench.track(target).votes()).isTrue();

    bench.later(Duration.ofSeconds(1)).controls();
    assertThat(bench.track(target).votes()).isFalse();
    assertThat(bench.track(target).state()).isEqualTo(ProbeState.UNQUALIFIED);
  }

  @Test
  void theVoteDoesNotLapseInAnIncident() {
    Bench bench = Bench.settled();
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(2, Duration.ofMinutes(2));
    assertThat(bench.open()).hasSize(1);

    bench.later(PROBES.lapses()).everything();

    assertThat(bench.tracks().voters()).hasSize(9);
  }

  @Test
  void aSilenceThatIsNotRepeatedLeavesNoTrace() {
    Bench bench = Bench.settled();
    Subject target = bench.country.addresses().get(0);
    Reply.SILENT_ONCE.comeTo(bench, target);
    assertThat(bench.track(target).silent()).isPresent();

    Reply.probed(bench.later(Duration.ofSeconds(25)), target, Reply.IN_TIME);

    ProbeTrack track = bench.track(target);
    assertThat(track.silent()).isEmpty();
    assertThat(track.badRounds() + track.silentRounds()).isZero();
    assertThat(track.history()).isEqualTo("++++");
  }

  @Test
  void struggleBeginsWithTheFirstSilentAttemptAndAfterTheLastAnswer() {
    Bench bench = Bench.settled();
    Subject target = bench.country.addresses().get(0);
    bench.probes(List.of(target));
    var answered = bench.now();
    bench.later(Duration.ofMinutes(5));
    Reply.probed(bench, target, Reply.SILENT_TWICE);

    assertThat(bench.track(target).struggling())
        .contains(new Change(bench.now().minusSeconds(26), Optional.of(answered)));
  }

  @Test
  void slowAnswersAndAnswersInAnIncidentTeachNothing() {
    Bench bench = Bench.settled();
    Subject target = bench.country.addresses().get(0);
    Reply.AT_SLOW.comeTo(bench, target);
    assertThat(bench.last().samples()).isEmpty();

    bench.country.well();
    bench.country.route(bench.prefix(1), 0);
    bench.rounds(3, Duration.ofMinutes(1));
    assertThat(bench.last().samples()).isEmpty();
  }

  @Test
  void theUsualIsTheMedianOfGoodAnswers() {
    Bench bench = Bench.settled();
    Subject target = bench.country.addresses().get(0);
    for (int i = 0; i < 6; i++) {
      bench.country.host(target, Answer.OK, Country.USUAL.multipliedBy(2));
      bench.later(PROBES.interval()).probes(List.of(target)).controls();
    }

    Reply.probed(bench.later(PROBES.interval()), target, Reply.AT_SLOW);

    assertThat(bench.track(target).state())
        .as("twice the usual has become usual")
        .isEqualTo(ProbeState.UP);
  }

  @Test
  void anAddressThatNoNamePointsToAnyMoreHasMoved() {
    Bench bench = Bench.settled();
    String host = "kcna.kp";
    Subject before = Subject.address(Address.parse("175.45.176.71"));

    bench.look(name(bench, host, "203.0.113.7"));

    assertThat(bench.track(before).state()).isEqualTo(ProbeState.MOVED);
    assertThat(bench.track(before).votes()).isFalse();
    assertThat(bench.tracks().probes())
        .doesNotContainKey(new Subject(Subject.Kind.ADDRESS, "203.0.113.7"));
  }

  @Test
  void aNewAddressInsideTheCountryBeginsWithoutAVote() {
    Bench bench = Bench.settled();

    bench.look(name(bench, "kcna.kp", "175.45.177.9"));

    Subject after = new Subject(Subject.Kind.ADDRESS, "175.45.177.9");
    assertThat(bench.track(after).state()).isEqualTo(ProbeState.UNQUALIFIED);
  }

  @Test
  void anAddressThatOthersStillShareStays() {
    Bench bench = Bench.settled();

    bench.look(name(bench, "knic.com.kp", "203.0.113.7"));

    Subject shared = new Subject(Subject.Kind.ADDRESS, "175.45.176.81");
    assertThat(bench.track(shared).votes()).isTrue();
  }

  @Test
  void aNameThatGivesNoAddressMovesNothing() {
    Bench bench = Bench.settled();

    bench.look(new Observation.Name(bench.now(), "kcna.kp", Optional.empty(), Answer.NXDOMAIN));

    assertThat(bench.tracks().voters()).hasSize(9);
  }

  private static Observation.Name name(Bench bench, String host, String address) {
    InetAddress now = Address.parse(address);
    return new Observation.Name(bench.now(), host, Optional.of(now), Answer.OK);
  }
}
