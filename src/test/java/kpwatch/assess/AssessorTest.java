package kpwatch.assess;

import static kpwatch.assess.Hypothesis.ATTACK;
import static kpwatch.assess.Hypothesis.INTERNAL;
import static kpwatch.assess.Hypothesis.TRANSIT;
import static kpwatch.assess.Hypothesis.UNKNOWN;
import static kpwatch.assess.Matter.BOTH;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Scope;
import kpwatch.network.Network;
import kpwatch.observation.Subject;
import org.junit.jupiter.api.Test;

/** What each criterion asks for, when it is void, and how they are weighed together. */
class AssessorTest {
  private static final int LATER = 3600;

  @Test
  void everythingAtOnceThroughBothLinesIsInternal() {
    Assessment night = new Matter().routesGone(BOTH).hosts("failing", 1, 9, 10).assessed(LATER);

    assertThat(Matter.ids(night.supporting())).containsExactly("A2", "B1");
    assertThat(night.verdict()).isEqualTo(INTERNAL);
    assertThat(night.likelihood().of(INTERNAL)).isEqualTo(77);
    assertThat(night.likelihood().rival()).isEqualTo(ATTACK);
    assertThat(night.confidence()).isEqualTo(Confidence.MODERATE);
  }

  @Test
  void bothLinesAloneLeanNowhere() {
    Assessment early = new Matter().routesGone(BOTH).assessed(LATER);

    assertThat(Matter.ids(early.evidence())).containsExactly("B1");
    assertThat(early.verdict()).isEqualTo(UNKNOWN);
    assertThat(early.likelihood().of(UNKNOWN)).isGreaterThan(early.likelihood().of(INTERNAL));
    assertThat(early.confidence()).isEqualTo(Confidence.LOW);
  }

  @Test
  void withOneLineAnAbruptLossStaysUnknownByAHair() {
    Network one = oneLine();
    Assessment dip =
        new Matter(one).routesGone(Set.of("China")).hosts("failing", 1, 9, 10).assessed(LATER);

    assertThat(Matter.ids(dip.evidence())).containsExactly("A2", "B3");
    assertThat(dip.verdict()).isEqualTo(UNKNOWN);
    assertThat(dip.likelihood().of(UNKNOWN) - dip.likelihood().of(INTERNAL)).isBetween(1, 2);
  }

  @Test
  void hostsThatWereNotLookedAtInTimeLeaveAnAbruptStartAsLongAsHalfWere() {
    Assessment most = new Matter().routesGone(BOTH).hosts("failing", 1, 5, 10).assessed(LATER);
    Assessment few = new Matter().routesGone(BOTH).hosts("failing", 1, 4, 10).assessed(LATER);

    assertThat(Matter.ids(most.evidence())).containsExactly("A2", "B1");
    assertThat(most.supporting().get(0).seen()).contains("5 of 9 addresses", "none of the others");
    assertThat(Matter.ids(few.evidence())).containsExactly("B1");
  }

  @Test
  void aHostThatFellSilentLongBeforeTheFirstLookAtTheLossIsNotTogetherWithIt() {
    Matter gap = new Matter().hosts("failing", 1, 9, -3600);
    NetworkFile.read("kp").prefixes().forEach(p -> gap.goneUnwatched(p, -7200, BOTH));

    assertThat(gap.assessed(LATER).evidence()).as("neither A2 nor B1").isEmpty();
  }

  @Test
  void whatComesAndGoesDoesNotBeginAbruptly() {
    Matter night = new Matter().routesGone(BOTH).hosts("failing", 1, 9, 10);
    Assessment third = night.losses(0, 10, 20, 30, 40).assessed(LATER);

    assertThat(Matter.ids(third.evidence())).containsExactly("B1");
    assertThat(third.confidence()).isEqualTo(Confidence.LOW);
  }

