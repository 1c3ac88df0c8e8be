package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import kpwatch.observation.Subject;

/** Opens, moves and closes incidents by the scope that holds, and gives the country its state. */
final class IncidentFold {
  private final Board board;
  private final ScopeRules all;
  private final ScopeRules news;
  private final FlipFold flips;

  IncidentFold(Board board) {
    this.board = board;
    this.all = new ScopeRules(board, ScopeRules.Matter.ALL);
    this.news = new ScopeRules(board, ScopeRules.Matter.NEWS);
    this.flips = new FlipFold(board);
  }

  void settle() {
    PlaneState monitor = sees() ? PlaneState.SEEING : PlaneState.BLIND;
    if (monitor != board.monitor.state()) {
      board.moved(Subject.MONITOR, board.monitor.state().word(), monitor.word());
      board.monitor = board.monitor.entering(monitor, board.now);
    }
    CountryState state = undecidable() ? CountryState.UNKNOWN : decided();
    if (state != board.country) {
      board.moved(Subject.COUNTRY, board.country.word(), state.word());
      board.country = state;
      board.countrySince = board.now;
    }
  }

  /** Probes without a single vote show nothing of the country. */
  private boolean sees() {
    return board.routesPlane.seeing() || (board.probePlane.seeing() && !board.voters().isEmpty());
  }

  /**
   * Whether nothing can be said of the country: nothing is seen, or not the plane on which an open
   * loss rests.
   */
  private boolean undecidable() {
    boolean lossOpen =
        board.open.stream().anyMatch(i -> i.scope().filter(Scope::routesLost).isPresent());
    boolean neverSure =
        board.prefixes.values().stream().allMatch(t -> t.sure() == PrefixState.UNKNOWN);
    return board.monitor.state() == PlaneState.BLIND
        || (lossOpen && (!board.routesPlane.seeing() || lostFromSight()))
        || (neverSure && board.voters().isEmpty());
  }

  /** Whether a route that was lost has not been looked at for too long to say that it still is. */
  private boolean lostFromSight() {
    return board.prefixes.values().stream()
        .filter(t -> t.state() == PrefixState.UNKNOWN && !board.contradicted(t))
        .anyMatch(t -> t.sure() == PrefixState.GONE || t.sure() == PrefixState.REDUCED);
  }

  private CountryState decided() {
    boolean wideOpen =
        board.open.stream()
            .flatMap(i -> i.scope().stream())
            .anyMatch(s -> s == Scope.DEGRADED || s.routesLost());
    Optional<Judged> holds = all.widest(wideOpen);
    boolean young = !board.old(Optional.of(board.started()));
    Optional<Judged> judged = young ? holds : news.widest(wideOpen);
    flips.take(judged.map(Judged::scope));
    apply(judged, holds);
    boolean unstable = board.open.stream().anyMatch(i -> i.unstable().isPresent());
    return unstable
        ? CountryState.UNSTABLE
        : holds.map(j -> j.scope().country()).orElse(CountryState.NORMAL);
  }

  private void apply(Optional<Judged> judged, Optional<Judged> holds) {
    Optional<Incident> hijack =
        board.open.stream().filter(i -> i.widest() == Scope.HIJACK).findFirst();
    Optional<Incident> settled = board.open.stream().filter(this::keepsToUpstream).findFirst();
    Optional<Incident> main =
        board.open.stream()
            .filter(i -> i.widest() != Scope.HIJACK && !keepsToUpstream(i))
            .findFirst();
    if (board.routesPlane.seeing()) {
      carry(hijack, news.hijack(), all.hijack());
    }
    settled.ifPresent(i -> update(i, news.upstream(), all.upstream()));
    Predicate<Judged> others = j -> settled.isEmpty() || j.scope() != Scope.UPSTREAM;
    carry(main, judged.filter(others), holds.filter(others));
  }

  private void carry(Optional<Incident> open, Optional<Judged> judged, Optional<Judged> holds) {
    if (open.isPresent()) {
      update(open.get(), judged, holds);
    } else {
      judged.ifPresent(this::open);
    }
  }

  /** Old news of a line is not widened: what comes then is an incident of its own. */
  private boolean keepsToUpstream(Incident incident) {
    return incident.widest() == Scope.UPSTREAM
        && board.now.isAfter(incident.opened().plus(board.limits.country().upstreamWidens()));
  }

