package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A vote is earned, lapses, and belongs to an address; the usual is learned from good answers. */
class VoteTest {
  private static final Thresholds.Probes PROBES = Thresholds.DEFAULT.probes();

  /** Every history up to one longer than what counts. */
  static Stream<String> histories() {
    return IntStream.rangeClosed(1, PROBES.outOf() + 1)
        .boxed()
        .flatMap(
            length ->
                IntStream.range(0, 1 << length)
                    .mapToObj(bits -> Integer.toBinaryString(bits | 1 << length).substring(1)))
        .map(bits -> bits.replace('1', '+').replace('0', '-'));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void aVoteIsEarnedBySoManyAnswersAmongTheLast(String probes) {
    Bench bench = new Bench().controls();
    Subject target = bench.country.addresses().get(0);
    boolean earned = false;

    for (int end = 1; end <= probes.length(); end++) {
      Answer answer = probes.charAt(end - 1) == '+' ? Answer.OK : Answer.TIMEOUT;
      bench.country.host(target, answer, Country.USUAL);
      bench.later(Duration.ofMinutes(1)).probes(List.of(target));
      String last = probes.substring(Math.max(0, end - PROBES.outOf()), end);
      earned |= last.chars().filter(c -> c == '+').count() >= PROBES.earns();
      assertThat(bench.track(target).votes()).as(probes.substring(0, end)).isEqualTo(earned);
    }
    assertThat(PROBES.earns() + " of " + PROBES.outOf()).isEqualTo("3 of 4");
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

  /** Eight days without routes end, and four of nine hosts have not been asked again yet. */
  @Test
  void theVoteDoesNotLapseAsALongIncidentEnds() {
    Bench bench = Bench.settled();
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(2, Duration.ofMinutes(2));
    for (int hours = 0; hours < 8 * 24; hours += 6) {
      bench.later(Duration.ofHours(6)).everything();
    }
    bench.country.well();
    List<Subject> back = new ArrayList<>(bench.country.addresses().subList(4, 9));
    back.addAll(bench.country.nameservers());
    for (int minutes = 0; minutes < 30; minutes += 2) {
      bench.later(Duration.ofMinutes(2)).routes().probes(back).controls();
    }
    assertThat(bench.open()).isEmpty();

    assertThat(bench.tracks().voters()).hasSize(9);

    bench.later(PROBES.lapses()).controls();
    assertThat(bench.tracks().voters()).isEmpty();
  }

  @Test
  void timeInWhichWeDidNotRunOrSeeDoesNotCountAgainstAVote() {
    Bench bench = Bench.settled();
    Detector detector = new Detector(bench.country.network(), bench.limits);
    Detector.State back =
        detector.resumed(
            bench.memory(),
            new Jump(bench.now(), bench.now().plus(PROBES.lapses()).plusSeconds(1)));
    assertThat(
            detector.advance(back, List.of(), back.tracks().advanced()).state().tracks().voters())
        .hasSize(9);

    bench.country.failingControls(4);
    bench.later(PROBES.lapses()).controls();
    bench.country.failingControls(0);
    bench.later(PROBES.interval()).controls();
    assertThat(bench.tracks().probePlane().seeing()).isTrue();
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

  /** What was failing where the site is no more fails nowhere; what comes back begins anew. */
  @Test
  void anAddressThatWasLeftLeavesNothingBehind() {
    Bench bench = Bench.settled();
    Subject before = new Subject(Subject.Kind.ADDRESS, "175.45.176.71");
    Reply.probed(bench, before, Reply.SILENT_TWICE);
    assertThat(bench.track(before).failing()).isTrue();

    bench.look(name(bench, "kcna.kp", "175.45.177.9"));

    ProbeTrack left = bench.track(before);
    assertThat(left.struggling()).isEmpty();
    assertThat(left.silentRounds()).isZero();
    assertThat(left.votes()).isFalse();
    assertThat(left.lastProbe()).as("the polite distance stays known").isPresent();

    bench.look(bench.country.probe(before, bench.now()));
    assertThat(bench.track(before)).as("an answer that was under way").isEqualTo(left);

    bench.look(name(bench, "kcna.kp", "175.45.176.71"));
    assertThat(bench.track(before).state()).isEqualTo(ProbeState.UNQUALIFIED);
    for (int i = 0; i < PROBES.earns(); i++) {
      assertThat(bench.track(before).votes()).isFalse();
      Reply.probed(bench.later(Duration.ofMinutes(5)), before, Reply.IN_TIME);
    }
    assertThat(bench.track(before).votes()).isTrue();
  }

  /** A forged answer, or one from nearer than the name server can be, moves nothing. */
  @Test
  void aForgedAnswerMovesNoSite() {
    Bench bench = Bench.settled();
    Observation.Name honest = name(bench, "kcna.kp", "203.0.113.7");
    Subject server = bench.country.nameservers().get(0);
    Duration nearest =
        Duration.ofMillis((long) (Country.USUAL.toMillis() / bench.limits.probes().nearer()));

    bench.look(new Observation.Name(bench.now(), "kcna.kp", honest.address(), Answer.FORGED));
    assertThat(bench.last().missing()).hasSize(1);
    bench.look(said(honest, server, nearest.minusMillis(1)));
    assertThat(bench.last().missing()).hasSize(1);
    assertThat(bench.tracks().where().get("kcna.kp")).isEqualTo(Address.parse("175.45.176.71"));

    bench.look(said(honest, server, nearest.plusMillis(1)));
    assertThat(bench.tracks().where().get("kcna.kp")).isEqualTo(Address.parse("203.0.113.7"));
  }

  private static Observation.Name said(Observation.Name name, Subject server, Duration took) {
    return new Observation.Name(
        name.at(),
        name.host(),
        name.address(),
        name.answer(),
        Optional.of(server),
        Optional.of(took));
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
