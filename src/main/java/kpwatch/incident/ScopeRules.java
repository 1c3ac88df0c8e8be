package kpwatch.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.observation.Prefix;

/** Which scope holds now: {@code detection.md} 3, row by row. */
final class ScopeRules {
  private final Board board;
  private final Thresholds limits;
  private final Matter matter;

  /** What may make a scope. */
  enum Matter {
    /** Whatever is not as it should be. */
    ALL,
    /** Only what has not lasted so long that it is what is usual. */
    NEWS
  }

  ScopeRules(Board board, Matter matter) {
    this.board = board;
    this.limits = board.limits;
    this.matter = matter;
  }

  private boolean matters(Optional<Change> change) {
    return matter == Matter.ALL || !board.old(change.map(Change::onset));
  }

  /**
   * The widest scope that holds, hijacks apart; {@code degradedOpen} says whether one at least as
   * wide as degraded is open already.
   */
  Optional<Judged> widest(boolean degradedOpen) {
    return routes().or(() -> degraded(degradedOpen)).or(this::upstream);
  }

  private Optional<Judged> routes() {
    List<PrefixTrack> gone = board.prefixes.values().stream().filter(PrefixTrack::gone).toList();
    List<PrefixTrack> lessened =
        board.prefixes.values().stream()
            .filter(t -> t.gone() || t.state() == PrefixState.REDUCED)
            .toList();
    if (lessened.stream().noneMatch(t -> matters(t.change()))) {
      return Optional.empty();
    }
    if (national(gone) && !unauthorised(gone)) {
      return Optional.of(lost(Scope.NATIONAL, gone));
    }
    return !gone.isEmpty() || lessened.size() == board.prefixes.size()
        ? Optional.of(lost(Scope.PARTIAL, lessened))
        : Optional.empty();
  }

  private boolean national(List<PrefixTrack> gone) {
    boolean all = gone.size() == board.prefixes.size();
    List<ProbeTrack> voters = board.voters();
    boolean hostsGone =
        !voters.isEmpty()
            && board.probePlane.seeing()
            && voters.stream()
                .allMatch(t -> t.failing() && t.silentRounds() >= limits.probes().rounds());
    return (all && !answeredSince(gone)) || (gone.size() * 2 >= board.prefixes.size() && hostsGone);
  }

  private boolean answeredSince(List<PrefixTrack> gone) {
    Optional<Instant> loss =
        gone.stream()
            .flatMap(t -> t.change().stream())
            .map(Change::onset)
            .max(Comparator.naturalOrder());
    return board.probes.values().stream()
        .filter(ProbeTrack::votes)
        .filter(t -> !t.failing())
        .anyMatch(t -> loss.filter(t::answeredSince).isPresent());
  }

  /**
   * Routes that their owner's own papers make invalid are refused by some networks, not lost: at
   * most partial.
   */
  private static boolean unauthorised(List<PrefixTrack> gone) {
    return !gone.isEmpty()
        && gone.stream().allMatch(t -> t.validity().filter(v -> v.status().invalid()).isPresent());
  }

  private Judged lost(Scope scope, List<PrefixTrack> tracks) {
    List<Change> changes =
        new ArrayList<>(tracks.stream().flatMap(t -> t.change().stream()).toList());
    Instant loss =
        changes.stream().map(Change::onset).min(Comparator.naturalOrder()).orElse(board.started());
    List<Change> hosts =
        board.voters().stream()
            .filter(t -> t.state().struggling())
            .flatMap(t -> t.struggling().stream())
            .filter(c -> !c.onset().isAfter(loss))
            .toList();
    Instant onset = cluster(hosts, loss);
    boolean apart = onset.plus(limits.probes().order()).isBefore(loss);
    Instant whole = changes.stream().map(Change::onset).max(Comparator.naturalOrder()).orElse(loss);
    Instant since = scope == Scope.NATIONAL ? whole : apart ? loss : onset;
    return new Judged(scope, since, onset, notBefore(changes, hosts, onset));
  }

  /**
   * The earliest of the changes that reach {@code last} without a gap longer than the precursor
   * time.
   */
  private Instant cluster(List<Change> changes, Instant last) {
    Instant earliest = last;
    for (Instant onset :
        changes.stream().map(Change::onset).sorted(Comparator.reverseOrder()).toList()) {
      if (onset.isBefore(earliest.minus(limits.country().precursor()))) {
        break;
      }
      earliest = onset.isBefore(earliest) ? onset : earliest;
    }
    return earliest;
  }

  private static Optional<Instant> notBefore(
      List<Change> routes, List<Change> hosts, Instant onset) {
    List<Change> all = new ArrayList<>(routes);
    all.addAll(hosts);
    return all.stream()
        .flatMap(c -> c.notBefore().stream())
        .filter(at -> at.isBefore(onset))
        .max(Comparator.naturalOrder());
  }

