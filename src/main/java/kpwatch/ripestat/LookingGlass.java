package kpwatch.ripestat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.Prefix;

/** The {@code data} of one {@code looking-glass} answer. */
record LookingGlass(Prefix prefix, Instant queryTime, List<Row> rows) implements Reading {
  @Override
  public Observation at(Instant completed) {
    return new Route(completed, prefix, queryTime, rows);
  }

  @Override
  public Optional<Instant> dataTime() {
    return Optional.of(queryTime);
  }
}
