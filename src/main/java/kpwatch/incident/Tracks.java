package kpwatch.incident;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * Everything that has a state, as it is stored.
 *
 * @param started when this memory began
 * @param advanced the last time the detector ran
 * @param away the last span in which the program did not run
 * @param where the address of each site as last looked up; a host that is not in it has the file's
 *     address
 * @param measured since when enough voting addresses have been watched without a gap; empty while
 *     they are not
 * @param open incidents that have not ended, oldest first
 * @param codes every code that has been given
 * @param claims claims of others on the watched addresses, standing and local, by what is claimed
 *     and by whom
 * @param blackholed prefixes whose owner or carrier asks others to drop what is sent there, since
 *     when
 * @param flips what the country lately lost and had back, oldest first
 * @param routesOnly since when this place has been one from which no target qualifies; empty while
 *     one does, or may yet
 * @param controls what the controls of each kind showed when they were last asked
 */
public record Tracks(
    Instant started,
    Instant advanced,
    Optional<Away> away,
    SortedMap<Prefix, PrefixTrack> prefixes,
    SortedMap<String, LineTrack> lines,
    SortedMap<Subject, ProbeTrack> probes,
    SortedMap<String, InetAddress> where,
    Optional<Instant> measured,
    PlaneTrack routesPlane,
    PlaneTrack probePlane,
    PlaneTrack monitor,
    CountryState country,
    Instant countrySince,
    List<Incident> open,
    Set<String> codes,
    SortedMap<String, ClaimTrack> claims,
    SortedMap<Prefix, Change> blackholed,
    List<Flip> flips,
    Optional<Instant> routesOnly,
    SortedMap<Control.Kind, ControlRound> controls) {
  public Tracks {
    prefixes = new TreeMap<>(prefixes);
    lines = new TreeMap<>(lines);
    probes = new TreeMap<>(probes);
    where = new TreeMap<>(where);
    open = List.copyOf(open);
    codes = Set.copyOf(codes);
    claims = new TreeMap<>(claims);
    blackholed = new TreeMap<>(blackholed);
    flips = List.copyOf(flips);
    controls = new TreeMap<>(controls);
  }

  /** A span in which the program did not run. */
  public record Away(Instant from, Instant to) {}

  /** Nothing known yet. */
  public static Tracks none(Network network, Instant now) {
    Map<Prefix, PrefixTrack> prefixes = new TreeMap<>();
    network.prefixes().forEach(p -> prefixes.put(p, PrefixTrack.unseen(p, now)));
    Map<String, LineTrack> lines = new TreeMap<>();
    network.upstreams().forEach(u -> lines.put(u.line(), LineTrack.unseen(u.line(), u.asn(), now)));
    Map<Subject, ProbeTrack> probes = new TreeMap<>();
    network
        .nameservers()
        .forEach(
            n -> probes.put(Subject.dns(n.host()), ProbeTrack.unseen(Subject.dns(n.host()), now)));
    SortedMap<String, InetAddress> where = new TreeMap<>();
    network.sites().forEach(s -> s.address().ifPresent(a -> where.put(s.host(), a)));
    where.values().stream()
        .filter(network::holds)
        .map(Subject::address)
        .forEach(a -> probes.put(a, ProbeTrack.unseen(a, now)));
    return new Tracks(
        now,
        now,
        Optional.empty(),
        new TreeMap<>(prefixes),
        new TreeMap<>(lines),
        new TreeMap<>(probes),
        where,
        Optional.empty(),
        PlaneTrack.unproven(now),
        PlaneTrack.unproven(now),
        PlaneTrack.unproven(now),
        CountryState.UNKNOWN,
        now,
        List.of(),
        Set.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        Optional.empty(),
        new TreeMap<>());
  }

  /** Voting addresses; name servers are no addresses here. */
  public List<ProbeTrack> voters() {
    return probes.values().stream().filter(t -> t.isAddress() && t.votes()).toList();
  }

  public List<ProbeTrack> nameservers() {
    return probes.values().stream().filter(t -> !t.isAddress()).toList();
  }

  /**
   * Whether every control behind a carrier failed when last asked, although the unrelated ones
   * answer: then it may be the carrier, or our own path.
   */
  public boolean nearSideFails() {
    return probePlane.seeing() && ControlRound.nearSideFails(controls);
  }
}
