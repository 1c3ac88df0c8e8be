package kpwatch.ripestat;

import java.util.Optional;
import kpwatch.observation.PeerId;

/** How {@code bgplay} and {@code bgp-updates} name a peer: {@code 26-185.1.8.3}. */
final class SourceId {
  private SourceId() {}

  /** Split at the first dash, since what follows may hold anything. Empty if it is no such name. */
  static Optional<PeerId> parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 1 || dash > 2 || !text.substring(0, dash).chars().allMatch(SourceId::digit)) {
      return Optional.empty();
    }
    String collector = (dash == 1 ? "RRC0" : "RRC") + text.substring(0, dash);
    try {
      return Optional.of(new PeerId(collector, text.substring(dash + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
