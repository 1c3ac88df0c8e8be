package kpwatch.incident;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import kpwatch.network.Network.Control;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.Subject;

/**
 * Reads probes: what each address and name server answers, who has a vote, and whether we can see
 * at all.
 */
final class ProbeFold {
  private final Board board;
  private final Thresholds.Probes limits;
  private final Distance distance;
  private final Neighbours neighbours;

  ProbeFold(Board board) {
    this.board = board;
    this.limits = board.limits.probes();
    this.distance = new Distance(board);
    this.neighbours = new Neighbours(board);
  }

  /** Takes one attempt at a site or a name server; returns what turned out to say nothing of it. */
  Optional<Observation.Missing> take(Probe probe) {
    Optional<Subject> subject =
        probe.subject().kind() == Subject.Kind.DNS
            ? Optional.of(probe.subject())
            : probe.address().map(Subject::address);
    boolean spoke = probe.answer().alive() || probe.answer().silent();
    if (subject.isEmpty() || !spoke) {
      return Optional.of(missing(probe, "no word of the address itself: " + probe.answer()));
    }
    if (left(subject.get())) {
      return Optional.of(missing(probe, "no name points there any more"));
    }
    ProbeTrack track =
        board.probes.getOrDefault(subject.get(), ProbeTrack.unseen(subject.get(), board.now));
    if (tooFast(track, probe)) {
      return Optional.of(missing(probe, "answered faster than the distance allows"));
    }
    board.put(probe.answer().alive() ? answered(track, probe) : silent(track, probe));
    return Optional.empty();
  }

  private static Observation.Missing missing(Observation seen, String detail) {
    return new Observation.Missing(seen.at(), seen.subject(), Cause.SUSPECT, detail);
  }

  private boolean left(Subject subject) {
    return subject.kind() == Subject.Kind.ADDRESS
        && Optional.ofNullable(board.probes.get(subject))
            .filter(t -> t.state() == ProbeState.MOVED)
            .isPresent();
  }

  private boolean tooFast(ProbeTrack track, Probe probe) {
    Duration took =
        probe.timing().firstByte().orElse(Duration.between(probe.started(), probe.at()));
    boolean suspicious =
        switch (probe.answer()) {
          case RESET -> true;
          case OK, DNS_ERROR -> !track.isAddress();
          default -> false;
        };
    return suspicious && distance.tooFast(track, took);
  }

