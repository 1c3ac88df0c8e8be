package kpwatch.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Sample;
import kpwatch.notify.Recipient;
import kpwatch.notify.Rung;
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
  private final List<Rung> rung = new ArrayList<>();
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
  public List<Rung> rung(Instant since, Set<String> incidents) {
    return rung.stream()
        .filter(
            r -> !r.at().isBefore(since) || r.incident().filter(incidents::contains).isPresent())
        .toList();
  }

  @Override
  public void commit(Round round) {
    round.speech().posts().forEach(this::rang);
    samples.addAll(round.samples());
    round.changes().stream()
        .map(IncidentChange::incident)
        .filter(Incident::closed)
        .forEach(ended::add);
    state = Optional.of(round.state());
  }

  private void rang(Round.Post post) {
    post.recipients().stream()
        .filter(Recipient::sounding)
        .map(to -> new Rung(to.channel(), post.notification().incident(), post.notification().at()))
        .forEach(rung::add);
  }
}
