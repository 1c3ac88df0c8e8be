package kpwatch.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Jump;
import kpwatch.incident.Sample;
import kpwatch.incident.Scope;
import kpwatch.incident.Transition;
import kpwatch.notify.Card;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.observation.Observation;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Wishes;
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
  private final List<Card> cards = new ArrayList<>();
  private final List<Round.Withheld> withheld = new ArrayList<>();
  private final List<Round.Unmuted> unmuted = new ArrayList<>();

  private Optional<Jump> jump = Optional.empty();

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

  /** An update of KP-K7Q2 with the id as its text, due at the time of the round. */
  public RoundOf post(String id, String... channels) {
    return post(notification(id, at, Notification.Kind.UPDATED), channels);
  }

  /** News about no incident with the id as its text, due at the time of the round. */
  public RoundOf news(String id, String... channels) {
    Notification update = notification(id, at, Notification.Kind.NEWS);
    return post(
        new Notification(
            id,
            at,
            Optional.empty(),
            Optional.empty(),
            update.kind(),
            true,
            Level.MAJOR,
            update.message()),
        channels);
  }

  /** For those channels, who may hear it ring. */
  RoundOf post(Notification notification, String... channels) {
    return post(notification, Arrays.stream(channels).map(RoundOf::recipient).toList());
  }

  public RoundOf post(Notification notification, List<Recipient> recipients) {
    posts.add(new Round.Post(notification, recipients));
    return this;
  }

  public RoundOf cards(Card... values) {
    cards.addAll(List.of(values));
    return this;
  }

  RoundOf withheld(String channel, String... incidents) {
    for (String incident : incidents) {
      withheld.add(new Round.Withheld(ChannelRef.parse(channel), incident));
    }
    return this;
  }

  RoundOf unmuted(String channel, Instant until) {
    unmuted.add(new Round.Unmuted(ChannelRef.parse(channel), until));
    return this;
  }

  RoundOf jumped(Instant from) {
    jump = Optional.of(new Jump(from, at));
    return this;
  }

  /** About KP-K7Q2, with the id as its text. */
  static Notification notification(String id, Instant at, Notification.Kind kind) {
    return new Notification(
        id,
        at,
        Optional.of("KP-K7Q2"),
        Optional.of(Scope.NATIONAL),
        kind,
        true,
        Level.MAJOR,
        Message.note(id));
  }

  static Recipient recipient(String channel) {
    return new Recipient(ChannelRef.parse(channel), true, Optional.of("role"), Wishes.Detail.SHORT);
  }

  public Round round() {
    return new Round(
        at,
        state,
        observations,
        missing,
        samples,
        transitions,
        changes,
        assessments,
        new Round.Speech(posts, cards, withheld, unmuted),
        jump);
  }
}