  private ProbeTrack answered(ProbeTrack track, Probe probe) {
    Optional<Duration> took = probe.timing().firstByte();
    boolean ok = probe.answer() == Answer.OK;
    boolean slow = ok && took.isPresent() && slow(track, took.get());
    if (ok && !slow && took.isPresent() && board.quiet()) {
      board.remember(new Sample(track.subject(), probe.at(), took.get().toMillis() / 1000.0));
    }
    String history = added(track.history(), '+');
    boolean votes = track.votes() || earned(history);
    ProbeState good = ok ? ProbeState.UP : ProbeState.ILL;
    ProbeState state = !votes ? ProbeState.UNQUALIFIED : slow ? ProbeState.SLOW : good;
    Optional<Change> struggling =
        slow
            ? Optional.of(track.struggling().orElse(new Change(probe.at(), lastGood(track))))
            : Optional.empty();
    Optional<Instant> recovered =
        !slow && track.struggling().isPresent() ? Optional.of(probe.at()) : track.recovered();
    return new ProbeTrack(
        track.subject(),
        state,
        state == track.state() ? track.since() : board.now,
        history,
        votes,
        Optional.of(probe.at()),
        Optional.of(probe.at()),
        Optional.empty(),
        struggling,
        Optional.empty(),
        slow ? track.badRounds() + 1 : 0,
        0,
        recovered,
        took,
        fastest(track, probe),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Instant> lastGood(ProbeTrack track) {
    return track.lastAnswer();
  }

  private boolean slow(ProbeTrack track, Duration took) {
    OptionalDouble usual = board.memory.of(track.subject()).median();
    return usual.isPresent()
        && track.votes()
        && took.toMillis() / 1000.0 >= limits.slow() * usual.getAsDouble();
  }

  private Optional<Duration> fastest(ProbeTrack track, Probe probe) {
    Optional<Duration> now =
        track.isAddress() ? probe.timing().connect() : probe.timing().firstByte();
    if (now.isEmpty()) {
      return track.fastestConnect();
    }
    return Optional.of(
        track.fastestConnect().filter(f -> f.compareTo(now.get()) <= 0).orElse(now.get()));
  }

  /** One silence is asked again; only the second in a row says something. */
  private ProbeTrack silent(ProbeTrack track, Probe probe) {
    if (track.silent().isEmpty()) {
      return new ProbeTrack(
          track.subject(),
          track.state(),
          track.since(),
          track.history(),
          track.votes(),
          track.lastAnswer(),
          track.lastProbe(),
          Optional.of(probe.at()),
          track.struggling(),
          track.silentFrom(),
          track.badRounds(),
          track.silentRounds(),
          track.recovered(),
          track.took(),
          track.fastestConnect(),
          track.banned(),
          track.excused());
    }
    Instant first = track.silent().get();
    return new ProbeTrack(
        track.subject(),
        track.state(),
        track.since(),
        added(track.history(), '-'),
        track.votes(),
        track.lastAnswer(),
        Optional.of(probe.at()),
        Optional.empty(),
        Optional.of(track.struggling().orElse(new Change(first, lastGood(track)))),
        Optional.of(track.silentFrom().orElse(first)),
        track.badRounds() + 1,
        track.silentRounds() + 1,
        track.recovered(),
        Optional.empty(),
        track.fastestConnect(),
        track.banned(),
        track.excused());
  }

  private String added(String history, char mark) {
    String longer = history + mark;
    return longer.substring(Math.max(0, longer.length() - limits.outOf()));
  }

  private boolean earned(String history) {
    return history.chars().filter(c -> c == '+').count() >= limits.earns();
  }

  /**
   * Takes one round of the controls, asked together. Only the unrelated ones say whether we see;
   * what the others showed is kept as well.
   */
  void controls(List<Probe> round) {
    for (Control.Kind kind : Control.Kind.values()) {
      List<Probe> asked = of(kind, round);
      if (!asked.isEmpty()) {
        int answered = (int) asked.stream().filter(p -> p.answer().alive()).count();
        Instant at = asked.stream().map(Probe::at).max(Instant::compareTo).orElse(board.now);
        board.controls.put(kind, new ControlRound(answered, asked.size(), at));
      }
    }
    List<Probe> votes = of(Control.Kind.UNRELATED, round);
    if (votes.isEmpty()) {
      return;
    }
    long failed = votes.stream().filter(p -> !p.answer().alive()).count();
    Instant began = votes.stream().map(Probe::started).min(Instant::compareTo).orElse(board.now);
    board.probePlane =
        failed * 2 > votes.size() ? board.probePlane.failed(began) : board.probePlane.proven(began);
  }

  private List<Probe> of(Control.Kind kind, List<Probe> round) {
    List<String> hosts =
        board.network.controls().stream().filter(c -> c.kind() == kind).map(Control::host).toList();
    return round.stream().filter(p -> hosts.contains(p.subject().name())).toList();
  }

  /**
   * Takes where a name points now; returns what turned out to say nothing of it. A host that left
   * the watched prefixes is never connected to; an address begins without a vote, also one that a
   * name comes back to. Without an address the site is judged by the one remembered.
   */
  Optional<Observation.Missing> named(Observation.Name name) {
    if (name.answer() == Answer.FORGED) {
      return Optional.of(missing(name, "not the name server's own answer"));
    }
    if (tooFast(name)) {
      return Optional.of(missing(name, "answered faster than the distance allows"));
    }
    name.address().ifPresent(now -> moved(name.host(), now));
    return Optional.empty();
  }

  private boolean tooFast(Observation.Name name) {
    return name.server()
        .flatMap(server -> Optional.ofNullable(board.probes.get(server)))
        .flatMap(server -> name.took().filter(took -> distance.tooFast(server, took)))
        .isPresent();
  }

  private void moved(String host, InetAddress now) {
    InetAddress before = board.where.put(host, now);
    if (board.network.holds(now)) {
      Subject subject = Subject.address(now);
      ProbeTrack known = board.probes.getOrDefault(subject, ProbeTrack.unseen(subject, board.now));
      board.put(
          known.state() == ProbeState.MOVED
              ? known.forgotten(ProbeState.UNQUALIFIED, board.now)
              : known);
    }
    if (before != null && !board.where.containsValue(before)) {
      ProbeTrack left = board.probes.get(Subject.address(before));
      if (left != null) {
        board.put(left.forgotten(ProbeState.MOVED, board.now));
      }
    }
  }

  /** Brings the plane and every track in line with what the controls and the time say. */
  void settle() {
    Optional<Instant> proven = board.probePlane.proven();
    Instant oldest = board.now.minus(limits.interval().multipliedBy(2)).minus(limits.orderSlack());
    boolean fresh = proven.filter(at -> at.isAfter(oldest)).isPresent();
    boolean failed =
        board
            .probePlane
            .failed()
            .filter(at -> proven.isEmpty() || at.isAfter(proven.get()))
            .isPresent();
    PlaneState plane = fresh && !failed ? PlaneState.SEEING : PlaneState.BLIND;
    if (plane != board.probePlane.state()) {
      board.moved(Subject.PROBE_PLANE, board.probePlane.state().word(), plane.word());
      board.probePlane = board.probePlane.entering(plane, board.now);
    }
    for (ProbeTrack track : List.copyOf(board.probes.values())) {
      ProbeTrack lasting =
          board.quiet() && plane == PlaneState.SEEING ? track : track.excused(board.elapsed());
      board.put(plane == PlaneState.BLIND ? unknown(lasting) : judged(lapsed(lasting)));
    }
    neighbours.compare();
    measure();
    place();
  }

  /**
   * A place from which nothing has earned a vote in a day sees routes only, until something does.
   */
  private void place() {
    boolean none = board.probes.values().stream().noneMatch(ProbeTrack::votes);
    boolean day = !board.now.isBefore(board.started().plus(limits.qualifies()));
    board.routesOnly =
        none && day && !board.probes.isEmpty()
            ? Optional.of(board.routesOnly.orElse(board.now))
            : Optional.empty();
  }

  /** What a blind eye saw is void: the track starts anew, its vote stays. */
  private ProbeTrack unknown(ProbeTrack track) {
    boolean kept = track.state() == ProbeState.UNQUALIFIED || track.state() == ProbeState.MOVED;
    boolean notAskedYet =
        board.probePlane.proven().isEmpty() && board.probePlane.failed().isEmpty();
    if (notAskedYet || (track.state() == ProbeState.UNKNOWN && track.struggling().isEmpty())) {
      return track;
    }
    return new ProbeTrack(
        track.subject(),
        kept ? track.state() : ProbeState.UNKNOWN,
        kept || track.state() == ProbeState.UNKNOWN ? track.since() : board.now,
        track.history(),
        track.votes(),
        track.lastAnswer(),
        track.lastProbe(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        track.recovered(),
        track.took(),
        track.fastestConnect(),
        track.banned(),
        track.excused());
  }

  private ProbeTrack judged(ProbeTrack track) {
    boolean proven =
        track
            .silentFrom()
            .filter(from -> board.probePlane.proven().filter(p -> p.isAfter(from)).isPresent())
            .isPresent();
    return track.votes() && track.silentRounds() > 0 && proven
        ? track.entering(ProbeState.FAILING, board.now)
        : track;
  }

  /** Time in an incident, blind or away does not count against a vote. */
  private ProbeTrack lapsed(ProbeTrack track) {
    boolean lapsed =
        track.votes()
            && board.quiet()
            && track.lapses(limits.lapses()).filter(at -> at.isAfter(board.now)).isEmpty();
    return lapsed ? track.forgotten(ProbeState.UNQUALIFIED, board.now) : track;
  }

  private void measure() {
    boolean enough = board.probePlane.seeing() && board.voters().size() >= limits.few();
    board.measured = enough ? Optional.of(board.measured.orElse(board.now)) : Optional.empty();
  }
}
