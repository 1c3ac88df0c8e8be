package kpwatch.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Sample;
import kpwatch.watch.Round;
import kpwatch.watch.WatchState;
import kpwatch.watch.WatchStore;

/**
 * The state of a watch that is not kept beyond the process: for {@code replay}, whose world is not
 * real either.
 */
final class RememberedStore implements WatchStore {
  private final List<Sample> samples = new ArrayList<>();
  private final List<Incident> ended = new ArrayList<>();
  private Optional<WatchState> state = Optional.empty();

  @Override
  public Optional<WatchState> load() {
    return state;
  }

  @Override
  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  @Override
  public List<Incident> ended(Instant since) {
    return ended.stream().filter(i -> !i.opened().isBefore(since)).toList();
  }

  @Override
  public void commit(Round round) {
    samples.addAll(round.samples());
    round.changes().stream()
        .map(IncidentChange::incident)
        .filter(Incident::closed)
        .forEach(ended::add);
    state = Optional.of(round.state());
  }
}
