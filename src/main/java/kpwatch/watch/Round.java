package kpwatch.watch;

import java.time.Instant;
import java.util.List;
import kpwatch.assess.Assessment;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Sample;
import kpwatch.incident.Transition;
import kpwatch.notify.Notification;
import kpwatch.observation.Observation;
import kpwatch.subscription.ChannelRef;

/**
 * What one round brought, to be stored in one transaction.
 *
 * @param observations as the sources gave them
 * @param missing those that the core found to show nothing
 * @param posts what is to be said, and where
 */
public record Round(
    Instant at,
    WatchState state,
    List<Observation> observations,
    List<Observation.Missing> missing,
    List<Sample> samples,
    List<Transition> transitions,
    List<IncidentChange> changes,
    List<Assessment> assessments,
    List<Post> posts) {

  /** A notification with the channels that are to hear it. */
  public record Post(Notification notification, List<ChannelRef> channels) {}
}
