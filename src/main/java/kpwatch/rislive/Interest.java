package kpwatch.rislive;

import java.util.Arrays;
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
  /** A shorter route that covers a prefix is a default route: it leads everywhere. */
  private static final int DEFAULT = 16;

  private final List<Prefix> watched;
  private final List<Prefix> blocks;
  private final Set<Prefix> beacons;
  private final boolean six;

  /** The first numbers of IPv4 prefixes that may be of interest; few others need to be read. */
  private final boolean[] first = new boolean[256];

  Interest(Network network) {
    watched = network.prefixes();
    blocks = Stream.concat(watched.stream(), network.block().stream()).distinct().toList();
    beacons = Set.copyOf(Subscriptions.BEACONS);
    six = blocks.stream().anyMatch(p -> p.address().getAddress().length > 4);
    Stream.concat(blocks.stream(), beacons.stream())
        .filter(p -> p.address().getAddress().length == 4)
        .forEach(this::first);
  }

  private void first(Prefix prefix) {
    int number = prefix.address().getAddress()[0] & 0xff;
    int others = prefix.length() < 8 ? 0xff >> prefix.length() : 0;
    Arrays.fill(first, number, number + others + 1, true);
  }

  List<Prefix> watched() {
    return watched;
  }

  boolean watches(Prefix prefix) {
    return watched.contains(prefix);
  }

  /** The prefix, if it is of interest or a beacon; empty for anything else, a prefix or not. */
  Optional<Prefix> read(String text) {
    if (!(four(text) || (six && text.indexOf(':') >= 0))) {
      return Optional.empty();
    }
    try {
      Prefix prefix = Prefix.parse(text);
      return keeps(prefix) || beacon(prefix) ? Optional.of(prefix) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // "eor" and other words that stand in the place of a prefix
    }
  }

  /** Whether it begins like an IPv4 prefix of interest. */
  private boolean four(String text) {
    int number = 0;
    for (int i = 0; i < text.length() && i <= 3; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return i > 0 && text.charAt(i) == '.' && number < first.length && first[number];
      }
      number = 10 * number + digit;
    }
    return false;
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