  @Test
  void aLossBeginsWithItsFirstStepDown() {
    Matter leftOver = new Matter().reduced().hosts("failing", 1, 9, -30);
    NetworkFile.read("kp").prefixes().forEach(p -> leftOver.gone(p, 540, BOTH));

    assertThat(Matter.ids(leftOver.began(-30).assessed(LATER).evidence()))
        .as("the hosts failed with the first step, not long before the loss")
        .containsExactly("A2", "B1");
  }

  @Test
  void aLineThatIsNotSeenUnderACoveringRouteIsNoFaultOfTheLine() {
    Matter covered = new Matter().scope(Scope.UPSTREAM).lineLost("Russia");
    NetworkFile.read("kp")
        .prefixes()
        .forEach(p -> covered.departed(Subject.prefix(p), "aggregated", 0, -120, BOTH));

    assertThat(covered.assessed(LATER).evidence()).isEmpty();
  }

  @Test
  void aHostThatAnsweredLaterVoidsAnAbruptStart() {
    Assessment night =
        new Matter().routesGone(BOTH).hosts("failing", 1, 8, 10).outlasted(9).assessed(LATER);

    assertThat(Matter.ids(night.evidence())).containsExactly("B1");
  }

  @Test
  void aSlowHostBeforeTheLossVoidsAnAbruptStart() {
    Assessment night =
        new Matter()
            .routesGone(BOTH)
            .hosts("failing", 1, 9, 10)
            .hosts("slow", 3, 3, -900)
            .assessed(LATER);

    assertThat(Matter.ids(night.evidence())).containsExactly("B1");
  }

  @Test
  void troubleInTheHourBeforeVoidsAnAbruptStartAndOlderTroubleDoesNot() {
    Matter recent = new Matter().routesGone(BOTH).hosts("failing", 1, 9, 10).troubleBefore(-3000);
    Matter old = new Matter().routesGone(BOTH).hosts("failing", 1, 9, 10).troubleBefore(-3700);

    assertThat(Matter.ids(recent.assessed(LATER).evidence())).containsExactly("B1");
    assertThat(Matter.ids(old.assessed(LATER).evidence())).containsExactly("A2", "B1");
  }

  @Test
  void whatWasNotMeasuredIsNoAbruptStartAndNoPrecursor() {
    Matter abrupt = new Matter().routesGone(BOTH).hosts("failing", 1, 9, 10).notMeasured();
    Matter slow = precursor().notMeasured();

    assertThat(Matter.ids(abrupt.assessed(LATER).evidence())).containsExactly("B1");
    assertThat(Matter.ids(slow.assessed(LATER).evidence())).containsExactly("B1");
  }

  @Test
  void hostsThatFailFirstPointToAnAttackAndTakeTheLinesWeight() {
    Assessment stress = precursor().assessed(LATER);

    assertThat(Matter.ids(stress.evidence())).containsExactly("A1", "B1");
    assertThat(stress.verdict()).as("one moderate observation is not enough").isEqualTo(UNKNOWN);
    assertThat(stress.likelihood().of(ATTACK)).isGreaterThan(stress.likelihood().of(INTERNAL));
    assertThat(stress.likelihood().of(TRANSIT)).isLessThanOrEqualTo(1);
  }

  @Test
  void oneFailingHostOrAnUnresolvedOrderIsNoPrecursor() {
    Assessment one =
        new Matter().began(-1800).routesGone(BOTH).hosts("failing", 1, 1, -1800).assessed(LATER);
    Assessment close =
        new Matter().began(-300).routesGone(BOTH).hosts("failing", 1, 5, -300).assessed(LATER);

    assertThat(Matter.ids(one.evidence())).containsExactly("B1");
    assertThat(Matter.ids(close.evidence())).doesNotContain("A1");
  }

  @Test
  void prefixesThatLeaveFarApartLeaveNoLinesTogether() {
    Network network = NetworkFile.read("kp");
    Matter staged = new Matter(network);
    for (int i = 0; i < 4; i++) {
      staged.gone(network.prefixes().get(i), i * 1200, BOTH);
    }

    assertThat(Matter.ids(staged.assessed(LATER * 2).evidence())).isEmpty();
  }

