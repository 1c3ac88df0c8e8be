package kpwatch.files;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.network.Network;

/**
 * What the outside world looked like, minute by minute. It is played over {@code [start, end]}.
 *
 * @param initial the complete state at {@code start}
 * @param changes in time order; each holds from its {@code at} until changed again
 * @param expectedJson what tests expect of a replay, as JSON text; the program ignores it
 */
public record Scenario(
    String id,
    String title,
    Network network,
    Instant start,
    Instant end,
    World initial,
    List<Change> changes,
    Optional<String> expectedJson) {
  public Scenario {
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("a scenario must end after it starts: " + start);
    }
    changes = List.copyOf(changes);
    Instant last = start;
    for (Change change : changes) {
      if (change.at().isBefore(last)) {
        throw new IllegalArgumentException("changes out of order at " + change.at());
      }
      last = change.at();
    }
  }

  /** The program itself is stopped or started. */
  public record MonitorSwitch(Instant at, Monitor monitor) {}

  /** When the program is stopped and started again, in time order, the state at the start first. */
  public List<MonitorSwitch> monitorSwitches() {
    List<MonitorSwitch> switches = new ArrayList<>();
    Monitor current = initial.instruments().monitor().orElse(Monitor.ON);
    switches.add(new MonitorSwitch(start, current));
    for (Change change : changes) {
      Monitor next = change.world().instruments().monitor().orElse(current);
      if (next != current) {
        switches.add(new MonitorSwitch(change.at(), next));
        current = next;
      }
    }
    return List.copyOf(switches);
  }
}
