package kpwatch.command;

import java.util.Comparator;
import java.util.Optional;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;
import kpwatch.incident.Tracks;
import kpwatch.notify.Message.Status;

/** Which incident is meant when none is named. */
final class Concern {
  private Concern() {}

  /** The worst of those that are open; of equals the newest. */
  static Optional<Incident> open(Tracks tracks) {
    return tracks.open().stream()
        .max(
            Comparator.comparing((Incident i) -> i.scope().isPresent())
                .thenComparing(i -> i.scope().orElse(i.widest()))
                .thenComparing(Incident::opened));
  }

  /** What an incident makes of the country now; one that is over makes nothing of it. */
  static Status status(Incident incident) {
    return incident
        .scope()
        .map(Scope::country)
        .map(c -> Status.valueOf(c.name()))
        .orElse(Status.NOTE);
  }
}
