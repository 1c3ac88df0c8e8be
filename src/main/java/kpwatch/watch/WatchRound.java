package kpwatch.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import kpwatch.assess.Assessment;
import kpwatch.assess.Assessor;
import kpwatch.assess.Past;
import kpwatch.assess.View;
import kpwatch.incident.Detector;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Jump;
import kpwatch.incident.LivePeers;
import kpwatch.incident.LiveRoutes;
import kpwatch.incident.Memory;
import kpwatch.incident.Rewound;
import kpwatch.incident.Sample;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Announcer;
import kpwatch.notify.Cards;
import kpwatch.notify.Wording;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;

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
  private final Thresholds limits;
  private Known known;
  private Optional<Jump> jumped;
  private boolean begun;

  /** Looks that have not come back, and of these the ones from before a jump. The very objects. */
  private Set<Look> underWay = looks(List.of());

  private Set<Look> stray = looks(List.of());

  private record Known(
      WatchState state, Memory memory, LivePeers peers, LiveRoutes live, Past past) {
    Detector.State detected() {
      return new Detector.State(state.tracks(), memory, peers, live);
    }
  }

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
    Wording wording = new Wording(network, limits, pace.watch());
    this.announcer = new Announcer(wording, limits);
    this.cards = new Cards(wording);
    this.planner = new Planner(network, pace);
    this.store = store;
    this.subscriptions = subscriptions;
    this.limits = limits;
    WatchState found =
        store.load().orElseGet(() -> WatchState.none(Plan.none(), Tracks.none(network, now)));
    Known kept =
        new Known(
            found,
            Memory.EMPTY.with(notAfter(now, store.samples()), limits),
            LivePeers.NONE,
            LiveRoutes.NONE,
            Past.NONE.with(store.ended(now.minus(Past.REACH)), now));
    this.jumped = Jump.between(found.tracks().advanced(), now, limits);
    Plan plan = planner.started(found.plan(), jumped, now);
    this.known = with(plan, jumped.map(jump -> resumed(kept, jump)).orElse(kept));
  }

  private static List<Sample> notAfter(Instant now, List<Sample> samples) {
    return samples.stream()
        .map(s -> s.at().isAfter(now) ? new Sample(s.subject(), now, s.value()) : s)
        .toList();
  }

  private static Known with(Plan plan, Known known) {
    WatchState s = known.state();
    return new Known(
        new WatchState(plan, s.tracks(), s.assessments(), s.told(), s.blindness(), s.cards()),
        known.memory(),
        known.peers(),
        known.live(),
        known.past());
  }

  private Known resumed(Known before, Jump jump) {
    WatchState s = before.state();
    Detector.State resumed = detector.resumed(before.detected(), jump);
    Instant now = jump.to();
    return new Known(
        new WatchState(
            s.plan(),
            resumed.tracks(),
            Rewound.to(now, s.assessments()),
            Rewound.to(now, s.told()),
            Rewound.to(now, s.blindness()),
            Rewound.to(now, s.cards())),
        resumed.memory(),
        resumed.peers(),
        resumed.live(),
        Rewound.to(now, before.past()));
  }

  /**
   * One step. If the store throws, it is as if the step had not been taken.
   *
   * @param finished the looks that came back since the last step, and what the stream has come to;
   *     of that only what is news is stored
   * @return the looks to begin now; each must come back as an {@link Outcome}
   */
  public Ticked tick(List<Outcome> finished, Instant clock) {
    Instant last = known.state().tracks().advanced();
    Optional<Jump> jump = Jump.between(last, clock, limits);
    Known from =
        jump.map(j -> with(planner.resumed(known.state().plan(), j), resumed(known, j)))
            .orElse(known);
    Set<Look> lost = jump.isPresent() ? underWay : stray;
    List<Outcome> counted = finished.stream().filter(o -> !lost.contains(o.look())).toList();
    Instant now = jump.isEmpty() && clock.isBefore(last) ? last : clock;
    Ticked ticked = step(from, counted, jump.or(() -> jumped), now);
    jumped = Optional.empty();
    begun = true;
    stray = lost;
    underWay = jump.isPresent() ? looks(ticked.looks()) : underWay;
    underWay.addAll(ticked.looks());
    finished.stream().map(Outcome::look).forEach(stray::remove);
    finished.stream().map(Outcome::look).forEach(underWay::remove);
    return ticked;
  }

  private static Set<Look> looks(Collection<Look> some) {
    Set<Look> looks = Collections.newSetFromMap(new IdentityHashMap<>());
    looks.addAll(some);
    return looks;
  }

  private Ticked step(Known from, List<Outcome> finished, Optional<Jump> jump, Instant now) {
    WatchState state = from.state();
    Detector.Step step =
        detector.advance(from.detected(), finished.stream().map(Outcome::seen).toList(), now);
    Tracks tracks = step.state().tracks();
    List<Observation> seen =
        finished.stream().flatMap(o -> o.seen().stream()).flatMap(o -> kept(o, step)).toList();
    boolean looked = finished.stream().anyMatch(o -> !(o.look() instanceof Look.Stream));
    Planner.Planned planned = planner.advance(state.plan(), tracks, step.signals(), finished, now);
    List<Assessment> fresh = assess(from, step, looked, now);
    SortedMap<String, Assessment> assessments = assessments(state, fresh);
    Announcer.Said said =
        announcer.announce(step, assessments, state.told(), state.blindness(), now);
    Cards.Kept kept = cards(state, step.changes(), said, assessments, tracks, looked, now);
    assessments
        .keySet()
        .removeIf(code -> tracks.open().stream().noneMatch(i -> i.code().equals(code)));
    Round.Speech speech =
        new Audience(announcer, tracks, assessments, subscriptions.operator())
            .speech(
                said.notifications(),
                kept.changed(),
                subscriptions.all(),
                new Rings(store, said.notifications(), now),
                now);
    WatchState next =
        new WatchState(
            planned.plan(), tracks, assessments, said.told(), said.blindness(), kept.cards());
    Round round =
        new Round(
            now,
            next,
            seen,
            step.missing(),
            step.samples(),
            step.transitions(),
            step.changes(),
            fresh,
            speech,
            jump);
    if (!seen.isEmpty()
        || looked
        || !planned.looks().isEmpty()
        || !step.transitions().isEmpty()
        || !speech.isEmpty()
        || jump.isPresent()) {
      store.commit(round);
    }
    known =
        new Known(
            next,
            step.state().memory(),
            step.state().peers(),
            step.state().live(),
            from.past().with(ended(step), now));
    return new Ticked(planned.looks(), round);
  }

  /** Of the stream what it showed first, as the routes of that moment. */
  private static Stream<Observation> kept(Observation seen, Detector.Step step) {
    if (!(seen instanceof Observation.Streamed streamed)) {
      return Stream.of(seen);
    }
    SortedMap<Prefix, Instant> differing = step.signals().heard().differing();
    return streamed.routes().stream()
        .filter(r -> differing.containsKey(r.prefix()))
        .map(
            r ->
                new Observation.Route(
                    differing.getOrDefault(r.prefix(), r.at()),
                    r.prefix(),
                    r.queryTime(),
                    r.rows()));
  }

  /** What a step leads to. */
  public record Ticked(List<Look> looks, Round round) {}

  /** The state as last stored. */
  public WatchState state() {
    return known.state();
  }

  private List<Assessment> assess(Known from, Detector.Step step, boolean looked, Instant now) {
    WatchState state = from.state();
    Tracks tracks = step.state().tracks();
    Instant last = state.tracks().advanced();
    List<Incident> matters = new ArrayList<>();
    for (Incident incident : tracks.open()) {
      boolean asBefore = state.tracks().open().stream().anyMatch(before -> before == incident);
      if (!begun || looked || !asBefore || assessor.matures(incident, last, now)) {
        matters.add(incident);
      }
    }
    matters.addAll(ended(step));
    List<Assessment> fresh = new ArrayList<>();
    for (Incident incident : matters) {
      Optional<Assessment> before = Optional.ofNullable(state.assessments().get(incident.code()));
      Assessment assessment = assessor.assess(incident, View.of(tracks), from.past(), before, now);
      if (before.filter(assessment::sameAs).isEmpty()) {
        fresh.add(assessment);
      }
    }
    return fresh;
  }

  private static List<Incident> ended(Detector.Step step) {
    return step.changes().stream().map(IncidentChange::incident).filter(Incident::closed).toList();
  }

  private SortedMap<String, Assessment> assessments(WatchState state, List<Assessment> fresh) {
    SortedMap<String, Assessment> all = new TreeMap<>(state.assessments());
    fresh.forEach(a -> all.put(a.incident(), a));
    return all;
  }

  /** Time alone changes no card. */
  private Cards.Kept cards(
      WatchState state,
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