  private Optional<Judged> degraded(boolean open) {
    if (!board.probePlane.seeing()) {
      return Optional.empty();
    }
    List<Prefix> astray = astray();
    List<ProbeTrack> voters = board.voters().stream().filter(t -> !within(astray, t)).toList();
    List<ProbeTrack> bad = voters.stream().filter(this::troubled).toList();
    List<ProbeTrack> servers =
        board.nameservers().stream().filter(t -> t.votes() && !within(astray, t)).toList();
    boolean hosts = bad.size() >= limits.probes().few() && bad.size() * 2 >= voters.size();
    boolean names = !servers.isEmpty() && servers.stream().allMatch(this::troubled);
    if (!hosts && !names) {
      return Optional.empty();
    }
    List<Change> changes =
        (hosts ? bad : servers).stream().flatMap(t -> t.struggling().stream()).toList();
    Instant latest =
        changes.stream().map(Change::onset).max(Comparator.naturalOrder()).orElse(board.now);
    boolean controlled = board.probePlane.proven().filter(p -> p.isAfter(latest)).isPresent();
    if (!open && (!controlled || !routesLookedAtSince(latest))) {
      return Optional.empty();
    }
    Instant onset = cluster(changes, latest);
    return Optional.of(
        new Judged(Scope.DEGRADED, onset, onset, notBefore(changes, List.of(), onset)));
  }

  private boolean troubled(ProbeTrack track) {
    return track.struggling().isPresent()
        && track.state().struggling()
        && track.badRounds() >= limits.probes().rounds()
        && matters(track.struggling());
  }

  /**
   * Where what is sent may not reach its target for reasons that lie with the routes: another
   * claims the addresses, or their route is invalid by its owner's own papers, so that our network
   * may refuse it.
   */
  private List<Prefix> astray() {
    Stream<Prefix> claimed =
        board.claims.values().stream().filter(c -> c.wide().isPresent()).map(ClaimTrack::prefix);
    Stream<Prefix> invalid =
        board.prefixes.values().stream()
            .filter(t -> t.validity().filter(v -> v.status().invalid()).isPresent())
            .map(PrefixTrack::prefix);
    return Stream.concat(claimed, invalid).toList();
  }

  private boolean within(List<Prefix> some, ProbeTrack track) {
    return !some.isEmpty()
        && board.place(track).filter(at -> some.stream().anyMatch(p -> p.contains(at))).isPresent();
  }

  /**
   * A newer look at the routes, and none that awaits confirmation of a loss; without routes to look
   * at, the hosts decide.
   */
  private boolean routesLookedAtSince(Instant latest) {
    boolean losing = board.prefixes.values().stream().anyMatch(PrefixTrack::losing);
    boolean newer = board.routesPlane.proven().filter(at -> at.isAfter(latest)).isPresent();
    return !losing && (newer || !board.routesPlane.seeing());
  }

  /** A line that is not seen, a new one, or a covering route instead, while no prefix is gone. */
  Optional<Judged> upstream() {
    boolean losing =
        board.prefixes.values().stream()
            .anyMatch(t -> t.gone() || t.losing() || t.sure() == PrefixState.GONE);
    if (losing) {
      return Optional.empty();
    }
    Stream<Change> absent =
        board.lines.values().stream()
            .filter(l -> l.state() == LineState.NOT_SEEN)
            .flatMap(l -> l.change().stream());
    Stream<Change> fresh = board.lines.values().stream().flatMap(l -> held(l).stream());
    Stream<Change> covered =
        board.prefixes.values().stream()
            .filter(t -> t.state() == PrefixState.AGGREGATED)
            .flatMap(t -> t.change().stream());
    return Stream.of(absent, fresh, covered)
        .flatMap(changes -> changes)
        .filter(c -> matters(Optional.of(c)))
        .min(Comparator.comparing(Change::onset))
        .map(c -> new Judged(Scope.UPSTREAM, c.onset(), c.onset(), c.notBefore()));
  }

  /** A new line is news once it has been there for a while. */
  private Optional<Change> held(LineTrack line) {
    return line.arrived().filter(a -> !board.now.isBefore(a.onset().plus(limits.lines().hold())));
  }

  /** Somebody else claims watched addresses, and enough peers follow. */
  Optional<Judged> hijack() {
    return board.claims.values().stream()
        .filter(c -> c.standing(limits.claims().hold()) && matters(c.wide()))
        .flatMap(c -> c.wide().stream())
        .min(Comparator.comparing(Change::onset))
        .map(c -> new Judged(Scope.HIJACK, c.onset(), c.onset(), c.notBefore()));
  }
}
