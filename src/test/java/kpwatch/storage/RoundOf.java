package kpwatch.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Sample;
import kpwatch.incident.Transition;
import kpwatch.notify.Notification;
import kpwatch.observation.Observation;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.watch.Round;
import kpwatch.watch.WatchState;

/** A round for tests, filled step by step. */
public final class RoundOf {
  private final Instant at;
  private WatchState state = Filled.state();
  private final List<Observation> observations = new ArrayList<>();
  private final List<Observation.Missing> missing = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<Transition> transitions = new ArrayList<>();
  private final List<IncidentChange> changes = new ArrayList<>();
  private final List<Assessment> assessments = new ArrayList<>();
  private final List<Round.Post> posts = new ArrayList<>();

  private RoundOf(Instant at) {
    this.at = at;
  }

  public static RoundOf at(Instant at) {
    return new RoundOf(at);
  }

  RoundOf state(WatchState value) {
    state = value;
    return this;
  }

  RoundOf seen(Observation... values) {
    observations.addAll(List.of(values));
    return this;
  }

  RoundOf rejected(Observation.Missing... values) {
    missing.addAll(List.of(values));
    return this;
  }

  RoundOf samples(Sample... values) {
    samples.addAll(List.of(values));
    return this;
  }

  RoundOf transitions(Transition... values) {
    transitions.addAll(List.of(values));
    return this;
  }

  RoundOf changed(Incident.Action action, Incident incident) {
    changes.add(new IncidentChange(action, incident));
    return this;
  }

  RoundOf assessed(Assessment... values) {
    assessments.addAll(List.of(values));
    return this;
  }

  /** A notification with the id as its text, due at the time of the round. */
  public RoundOf post(String id, String... channels) {
    Notification notification =
        new Notification(
            id, at, Optional.of("KP-K7Q2"), Notification.Kind.UPDATED, true, Level.MAJOR, id);
    posts.add(
        new Round.Post(notification, Arrays.stream(channels).map(ChannelRef::parse).toList()));
    return this;
  }

  public Round round() {
    return new Round(
        at, state, observations, missing, samples, transitions, changes, assessments, posts);
  }
}