  private void open(Judged judged) {
    String code = IncidentCode.of(board.network.country(), judged.onset(), board.codes);
    board.codes.add(code);
    Incident incident =
        new Incident(
            code,
            board.now,
            judged.onset(),
            judged.notBefore(),
            Optional.of(judged.scope()),
            judged.scope(),
            Optional.empty(),
            Optional.empty(),
            Findings.NONE,
            List.of(new Incident.Step(board.now, judged.since(), Optional.of(judged.scope()))),
            flips.unstable(judged.scope(), Optional.empty()),
            Optional.empty());
    board.open.add(incident);
    Incident found = found(incident);
    replace(incident, found);
    board.changes.add(new IncidentChange(Incident.Action.OPENED, found));
  }

  /**
   * Moves an open incident along.
   *
   * @param judged the scope that is news
   * @param holds the scope that holds at all
   */
  private void update(Incident before, Optional<Judged> judged, Optional<Judged> holds) {
    Incident incident = board.eventful ? found(before) : before;
    boolean old = board.old(Optional.of(lastStep(incident).from()));
    if (incident.scope().isPresent() && judged.isEmpty() && holds.isPresent() && old) {
      close(before, incident.closed(board.now, Incident.Ending.USUAL));
      return;
    }
    Optional<Scope> next = judged.map(Judged::scope);
    if (!next.equals(incident.scope())) {
      boolean wider =
          next.isPresent()
              && (incident.scope().isEmpty() || next.get().wider(incident.scope().get()));
      Instant from = wider ? judged.get().since() : easedFrom(incident);
      incident = incident.moved(board.now, later(from, incident), next);
      board.changes.add(
          new IncidentChange(wider ? Incident.Action.ESCALATED : Incident.Action.EASED, incident));
    }
    incident = incident.unstable(flips.unstable(incident.widest(), incident.unstable()));
    Optional<Instant> quiet = incident.quietSince();
    if (incident.scope().isEmpty() && incident.doubted(board.now, board.limits)) {
      close(before, incident.closed(board.now, Incident.Ending.MISTAKEN));
    } else if (quiet.isPresent() && over(quiet.get(), incident)) {
      close(before, incident.closed(quiet.get(), Incident.Ending.RETURNED));
    } else {
      replace(before, incident);
    }
  }

  private void close(Incident before, Incident closed) {
    board.changes.add(new IncidentChange(Incident.Action.CLOSED, closed));
    board.open.remove(before);
  }

  /** What comes and goes is not over. */
  private boolean over(Instant quiet, Incident incident) {
    return incident.unstable().isEmpty()
        && !board.now.isBefore(quiet.plus(board.limits.country().hold()));
  }

  /** A step never lies before the one before it. */
  private static Instant later(Instant from, Incident incident) {
    Instant last = lastStep(incident).from();
    return from.isBefore(last) ? last : from;
  }

  private static Incident.Step lastStep(Incident incident) {
    return incident.timeline().get(incident.timeline().size() - 1);
  }

  private Incident found(Incident incident) {
    return incident.with(new FindingsFold(board).with(incident.findings(), incident.onset()));
  }

  private void replace(Incident before, Incident after) {
    if (before != after) {
      board.open.set(board.open.indexOf(before), after);
    }
  }

  /**
   * The first observation of the return: of routes after a loss of routes, else the one that tipped
   * the balance.
   */
  private Instant easedFrom(Incident incident) {
    Instant last = lastStep(incident).from();
    List<Instant> signs = new ArrayList<>();
    Scope scope = incident.scope().orElse(incident.widest());
    if (scope.routesLost()) {
      board.prefixes.values().stream()
          .filter(t -> t.sure() != PrefixState.GONE && t.sure() != PrefixState.UNKNOWN)
          .flatMap(t -> t.change().stream())
          .map(Change::onset)
          .filter(at -> at.isAfter(last))
          .forEach(signs::add);
      return signs.stream().min(Comparator.naturalOrder()).orElse(board.now);
    }
    board.lines.values().stream()
        .filter(t -> scope == Scope.UPSTREAM && t.state() == LineState.CARRYING)
        .flatMap(t -> t.change().stream())
        .map(Change::onset)
        .forEach(signs::add);
    board.prefixes.values().stream()
        .filter(t -> scope == Scope.UPSTREAM && t.sure() == PrefixState.UP)
        .flatMap(t -> t.change().stream())
        .map(Change::onset)
        .forEach(signs::add);
    board.probes.values().stream()
        .filter(t -> scope == Scope.DEGRADED)
        .flatMap(t -> t.recovered().stream())
        .forEach(signs::add);
    return signs.stream()
        .filter(at -> at.isAfter(last))
        .max(Comparator.naturalOrder())
        .orElse(board.now);
  }
}
