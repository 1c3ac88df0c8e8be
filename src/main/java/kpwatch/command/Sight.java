package kpwatch.command;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import kpwatch.assess.Assessment;
import kpwatch.command.History.Entry;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Seen;
import kpwatch.notify.Times;
import kpwatch.notify.Wording;
import kpwatch.watch.WatchState;

/**
 * What the commands look at; all of it is in memory.
 *
 * @param present the state of the watch after the last round
 */
record Sight(Network network, Wording wording, Supplier<WatchState> present, Archive archive) {
  WatchState state() {
    return present.get();
  }

  Tracks tracks() {
    return state().tracks();
  }

  /** An incident by its code, however it is written, with what is thought of it now. */
  Optional<Entry> find(String code) {
    return archive.find(code).map(this::present);
  }

  /** The incident that is meant when none is named: the worst that is open, else the last. */
  Optional<Entry> meant() {
    Optional<Entry> open = Concern.open(tracks()).map(i -> present(new Entry(i, Optional.empty())));
    return open.or(() -> archive.newestFirst().stream().findFirst().map(this::present));
  }

  private Entry present(Entry entry) {
    Optional<Assessment> now =
        Optional.ofNullable(state().assessments().get(entry.incident().code()));
    return now.isPresent() ? entry.with(now) : entry;
  }

  /** What is seen now; while something is wrong, only what was asked since it began counts. */
  Seen seen(Tracks tracks) {
    Instant since =
        Concern.open(tracks)
            .filter(i -> i.scope().filter(s -> s != Scope.UPSTREAM).isPresent())
            .map(Incident::onset)
            .orElse(Instant.MIN);
    return new Seen(network, tracks, since);
  }

  Times times() {
    return new Times(network);
  }
}