  @Test
  void oneLineLostWhileTheOtherCarriesIsTransit() {
    Assessment news = new Matter().scope(Scope.UPSTREAM).lineLost("Russia").assessed(LATER);

    assertThat(Matter.ids(news.supporting())).containsExactly("B2");
    assertThat(news.verdict()).isEqualTo(TRANSIT);
    assertThat(news.confidence()).isEqualTo(Confidence.MODERATE);
  }

  @Test
  void bothLinesLostOrAPrefixLostIsNotOneLine() {
    Assessment both =
        new Matter().scope(Scope.UPSTREAM).lineLost("Russia").lineLost("China").assessed(LATER);
    Assessment outage = new Matter().routesGone(BOTH).lineLost("Russia").assessed(LATER);

    assertThat(Matter.ids(both.evidence())).isEmpty();
    assertThat(Matter.ids(outage.evidence())).doesNotContain("B2");
  }

  @Test
  void routesMadeInvalidByTheirOwnerAreInternal() {
    Assessment roa =
        new Matter().scope(Scope.PARTIAL).reduced().turnedInvalid(-1800, 60).assessed(LATER);

    assertThat(Matter.ids(roa.supporting())).containsExactly("B5");
    assertThat(roa.verdict()).isEqualTo(INTERNAL);
    assertThat(roa.likelihood().of(INTERNAL)).isBetween(80, 90);
  }

  @Test
  void anInvalidStateThatIsOldOrLateExplainsNothing() {
    Assessment old =
        new Matter().scope(Scope.PARTIAL).reduced().turnedInvalid(-9000, -8000).assessed(LATER);
    Assessment late =
        new Matter().scope(Scope.PARTIAL).reduced().turnedInvalid(-600, 2400).assessed(LATER);

    assertThat(old.evidence()).isEmpty();
    assertThat(late.evidence()).isEmpty();
  }

  @Test
  void noLikelihoodPassesNinetyFromOnePlace() {
    Assessment all =
        new Matter()
            .routesGone(BOTH)
            .hosts("failing", 1, 9, 10)
            .turnedInvalid(-1800, 60)
            .assessed(LATER);

    assertThat(Matter.ids(all.evidence())).containsExactly("A2", "B1", "B5");
    assertThat(all.likelihood().of(INTERNAL)).isEqualTo(90);
  }

  @Test
  void theFirstMinutesGiveLowConfidence() {
    Matter night = new Matter().routesGone(BOTH).hosts("failing", 1, 9, 10);

    assertThat(night.assessed(120 + 599).confidence()).isEqualTo(Confidence.LOW);
    assertThat(night.assessed(120 + 600).confidence()).isEqualTo(Confidence.MODERATE);
  }

  @Test
  void sharesAlwaysSumToAHundredAndEveryEvidenceNamesWhatItRestsOn() {
    List<Assessment> all =
        List.of(
            new Matter().assessed(LATER),
            new Matter().routesGone(BOTH).assessed(LATER),
            precursor().assessed(LATER),
            new Matter().scope(Scope.UPSTREAM).lineLost("China").assessed(LATER));

    assertThat(all)
        .allSatisfy(
            a -> {
              int sum = 0;
              for (Hypothesis hypothesis : Hypothesis.values()) {
                sum += a.likelihood().of(hypothesis);
              }
              assertThat(sum).isEqualTo(100);
              assertThat(a.evidence()).allSatisfy(e -> assertThat(e.rests()).isNotEmpty());
            });
  }

  private static Matter precursor() {
    return new Matter()
        .began(-1800)
        .routesGone(BOTH)
        .hosts("slow", 1, 9, -1800)
        .hosts("failing", 1, 9, -900);
  }

  private static Network oneLine() {
    Network kp = NetworkFile.read("kp");
    return new Network(
        kp.name(),
        kp.country(),
        kp.zone(),
        kp.timezone(),
        kp.capital(),
        kp.origin(),
        kp.block(),
        kp.prefixes(),
        kp.upstreams().subList(0, 1),
        kp.sites(),
        kp.nameservers(),
        kp.controls(),
        kp.controlPrefixes());
  }
}
