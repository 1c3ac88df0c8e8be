package kpwatch.observation;

import java.util.List;
import java.util.Map;
import kpwatch.observation.RouteArchive.Update;

/**
 * Who had which route to a prefix over a stretch of the past.
 *
 * @param initial by peer, at its beginning
 * @param updates what changed since, in order of time
 */
public record RouteHistory(Prefix prefix, Map<PeerId, AsPath> initial, List<Update> updates) {
  public RouteHistory {
    initial = Map.copyOf(initial);
    updates = List.copyOf(updates);
  }
}
