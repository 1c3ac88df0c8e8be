package kpwatch.ripestat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Around;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.Prefix;

/**
 * The {@code data} of one {@code looking-glass} answer.
 *
 * @param wanted makes the observation of it
 * @param rows by the prefix that they are for, in the order of the answer
 */
record LookingGlass(Wanted wanted, Instant queryTime, Map<Prefix, List<Row>> rows)
    implements Reading {
  /** What was asked: which rows belong to the answer, and what they make. */
  sealed interface Wanted {
    boolean takes(Prefix prefix);

    Observation seen(Instant completed, LookingGlass answer);
  }

  /** Exactly this prefix. */
  record Exactly(Prefix prefix) implements Wanted {
    @Override
    public boolean takes(Prefix other) {
      return other.equals(prefix);
    }

    @Override
    public Observation seen(Instant completed, LookingGlass answer) {
      List<Row> rows = answer.rows.getOrDefault(prefix, List.of());
      return new Route(completed, prefix, answer.queryTime, rows);
    }
  }

  /** Whatever leads to an address of {@code within}. */
  record Surrounding(Prefix within, InetAddress address) implements Wanted {
    @Override
    public boolean takes(Prefix other) {
      return other.covers(within) || within.covers(other);
    }

    @Override
    public Observation seen(Instant completed, LookingGlass answer) {
      List<Route> found = new ArrayList<>();
      answer.rows.forEach((p, rows) -> found.add(new Route(completed, p, answer.queryTime, rows)));
      return new Around(completed, within, address, answer.queryTime, found);
    }
  }

  @Override
  public Observation at(Instant completed) {
    return wanted.seen(completed, this);
  }

  @Override
  public Optional<Instant> dataTime() {
    return Optional.of(queryTime);
  }
}
