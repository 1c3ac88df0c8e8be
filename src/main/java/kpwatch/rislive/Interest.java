package kpwatch.rislive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.network.Network;
import kpwatch.observation.Prefix;

/**
 * Which prefixes are worth keeping: the watched ones, what lies inside them, and what covers them.
 */
final class Interest {
  /**
   * Two of RIPE's beacons, announced and withdrawn at fixed hours: 84.205.64.0/24 at RRC00 and the
   * next at RRC01 (https://github.com/RIPE-NCC/ris-docs, 30_routing_beacons.md; not seen live).
   */
  static final List<String> BEACONS = List.of("84.205.64.0/24", "84.205.65.0/24");

  /** A shorter route that covers a prefix is a default route: it leads everywhere. */
  private static final int DEFAULT = 16;

  private final List<Prefix> watched;
  private final List<Prefix> blocks;
  private final Set<Prefix> beacons;
  private final boolean six;

  Interest(Network network) {
    watched = network.prefixes();
    blocks = Stream.concat(watched.stream(), network.block().stream()).distinct().toList();
    beacons = Set.copyOf(BEACONS.stream().map(Prefix::parse).toList());
    six = blocks.stream().anyMatch(p -> p.address().getAddress().length > 4);
  }

  List<Prefix> watched() {
    return watched;
  }

  boolean watches(Prefix prefix) {
    return watched.contains(prefix);
  }

  /** The prefix, if it is of interest or a beacon; empty for anything else, a prefix or not. */
  Optional<Prefix> read(String text) {
    if (!six && text.indexOf(':') >= 0) {
      return Optional.empty();
    }
    try {
      Prefix prefix = Prefix.parse(text);
      return keeps(prefix) || beacon(prefix) ? Optional.of(prefix) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // "eor" and other words that stand in the place of a prefix
    }
  }

  boolean beacon(Prefix prefix) {
    return beacons.contains(prefix);
  }

  private boolean keeps(Prefix prefix) {
    for (Prefix block : blocks) {
      if (block.covers(prefix) || (prefix.length() >= DEFAULT && prefix.covers(block))) {
        return true;
      }
    }
    return false;
  }
}
