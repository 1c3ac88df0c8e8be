package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.assess.Assessment;
import kpwatch.assess.Evidence;
import kpwatch.incident.Sighting;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;
import kpwatch.watch.Round;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an assessment rests on was observed, at that very time, and before it was said. */
class CitedObservationsTest {
  private static final String OURS = "src/test/resources/scenarios/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kp-2022-01-26",
        "kp-2025-06-07",
        OURS + "night-inside.json",
        OURS + "flapping.json",
        OURS + "hijacked.json"
      })
  void everyEvidenceRestsOnObservationsThatWereMade(String scenario) {
    Set<Sighting> made = new HashSet<>();
    Set<String> incidents = new HashSet<>();
    List<Evidence> all = new ArrayList<>();
    for (Round round : Played.until(scenario, Instant.MAX)) {
      round.observations().stream().flatMap(CitedObservationsTest::shown).forEach(made::add);
      round.changes().forEach(c -> incidents.add(c.incident().code()));
      for (Assessment assessment : round.assessments()) {
        for (Evidence evidence : assessment.evidence()) {
          all.add(evidence);
          assertThat(evidence.rests()).as(evidence.toString()).isNotEmpty();
          assertThat(made).as("for %s", evidence).containsAll(evidence.rests());
          assertThat(incidents).containsAll(evidence.earlier());
        }
      }
    }
    assertThat(all).isNotEmpty();
  }

  /** What one observation can be cited for. */
  private static Stream<Sighting> shown(Observation observation) {
    if (observation instanceof Observation.Around around) {
      return around.found().stream().flatMap(CitedObservationsTest::shown);
    }
    List<Subject> subjects = new ArrayList<>(List.of(Subject.COUNTRY, observation.subject()));
    if (observation instanceof Observation.Route) {
      subjects.addAll(List.of(Subject.line("China"), Subject.line("Russia")));
    }
    if (observation instanceof Observation.Probe probe) {
      probe.address().map(Subject::address).ifPresent(subjects::add);
      subjects.add(Subject.PROBE_PLANE);
    }
    return subjects.stream().map(s -> new Sighting(s, observation.at()));
  }
}
