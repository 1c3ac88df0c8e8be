package kpwatch.incident;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;
import kpwatch.observation.Address;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * The tracks while one step of the detector works on them: taken from a {@link Tracks}, changed in
 * place, and given back as a new one. Never leaves the detector.
 */
final class Board {
  final Network network;
  final Thresholds limits;
  final Instant now;
  final SortedMap<Prefix, PrefixTrack> prefixes;
  final SortedMap<String, LineTrack> lines;
  final SortedMap<Subject, ProbeTrack> probes;
  final SortedMap<String, InetAddress> where;
  final SortedMap<Control.Kind, ControlRound> controls;
  final List<Incident> open;
  final Set<String> codes;
  final List<Transition> transitions = new ArrayList<>();
  final List<Sample> samples = new ArrayList<>();
  final List<IncidentChange> changes = new ArrayList<>();
  final SortedMap<String, ClaimTrack> claims;
  final SortedMap<Prefix, Change> blackholed;
  final List<Flip> flips;
  Memory memory;
  LivePeers peers;
  LiveRoutes live;
  PlaneTrack routesPlane;
  PlaneTrack probePlane;
  PlaneTrack monitor;
  Optional<Instant> measured;
  Optional<Instant> routesOnly;
  CountryState country;

  /** Whether this step brought anything to look at; the passing of time alone finds nothing. */
  boolean eventful;

  Instant countrySince;

  private final Tracks before;

  Board(
      Network network,
      Thresholds limits,
      Tracks tracks,
      Memory memory,
      LivePeers peers,
      LiveRoutes live,
      Instant now) {
    this.network = network;
    this.limits = limits;
    this.now = now;
    this.before = tracks;
    this.prefixes = new TreeMap<>(tracks.prefixes());
    this.lines = new TreeMap<>(tracks.lines());
    this.probes = new TreeMap<>(tracks.probes());
    this.where = new TreeMap<>(tracks.where());
    this.controls = new TreeMap<>(tracks.controls());
    this.open = new ArrayList<>(tracks.open());
    this.codes = new TreeSet<>(tracks.codes());
    this.claims = new TreeMap<>(tracks.claims());
    this.blackholed = new TreeMap<>(tracks.blackholed());
    this.flips = new ArrayList<>(tracks.flips());
    this.memory = memory;
    this.peers = peers;
    this.live = live;
    this.routesPlane = tracks.routesPlane();
    this.probePlane = tracks.probePlane();
    this.monitor = tracks.monitor();
    this.measured = tracks.measured();
    this.routesOnly = tracks.routesOnly();
    this.country = tracks.country();
    this.countrySince = tracks.countrySince();
  }

  Tracks tracks() {
    return new Tracks(
        before.started(),
        now,
        before.away(),
        prefixes,
        lines,
        probes,
        where,
        measured,
        routesPlane,
        probePlane,
        monitor,
        country,
        countrySince,
        open,
        codes,
        claims,
        blackholed,
        flips,
        routesOnly,
        controls);
  }

  Instant started() {
    return before.started();
  }

  Collection<PrefixTrack> prefixesBefore() {
    return before.prefixes().values();
  }

  /** A target of the probes before this step. */
  Optional<ProbeTrack> before(Subject target) {
    return Optional.ofNullable(before.probes().get(target));
  }

  /** The last valid look at a prefix before this step. */
  Optional<Instant> lookBefore(PrefixTrack track) {
    return Optional.ofNullable(before.prefixes().get(track.prefix()))
        .flatMap(PrefixTrack::reading)
        .map(RouteReading::at);
  }

  void put(PrefixTrack track) {
    PrefixTrack old = prefixes.put(track.prefix(), track);
    if (old != null && old.state() != track.state()) {
      moved(Subject.prefix(track.prefix()), old.state().word(), track.state().word());
    }
  }

  void put(LineTrack track) {
    LineTrack old = lines.put(track.line(), track);
    if (old != null && old.state() != track.state()) {
      moved(Subject.line(track.line()), old.state().word(), track.state().word());
    }
  }

  void put(ProbeTrack track) {
    ProbeTrack old = probes.put(track.subject(), track);
    if (old != null && old.state() != track.state()) {
      moved(track.subject(), old.state().word(), track.state().word());
    }
  }

  void moved(Subject subject, String from, String to) {
    transitions.add(new Transition(now, subject, from, to));
  }

  void remember(Sample sample) {
    samples.add(sample);
    memory = memory.with(List.of(sample), limits);
  }

  PrefixTrack prefix(Prefix prefix) {
    return prefixes.getOrDefault(prefix, PrefixTrack.unseen(prefix, now));
  }

  boolean quiet() {
    return open.isEmpty();
  }

  /** Whether the country is as usual; news of a line or of a foreign claim do not change that. */
  boolean usual() {
    return open.stream().allMatch(i -> i.widest() == Scope.UPSTREAM || i.widest() == Scope.HIJACK);
  }

  /** Whether something has lasted for so long that it is what is usual now. */
  boolean old(Optional<Instant> since) {
    return since.filter(at -> !now.isBefore(at.plus(limits.routes().usualWindow()))).isPresent();
  }

  /** Where a target of the probes is. */
  Optional<InetAddress> place(ProbeTrack track) {
    return track.isAddress()
        ? Optional.of(Address.parse(track.subject().name()))
        : network.nameservers().stream()
            .filter(n -> n.host().equals(track.subject().name()))
            .map(Network.Nameserver::address)
            .findFirst();
  }

  List<ProbeTrack> voters() {
    return probes.values().stream().filter(t -> t.isAddress() && t.votes()).toList();
  }

  List<ProbeTrack> nameservers() {
    return probes.values().stream().filter(t -> !t.isAddress()).toList();
  }

  /** Everything that may vote for or against the country. */
  boolean answeredLately() {
    return probes.values().stream().filter(ProbeTrack::votes).anyMatch(this::lately);
  }

  boolean lately(ProbeTrack track) {
    Instant since = now.minus(limits.probes().lately());
    return track.lastAnswer().filter(at -> !at.isBefore(since)).isPresent();
  }

  /** Whether a target met its second silence in this step. */
  boolean fellSilent(ProbeTrack track) {
    ProbeTrack past = before.probes().get(track.subject());
    return track.silentRounds() > 0 && (past == null || past.silentRounds() == 0);
  }

  /** How much time this step brings; none where the clock went back. */
  Duration elapsed() {
    Duration step = Duration.between(before.advanced(), now);
    return step.isNegative() ? Duration.ZERO : step;
  }

  /** Whether a voting target inside a lost prefix has answered since the loss and still does. */
  boolean contradicted(PrefixTrack track) {
    if (track.sure() != PrefixState.GONE || track.change().isEmpty()) {
      return false;
    }
    Instant lost = track.change().get().onset();
    return voters().stream()
        .filter(t -> t.answeredSince(lost))
        .filter(t -> !t.failing() && t.silent().isEmpty())
        .anyMatch(t -> track.prefix().contains(Address.parse(t.subject().name())));
  }
}
