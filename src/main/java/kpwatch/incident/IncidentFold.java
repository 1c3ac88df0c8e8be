package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Subject;

/** Opens, moves and closes incidents by the scope that holds, and gives the country its state. */
final class IncidentFold {
  private final Board board;
  private final ScopeRules rules;

  IncidentFold(Board board) {
    this.board = board;
    this.rules = new ScopeRules(board);
  }

  void settle() {
    PlaneState monitor = sees() ? PlaneState.SEEING : PlaneState.BLIND;
    if (monitor != board.monitor.state()) {
      board.moved(Subject.MONITOR, board.monitor.state().word(), monitor.word());
      board.monitor = board.monitor.entering(monitor, board.now);
    }
    boolean undecidable = undecidable();
    boolean wideOpen =
        board.open.stream().anyMatch(i -> i.scope().filter(s -> s != Scope.UPSTREAM).isPresent());
    Optional<Judged> judged = undecidable ? Optional.empty() : rules.widest(wideOpen);
    if (!undecidable) {
      apply(judged);
    }
    CountryState state =
        undecidable
            ? CountryState.UNKNOWN
            : judged.map(j -> j.scope().country()).orElse(CountryState.NORMAL);
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
        || (lossOpen && !board.routesPlane.seeing())
        || (neverSure && board.voters().isEmpty());
  }

  private void apply(Optional<Judged> judged) {
    Optional<Incident> settled = board.open.stream().filter(this::keepsToUpstream).findFirst();
    Optional<Incident> main = board.open.stream().filter(i -> !keepsToUpstream(i)).findFirst();
    settled.ifPresent(i -> update(i, rules.upstream()));
    Optional<Judged> rest = judged.filter(j -> settled.isEmpty() || j.scope() != Scope.UPSTREAM);
    if (main.isPresent()) {
      update(main.get(), rest);
    } else {
      rest.ifPresent(this::open);
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
            List.of(new Incident.Step(board.now, judged.since(), Optional.of(judged.scope()))));
    board.open.add(incident);
    Incident found = found(incident);
    replace(incident, found);
    board.changes.add(new IncidentChange(Incident.Action.OPENED, found));
  }

  private void update(Incident before, Optional<Judged> judged) {
    Incident incident = board.eventful ? found(before) : before;
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
    Optional<Instant> quiet = incident.quietSince();
    if (quiet.isPresent() && !board.now.isBefore(quiet.get().plus(board.limits.country().hold()))) {
      incident = incident.closed(quiet.get());
      board.changes.add(new IncidentChange(Incident.Action.CLOSED, incident));
      board.open.remove(before);
    } else {
      replace(before, incident);
    }
  }

  /** A step never lies before the one before it. */
  private static Instant later(Instant from, Incident incident) {
    Instant last = incident.timeline().get(incident.timeline().size() - 1).from();
    return from.isBefore(last) ? last : from;
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
    Instant last = incident.timeline().get(incident.timeline().size() - 1).from();
    List<Instant> signs = new ArrayList<>();
    Scope scope = incident.scope().orElse(incident.widest());
    if (scope.routesLost()) {
      board.prefixes.values().stream()
          .filter(t -> t.sure() == PrefixState.UP || t.sure() == PrefixState.REDUCED)
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
