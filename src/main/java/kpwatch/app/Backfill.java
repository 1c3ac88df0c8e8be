package kpwatch.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import kpwatch.assess.Assessment;
import kpwatch.files.Scenario;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.notify.Times;
import kpwatch.notify.Wording;
import kpwatch.storage.SqlBackfill;
import kpwatch.watch.Round;

/** Plays a scenario of the past and keeps the incidents of it, and nothing else. */
final class Backfill {
  private final SqlBackfill kept;
  private final Times times;
  private final Consumer<String> told;
  private final Map<String, Found> found = new LinkedHashMap<>();

  /** One incident with all that happened to it. */
  private static final class Found {
    private final List<SqlBackfill.Step> steps = new ArrayList<>();
    private final List<Assessment> assessments = new ArrayList<>();

    Incident incident() {
      return steps.get(steps.size() - 1).change().incident();
    }
  }

  /**
   * @param told hears what became of each incident, a line each
   */
  Backfill(SqlBackfill kept, Times times, Consumer<String> told) {
    this.kept = kept;
    this.times = times;
    this.told = told;
  }

  void run(Scenario scenario) {
    new Replay(scenario).play(this::hear, () -> {});
    found.values().forEach(this::keep);
    if (found.isEmpty()) {
      told.accept("no incident in this window");
    }
  }

  private void hear(Round round) {
    for (IncidentChange change : round.changes()) {
      found
          .computeIfAbsent(change.incident().code(), code -> new Found())
          .steps
          .add(new SqlBackfill.Step(round.at(), change));
    }
    for (Assessment assessment : round.assessments()) {
      Found about = found.get(assessment.incident());
      if (about != null) {
        about.assessments.add(assessment);
      }
    }
  }

  private void keep(Found one) {
    Incident incident = one.incident();
    String what =
        incident.code()
            + ", "
            + Wording.title(incident.widest())
            + " since "
            + times.dated(incident.onset());
    if (incident.ended().isEmpty()) {
      told.accept("left out: " + what + ", is not over in this window; ask for a longer one");
      return;
    }
    Optional<Incident> before = kept.add(incident, one.steps, one.assessments);
    told.accept(
        before
            .map(b -> "left out: " + what + ", is known as " + b.code())
            .orElse("added: " + what + ", routing only"));
  }
}
