package kpwatch.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.assess.Assessment;
import kpwatch.assess.Assessor;
import kpwatch.incident.Detector;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.LivePeers;
import kpwatch.incident.Memory;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Announcer;
import kpwatch.notify.Cards;
import kpwatch.notify.Wording;

/**
 * One round: what came back goes through the detector, the assessor and the announcer; all of it is
 * stored as one; what is due next is given back. Used by one thread.
 */
public final class WatchRound {
  private final Detector detector;
  private final Assessor assessor;
  private final Announcer announcer;
  private final Cards cards;
  private final Planner planner;
  private final WatchStore store;
  private final Subscriptions subscriptions;
  private final boolean probing;
  private WatchState state;
  private Memory memory;
  private LivePeers peers = LivePeers.NONE;
  private boolean begun;

  /** Takes up where the store's last round left, or begins. */
  public WatchRound(
      Network network,
      Thresholds limits,
      Pace pace,
      WatchStore store,
      Subscriptions subscriptions,
      Instant now) {
    this.detector = new Detector(network, limits);
    this.assessor = new Assessor(network, limits);
    Wording wording = new Wording(network, limits.country().hold(), pace.watch());
    this.announcer = new Announcer(wording, limits);
    this.cards = new Cards(wording);
    this.planner = new Planner(network, pace);
    this.store = store;
    this.subscriptions = subscriptions;
    this.probing = pace.probing();
    this.memory = Memory.EMPTY.with(store.samples(), limits);
    WatchState found =
        store.load().orElseGet(() -> WatchState.none(Plan.none(), Tracks.none(network, now)));
    Detector.State resumed =
        detector.resumed(new Detector.State(found.tracks(), memory, peers), now);
    this.state =
        new WatchState(
            planner.started(found.plan(), now),
            resumed.tracks(),
            found.assessments(),
            found.told(),
            found.blindness(),
            found.cards());
  }

  /**
   * One step. If the store throws, it is as if the step had not been taken.
   *
   * @param finished the looks that came back since the last step
   * @return the looks to begin now; each must come back as an {@link Outcome}
   */
  public Ticked tick(List<Outcome> finished, Instant now) {
    Detector.Step step =
        detector.advance(
            new Detector.State(state.tracks(), memory, peers),
            finished.stream().map(Outcome::seen).toList(),
            now);
    Tracks tracks = step.state().tracks();
    Planner.Planned planned = planner.advance(state.plan(), tracks, step.signals(), finished, now);
    List<Assessment> fresh = assess(step.changes(), tracks, now);
    SortedMap<String, Assessment> assessments = assessments(fresh);
    Announcer.Said said =
        announcer.announce(
            step.changes(), assessments, state.told(), state.blindness(), tracks, now);
    Cards.Kept kept = cards(step.changes(), said, assessments, tracks, !finished.isEmpty(), now);
    assessments
        .keySet()
        .removeIf(code -> tracks.open().stream().noneMatch(i -> i.code().equals(code)));
    Round.Speech speech =
        new Audience(announcer, tracks, assessments)
            .speech(said.notifications(), kept.changed(), subscriptions.all(), now);
    WatchState next =
        new WatchState(
            planned.plan(), tracks, assessments, said.told(), said.blindness(), kept.cards());
    Round round =
        new Round(
            now,
            next,
            finished.stream().flatMap(o -> o.seen().stream()).toList(),
            step.missing(),
            step.samples(),
            step.transitions(),
            step.changes(),
            fresh,
            speech);
    if (!finished.isEmpty()
        || !planned.looks().isEmpty()
        || !step.transitions().isEmpty()
        || !speech.isEmpty()) {
      store.commit(round);
    }
    state = next;
    begun = true;
    memory = step.state().memory();
    peers = step.state().peers();
    return new Ticked(planned.looks(), round);
  }

  /** What a step leads to. */
  public record Ticked(List<Look> looks, Round round) {}

  /** The state as last stored. */
  public WatchState state() {
    return state;
  }

  private List<Assessment> assess(List<IncidentChange> changes, Tracks tracks, Instant now) {
    Instant last = state.tracks().advanced();
    List<Incident> matters = new ArrayList<>();
    for (Incident incident : tracks.open()) {
      boolean asBefore = state.tracks().open().stream().anyMatch(before -> before == incident);
      if (!begun || !asBefore || assessor.matures(incident, last, now)) {
        matters.add(incident);
      }
    }
    changes.stream().map(IncidentChange::incident).filter(Incident::closed).forEach(matters::add);
    List<Assessment> fresh = new ArrayList<>();
    for (Incident incident : matters) {
      boolean probed = probing && incident.findings().measured().isPresent();
      Assessment assessment = assessor.assess(incident, tracks.started(), probed, now);
      Optional<Assessment> before = Optional.ofNullable(state.assessments().get(incident.code()));
      if (before.filter(assessment::sameAs).isEmpty()) {
        fresh.add(assessment);
      }
    }
    return fresh;
  }

  private SortedMap<String, Assessment> assessments(List<Assessment> fresh) {
    SortedMap<String, Assessment> all = new TreeMap<>(state.assessments());
    fresh.forEach(a -> all.put(a.incident(), a));
    return all;
  }

  /** Time alone changes no card. */
  private Cards.Kept cards(
      List<IncidentChange> changes,
      Announcer.Said said,
      SortedMap<String, Assessment> assessments,
      Tracks tracks,
      boolean looked,
      Instant now) {
    if (tracks.open().isEmpty() && changes.isEmpty()) {
      return new Cards.Kept(new TreeMap<>(), List.of());
    }
    return looked || !changes.isEmpty()
        ? cards.keep(
            state.cards(), changes, said.notifications(), assessments, said.told(), tracks, now)
        : new Cards.Kept(state.cards(), List.of());
  }
}
