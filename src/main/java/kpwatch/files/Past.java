package kpwatch.files;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.PeerId;
import kpwatch.observation.RouteHistory;

/**
 * What an archive tells of a network over a stretch of time.
 *
 * @param control a route that is always global: who has it counts, and who loses it is lost to us
 * @param prefixes the watched prefixes, each once
 * @param block the block around them, where it is not watched itself
 * @param fullTable peers known to give the full table; empty where that is not known
 */
public record Past(
    RouteHistory control,
    List<RouteHistory> prefixes,
    Optional<RouteHistory> block,
    Set<PeerId> fullTable) {
  public Past {
    prefixes = List.copyOf(prefixes);
    fullTable = Set.copyOf(fullTable);
  }

  /**
   * The peers that count: those with the control route at the beginning, of them those with the
   * full table. The list of these is of today; where it knows less than half of them it is of no
   * use for that time, and all count.
   */
  Set<PeerId> counted() {
    Set<PeerId> all = control.initial().keySet();
    Set<PeerId> full = new HashSet<>(all);
    full.retainAll(fullTable);
    return Set.copyOf(2 * full.size() >= all.size() ? full : all);
  }
}
