package kpwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.command.Pulse;
import kpwatch.incident.Incident;
import kpwatch.incident.Sample;
import kpwatch.notify.Rung;
import kpwatch.notify.Sign;
import kpwatch.storage.StorageFailed;
import kpwatch.watch.Round;
import kpwatch.watch.WatchState;
import kpwatch.watch.WatchStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store whose failures are told: at the first one, then ever more seldom, at once if the reason
 * is another, and when rounds have been kept again for a minute: on a disk that is nearly full some
 * still can be. Thread-safe.
 */
final class ToldStore implements WatchStore, Pulse {
  private static final Logger LOG = LoggerFactory.getLogger(ToldStore.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final WatchStore store;
  private final Runnable check;
  private Optional<Trouble> trouble = Optional.empty();

  /**
   * What keeps rounds from being stored.
   *
   * @param last when it was last met
   * @param told when it was last said
   * @param pause until it is said again
   */
  private record Trouble(String reason, Instant since, Instant last, Instant told, Duration pause) {
    boolean toBeSaid(String now, Instant at) {
      return !reason.equals(now) || at.isBefore(told) || !at.isBefore(told.plus(pause));
    }

    Trouble said(String now, Instant at) {
      Duration longer = pause.multipliedBy(2);
      return new Trouble(now, since, at, at, longer.compareTo(LONGEST) < 0 ? longer : LONGEST);
    }

    Trouble met(Instant at) {
      return new Trouble(reason, since, at, told, pause);
    }

    boolean over(Instant at) {
      return at.isBefore(last) || !at.isBefore(last.plus(FIRST));
    }
  }

  /**
   * @param check throws {@link StorageFailed} if what is committed now would not last
   */
  ToldStore(WatchStore store, Runnable check) {
    this.store = store;
    this.check = check;
  }

  @Override
  public Optional<WatchState> load() {
    return store.load();
  }

  @Override
  public List<Sample> samples() {
    return store.samples();
  }

  @Override
  public List<Incident> ended(Instant since) {
    return store.ended(since);
  }

  @Override
  public List<Rung> rung(Instant since, Set<String> incidents) {
    return store.rung(since, incidents);
  }

  @Override
  public void commit(Round round) {
    try {
      store.commit(round);
    } catch (StorageFailed e) {
      failed(String.valueOf(e.getMessage()), round.at());
      throw e;
    }
    kept(round.at());
  }

  /** Notices a fault of the file also while there is nothing to store. */
  void look(Instant now) {
    try {
      check.run();
    } catch (StorageFailed e) {
      failed(String.valueOf(e.getMessage()), now);
    }
  }

  private synchronized void failed(String reason, Instant at) {
    Trouble before = trouble.orElse(new Trouble("", at, at, at, FIRST.dividedBy(2)));
    if (before.toBeSaid(reason, at)) {
      LOG.error(
          "{}; since {} what is seen cannot be stored, so nothing is said and nobody asked; it is"
              + " tried again every second",
          reason,
          before.since());
      trouble = Optional.of(before.said(reason, at));
    } else {
      trouble = Optional.of(before.met(at));
    }
  }

  private synchronized void kept(Instant at) {
    Optional<Trouble> over = trouble.filter(t -> t.over(at));
    if (over.isPresent()) {
      LOG.warn("what is seen is stored again; it was not since {}", over.get().since());
      trouble = Optional.empty();
    }
  }

  @Override
  public synchronized List<Sign> signs(Instant now) {
    return List.of(
        trouble
            .map(
                t ->
                    new Sign(
                        "Storage",
                        false,
                        Sign.Harm.UNSEEING,
                        "what is seen cannot be stored since " + t.since() + ": " + t.reason()))
            .orElse(new Sign("Storage", true, Sign.Harm.UNSEEING, "what is seen is stored")));
  }
}
