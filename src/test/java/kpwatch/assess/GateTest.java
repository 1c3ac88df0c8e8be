package kpwatch.assess;

import static kpwatch.assess.Hypothesis.ATTACK;
import static kpwatch.assess.Hypothesis.INTERNAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kpwatch.incident.Sighting;
import kpwatch.observation.Subject;
import org.junit.jupiter.api.Test;

/** H3: when a verdict may lean. */
class GateTest {
  private static final Evidence ORDER = evidence(Criterion.A2, INTERNAL);
  private static final Evidence ROUTES = evidence(Criterion.B1, INTERNAL);
  private static final Evidence LOCATING = evidence(Criterion.B5, INTERNAL);
  private static final Evidence AGAINST = evidence(Criterion.A1, ATTACK);

  @Test
  void nothingOrOneModerateObservationKeepsItShut() {
    assertThat(Gate.open(INTERNAL, List.of())).isFalse();
    assertThat(Gate.open(INTERNAL, List.of(ORDER))).isFalse();
    assertThat(Gate.open(INTERNAL, List.of(ROUTES))).isFalse();
  }

  @Test
  void twoModerateOnesOfDifferentKindsOpenIt() {
    assertThat(Gate.open(INTERNAL, List.of(ORDER, ROUTES))).isTrue();
  }

  @Test
  void twoOfOneKindAreOneOpinion() {
    assertThat(Gate.open(INTERNAL, List.of(ROUTES, evidence(Criterion.B1, INTERNAL)))).isFalse();
  }

  @Test
  void oneStrongLocatingObservationOpensIt() {
    assertThat(Gate.open(INTERNAL, List.of(LOCATING))).isTrue();
  }

  @Test
  void whatSpeaksAgainstMustBeOutweighed() {
    assertThat(Gate.open(INTERNAL, List.of(ORDER, ROUTES, AGAINST))).isFalse();
    assertThat(Gate.open(INTERNAL, List.of(LOCATING, AGAINST))).isFalse();
    assertThat(Gate.open(INTERNAL, List.of(LOCATING, ROUTES, AGAINST))).isTrue();
  }

  @Test
  void whatFavoursAnotherHypothesisDoesNotHelp() {
    assertThat(Gate.open(ATTACK, List.of(ORDER, ROUTES))).isFalse();
  }

  private static Evidence evidence(Criterion criterion, Hypothesis favoured) {
    return new Evidence(
        criterion,
        Map.of(favoured, criterion.strength().ratio()),
        "seen",
        List.of(new Sighting(Subject.COUNTRY, Instant.EPOCH)),
        List.of());
  }
}
