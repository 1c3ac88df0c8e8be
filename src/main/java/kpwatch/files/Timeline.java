package kpwatch.files;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import kpwatch.network.Network;
import kpwatch.observation.Subject;

/** A scenario worked out: what holds from each of its changes to the next. */
final class Timeline {
  /**
   * What holds from a change to the next.
   *
   * @param since when each host's record was last replaced
   * @param frozen what RIPEstat still shows while it is stale
   */
  record Epoch(
      World world, Map<Subject, Instant> since, Announced announced, Optional<Frozen> frozen) {}

  /** Old data and its age. */
  record Frozen(Instant at, Announced announced) {}

  private final NavigableMap<Instant, Epoch> epochs;

  private Timeline(NavigableMap<Instant, Epoch> epochs) {
    this.epochs = Collections.unmodifiableNavigableMap(epochs);
  }

  static Timeline of(Scenario scenario) {
    Network network = scenario.network();
    Instant start = scenario.start();
    Map<Subject, Instant> since = new HashMap<>();
    scenario.initial().hosts().keySet().forEach(host -> since.put(host, start));
    Announced first = Announced.initial(network, scenario.initial(), start);
    Epoch epoch =
        new Epoch(
            scenario.initial(),
            Map.copyOf(since),
            first,
            stale(scenario.initial()) ? Optional.of(new Frozen(start, first)) : Optional.empty());
    NavigableMap<Instant, Epoch> epochs = new TreeMap<>(Map.of(start, epoch));
    for (Change change : scenario.changes()) {
      epoch = next(network, epoch, change);
      epochs.put(change.at(), epoch);
    }
    return new Timeline(epochs);
  }

  /** From what held before a change to what holds after it. */
  record Turn(Instant at, Epoch before, Epoch after) {}

  /** The changes after {@code after} up to {@code upTo}, in order. */
  List<Turn> turns(Instant after, Instant upTo) {
    List<Turn> turns = new ArrayList<>();
    epochs
        .subMap(after, false, upTo, true)
        .forEach(
            (at, epoch) -> {
              Map.Entry<Instant, Epoch> before = epochs.lowerEntry(at);
              if (before != null) {
                turns.add(new Turn(at, before.getValue(), epoch));
              }
            });
    return turns;
  }

  /** What holds at a time; before the start, what holds at the start. */
  Epoch at(Instant now) {
    Map.Entry<Instant, Epoch> entry = epochs.floorEntry(now);
    return entry == null ? epochs.firstEntry().getValue() : entry.getValue();
  }

  private static Epoch next(Network network, Epoch before, Change change) {
    World world = before.world().with(change.world());
    Map<Subject, Instant> since = new HashMap<>(before.since());
    change.world().hosts().keySet().forEach(host -> since.put(host, change.at()));
    Optional<Frozen> frozen =
        stale(world)
            ? before.frozen().or(() -> Optional.of(new Frozen(change.at(), before.announced())))
            : Optional.empty();
    return new Epoch(
        world,
        Map.copyOf(since),
        before.announced().after(network, world, change.world(), change.at()),
        frozen);
  }

  private static boolean stale(World world) {
    return world.instruments().ripestat().orElse(RipeStat.OK) == RipeStat.STALE;
  }
}
