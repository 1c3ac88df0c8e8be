package kpwatch.files;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.files.RisPeers.Health;
import kpwatch.files.RisPeers.Peer;
import kpwatch.network.Network;
import kpwatch.observation.Prefix;

/**
 * What RIS Live sends in the played world: each peer's changes as messages of their own, its
 * session going down where it is lost, and two beacons at their hours.
 */
final class RisLiveFrames {
  private static final String BEACON = "84.205.64.0/24";
  private static final Duration BEACONS = Duration.ofHours(2);

  private final Network network;
  private final Timeline timeline;

  RisLiveFrames(Network network, Timeline timeline) {
    this.network = network;
    this.timeline = timeline;
  }

  /** The messages of the time after {@code after} up to {@code upTo}, in order. */
  List<String> between(Instant after, Instant upTo) {
    List<String> frames = new ArrayList<>();
    for (Timeline.Turn turn : timeline.turns(after, upTo)) {
      turned(turn, frames);
    }
    Instant hour = upTo.truncatedTo(ChronoUnit.HOURS);
    long number = hour.atOffset(ZoneOffset.UTC).getHour();
    if (hour.isAfter(after) && number % BEACONS.toHours() == 0) {
      boolean begins = number % (2 * BEACONS.toHours()) == 0;
      Peer peer = RisPeers.at(0);
      frames.add(
          begins
              ? announced(peer, hour, peer.asn() + " 12654", "", Set.of(BEACON))
              : withdrawn(peer, hour, Set.of(BEACON)));
    }
    return frames;
  }

  private void turned(Timeline.Turn turn, List<String> frames) {
    List<Health> before = healths(turn.before());
    List<Health> after = healths(turn.after());
    for (int index = 0; index < RisPeers.V4; index++) {
      Peer peer = RisPeers.at(index);
      boolean was = before.get(index) == Health.FRESH;
      boolean is = after.get(index) == Health.FRESH;
      if (was && !is) {
        frames.add(state(peer, turn.at(), "down"));
      } else if (is) {
        if (!was) {
          frames.add(state(peer, turn.at(), "connected"));
        }
        changed(peer, turn, !was, frames);
      }
    }
  }

  private static List<Health> healths(Timeline.Epoch epoch) {
    return RisPeers.healths(epoch.world().instruments().peersLost().orElseThrow());
  }

  /**
   * @param anew whether its session has just come up, so that it tells everything
   */
  private void changed(Peer peer, Timeline.Turn turn, boolean anew, List<String> frames) {
    Map<Prefix, RouteTable> before = turn.before().announced().tables();
    Map<Prefix, RouteTable> after = turn.after().announced().tables();
    if (before == after && !anew) {
      return;
    }
    Set<String> gone = new LinkedHashSet<>();
    Map<RouteTable.Row, Set<String>> told = new LinkedHashMap<>();
    Set<Prefix> prefixes = new LinkedHashSet<>(before.keySet());
    prefixes.addAll(after.keySet());
    prefixes.removeAll(network.controlPrefixes());
    for (Prefix prefix : prefixes) {
      Optional<RouteTable.Row> old = before.getOrDefault(prefix, RouteTable.EMPTY).row(peer);
      Optional<RouteTable.Row> row = after.getOrDefault(prefix, RouteTable.EMPTY).row(peer);
      if (row.isEmpty() && old.isPresent()) {
        gone.add(prefix.toString());
      } else if (row.isPresent() && (anew || !old.equals(row))) {
        told.computeIfAbsent(row.get(), r -> new LinkedHashSet<>()).add(prefix.toString());
      }
    }
    if (!gone.isEmpty()) {
      frames.add(withdrawn(peer, turn.at(), gone));
    }
    told.forEach(
        (row, some) -> frames.add(announced(peer, turn.at(), row.path(), row.community(), some)));
  }

  private static String announced(
      Peer peer, Instant at, String path, String community, Set<String> prefixes) {
    String communities = community.isEmpty() ? "" : "[" + community.replace(':', ',') + "]";
    return message(
        peer,
        at,
        "\"type\":\"UPDATE\",\"path\":["
            + path.replace(' ', ',')
            + "],\"community\":["
            + communities
            + "],\"origin\":\"IGP\",\"announcements\":[{\"next_hop\":\""
            + peer.address()
            + "\",\"prefixes\":"
            + list(prefixes)
            + "}],\"withdrawals\":[]");
  }

  private static String withdrawn(Peer peer, Instant at, Set<String> prefixes) {
    return message(
        peer,
        at,
        "\"type\":\"UPDATE\",\"path\":[],\"community\":[],\"announcements\":[],\"withdrawals\":"
            + list(prefixes));
  }

  private static String state(Peer peer, Instant at, String state) {
    return message(peer, at, "\"type\":\"RIS_PEER_STATE\",\"state\":\"" + state + "\"");
  }

  private static String message(Peer peer, Instant at, String rest) {
    String host = peer.collector().name().toLowerCase(Locale.ROOT) + ".ripe.net";
    return "{\"type\":\"ris_message\",\"data\":{\"timestamp\":"
        + at.getEpochSecond()
        + ".0,\"peer\":\""
        + peer.address()
        + "\",\"peer_asn\":\""
        + peer.asn()
        + "\",\"id\":\""
        + peer.address()
        + "-"
        + Long.toHexString(at.toEpochMilli())
        + "\",\"host\":\""
        + host
        + "\","
        + rest
        + "}}";
  }

  private static String list(Set<String> prefixes) {
    return "[\"" + String.join("\",\"", prefixes) + "\"]";
  }
}
