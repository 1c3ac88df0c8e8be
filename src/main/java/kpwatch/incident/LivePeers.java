package kpwatch.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/**
 * The peers whose silence means something: full-table peers that showed a fresh row for a control
 * prefix lately. Not stored: a start asks for all of it anew.
 *
 * @param fullTable empty until {@code rrc-info} has answered once; then all fresh peers of the
 *     controls count
 */
public record LivePeers(Set<PeerId> fullTable, Map<Prefix, Control> controls) {
  public static final LivePeers NONE = new LivePeers(Set.of(), Map.of());

  /** One control answer: its fresh peers with each peer's network. */
  record Control(Instant at, Map<PeerId, Asn> fresh) {}

  LivePeers with(Observation.Peers peers) {
    return new LivePeers(peers.fullTable(), controls);
  }

  LivePeers with(Observation.Route control, Duration rowAge) {
    Map<PeerId, Asn> fresh = new HashMap<>();
    Instant oldest = oldest(control, rowAge);
    for (Observation.Row row : control.rows()) {
      if (fresh(row, oldest)) {
        fresh.put(row.peer(), row.path().peer().orElse(new Asn(0)));
      }
    }
    Map<Prefix, Control> all = new HashMap<>(controls);
    all.put(control.prefix(), new Control(control.at(), Map.copyOf(fresh)));
    return new LivePeers(fullTable, Map.copyOf(all));
  }

  /** After a jump: the controls are asked anew. */
  LivePeers resumed() {
    return new LivePeers(fullTable, Map.of());
  }

  static boolean fresh(Observation.Row row, Instant oldest) {
    return !row.latest().isBefore(oldest);
  }

  /** When a fresh row of an answer was last confirmed at the latest, by the source's clock. */
  static Instant oldest(Observation.Route route, Duration rowAge) {
    return route.queryTime().minus(rowAge);
  }

  /** L of {@code detection.md} 1 at {@code now}, where no control was asked in the same look. */
  Map<PeerId, Asn> at(Instant now, Duration controlAge) {
    return live(
        controls.values().stream().filter(c -> !c.at().isBefore(now.minus(controlAge))).toList());
  }

  /** L by the controls that were asked since then, however long ago that is. */
  Map<PeerId, Asn> after(Instant since) {
    return live(controls.values().stream().filter(c -> !c.at().isBefore(since)).toList());
  }

  /**
   * L by these controls alone, since what is asked together is judged together: where the source
   * shows nothing of one, an earlier answer of another proves nothing.
   */
  Map<PeerId, Asn> by(Set<Prefix> asked) {
    return live(
        controls.entrySet().stream()
            .filter(e -> asked.contains(e.getKey()))
            .map(Map.Entry::getValue)
            .toList());
  }

  private Map<PeerId, Asn> live(List<Control> some) {
    Map<PeerId, Asn> live = new HashMap<>();
    some.forEach(control -> live.putAll(control.fresh()));
    if (!fullTable.isEmpty()) {
      live.keySet().retainAll(fullTable);
    }
    return live;
  }

  /** Why a look with these live peers would not be valid; empty if it is. */
  static Optional<String> fault(Map<PeerId, Asn> live, Memory memory, Thresholds.Routes limits) {
    Set<String> collectors = new HashSet<>();
    live.keySet().forEach(peer -> collectors.add(peer.collector()));
    Set<Asn> networks = new HashSet<>(live.values());
    double usual = memory.of(Memory.LIVE_PEERS).median().orElse(0);
    if (live.size() < limits.leastPeers()) {
      return Optional.of(
          live.size() + " live peers, at least " + limits.leastPeers() + " are needed");
    }
    if (live.size() < limits.leastPeersOfUsual() * usual) {
      return Optional.of(live.size() + " live peers, usually " + Math.round(usual));
    }
    if (collectors.size() < limits.leastCollectors()) {
      return Optional.of(
          collectors.size() + " collectors, at least " + limits.leastCollectors() + " are needed");
    }
    if (networks.size() < limits.leastPeerNetworks()) {
      return Optional.of(
          networks.size()
              + " peer networks, at least "
              + limits.leastPeerNetworks()
              + " are needed");
    }
    return Optional.empty();
  }
}
