package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.incident.Incident;

/** Port to the incidents that are kept. */
public interface History {
  /** Incidents that were opened since then, with their last assessments, oldest first. */
  List<Entry> since(Instant then);

  /** An incident and what was last thought of it. */
  record Entry(Incident incident, Optional<Assessment> assessment) {}
}
