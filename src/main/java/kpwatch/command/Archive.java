package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kpwatch.assess.Assessment;
import kpwatch.command.History.Entry;
import kpwatch.incident.Incident;
import kpwatch.watch.Round;

/**
 * The incidents in memory, so that every question is answered at once: read at start, kept up by
 * each round. Thread-safe.
 */
public final class Archive {
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  public Archive(History history, Instant since) {
    history.since(since).forEach(entry -> entries.put(entry.incident().code(), entry));
  }

  /** Takes in what a round changed. */
  public void after(Round round) {
    round.changes().forEach(change -> put(change.incident()));
    round.state().tracks().open().forEach(this::put);
    for (Assessment assessment : round.assessments()) {
      entries.computeIfPresent(
          assessment.incident(), (code, entry) -> entry.with(Optional.of(assessment)));
    }
  }

  /** Case and a missing {@code KP-} are forgiven. */
  public Optional<Entry> find(String code) {
    String wanted = code.strip().toUpperCase(Locale.ROOT);
    return Optional.ofNullable(entries.get(wanted))
        .or(
            () ->
                newestFirst().stream()
                    .filter(e -> e.incident().code().endsWith("-" + wanted))
                    .findFirst());
  }

  public List<Entry> newestFirst() {
    List<Entry> all = new ArrayList<>(entries.values());
    all.sort(
        (a, b) -> {
          int byOpening = b.incident().opened().compareTo(a.incident().opened());
          return byOpening != 0 ? byOpening : a.incident().code().compareTo(b.incident().code());
        });
    return Collections.unmodifiableList(all);
  }

  private void put(Incident incident) {
    entries.merge(
        incident.code(),
        new Entry(incident, Optional.empty()),
        (old, fresh) -> new Entry(incident, old.assessment(), old.origin()));
  }
}
