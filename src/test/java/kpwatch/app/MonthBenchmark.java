package kpwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.assess.Assessor;
import kpwatch.assess.Past;
import kpwatch.assess.View;
import kpwatch.files.Scenario;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Rewound;
import kpwatch.incident.Thresholds;
import kpwatch.watch.Round;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long one assessment takes over a month of history: every incident of two nights and of a day
 * of coming and going, again and again, four a day for thirty days.
 */
@Tag("month")
class MonthBenchmark {
  private static final int ASSESSED = 3000;
  private static final int A_DAY = 4;
  private static final List<String> NIGHTS =
      List.of("kp-2022-01-26", "kp-2025-06-07", "src/test/resources/scenarios/flapping.json");

  @Test
  void oneAssessment() {
    Scenario june = Played.scenario("kp-2025-06-07");
    List<Incident> ended = new ArrayList<>();
    for (String night : NIGHTS) {
      for (Round round : Played.until(night, Instant.MAX)) {
        round.changes().stream()
            .map(IncidentChange::incident)
            .filter(Incident::closed)
            .forEach(ended::add);
      }
    }
    Instant now = june.end();
    List<Incident> month = new ArrayList<>();
    for (int i = 0; i < A_DAY * 30; i++) {
      Instant then = now.minus(Duration.ofHours(24 / A_DAY).multipliedBy(i + 1));
      month.add(Rewound.to(then, ended.get(i % ended.size())));
    }
    Collections.reverse(month);
    Past past = new Past(month);
    Assessor assessor = new Assessor(june.network(), Thresholds.DEFAULT);
    View view = new View(now.minus(Past.REACH), true, Optional.empty());
    List<Long> micros = new ArrayList<>();
    List<Assessment> kept = new ArrayList<>();
    for (int i = 0; i < ASSESSED; i++) {
      Incident incident = ended.get(i % ended.size());
      long began = System.nanoTime();
      kept.add(assessor.assess(incident, view, past, Optional.empty(), now));
      micros.add((System.nanoTime() - began) / 1_000);
    }
    Collections.sort(micros);
    System.out.printf(
        "one assessment over %d incidents of a month, n = %d: median %d us, p99 %d us, max %d us%n",
        month.size(),
        kept.size(),
        micros.get(ASSESSED / 2),
        micros.get(ASSESSED * 99 / 100),
        micros.get(ASSESSED - 1));
  }
}
