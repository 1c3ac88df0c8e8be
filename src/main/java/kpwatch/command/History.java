package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.incident.Incident;

/** Port to the incidents that are kept. */
public interface History {
  /**
   * Incidents that were opened since then or come from an archive, with their last assessments,
   * oldest first.
   */
  List<Entry> since(Instant then);

  /** An incident and what was last thought of it. */
  record Entry(Incident incident, Optional<Assessment> assessment, Origin origin) {
    /** Of one that we watched. */
    public Entry(Incident incident, Optional<Assessment> assessment) {
      this(incident, assessment, Origin.WATCH);
    }

    Entry with(Optional<Assessment> other) {
      return new Entry(incident, other, origin);
    }
  }

  /** Where what is known of an incident comes from. */
  enum Origin {
    WATCH,
    /** RIPEstat's archive of routes, asked long after: nothing else was looked at. */
    ARCHIVE
  }
}
