package kpwatch.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.notify.PlatformNotes;
import kpwatch.supervision.FailureStreak;
import kpwatch.supervision.Supervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes updates in: each once, none at the cost of another. Presses are acknowledged first; then
 * what changes something is stored in the {@link Inbox}, then Telegram is told that all have come,
 * and then they are handed to the queue of their chat. So a crash loses questions at most, which
 * people ask again.
 */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final String NOTE = "telegram/updates";
  static final String ITEM = "Telegram update";
  private static final int TRIES = 3;

  /** An errand that always finds another reason to wait is given up. */
  private static final int MOST_STEPS = 20;

  private final PlatformNotes notes;
  private final FairQueue queue;
  private final Errands errands;
  private final Presses presses;
  private final Condition condition;
  private final Supervisor supervisor;
  private final InstantSource clock;
  private final Inbox inbox;
  private final ReadingMark mark;
  private final LateErrands late = new LateErrands();
  private final FailureStreak nameless = new FailureStreak();
  private final FailureStreak leftOut = new FailureStreak();
  private final FailureStreak unnoted = new FailureStreak();
  private Ledger ledger;
  private boolean resumed;
  private int tries;

  Reception(
      PlatformNotes notes,
      FairQueue queue,
      Errands errands,
      Presses presses,
      Condition condition,
      Supervisor supervisor,
      InstantSource clock) {
    this.notes = notes;
    this.queue = queue;
    this.errands = errands;
    this.presses = presses;
    this.condition = condition;
    this.supervisor = supervisor;
    this.clock = clock;
    this.inbox = new Inbox(notes);
    this.mark = new ReadingMark(notes);
    this.ledger = notes.find(NOTE).map(Ledger::parse).orElse(Ledger.EMPTY);
  }

  long offset(Instant now) {
    return ledger.offset(now);
  }

  /** How many updates to ask for at once: one where an earlier run ended by reading some. */
  int most(Instant now) {
    return mark.isSuspect(offset(now)) ? 1 : UpdateSource.MOST;
  }

  /** Whether something waits until all that has come is read. */
  boolean isHolding() {
    return !late.isEmpty();
  }

  /**
   * @param allRead whether Telegram has no more for now
   * @return false if nothing among them was new, or the first new one could not be stored yet
   */
  boolean take(List<Arrival> arrivals, boolean allRead) {
    resume();
    List<Arrival> fresh = fresh(arrivals);
    fresh.forEach(update -> update.tree().ifPresent(this::acknowledge));
    if (!fresh.isEmpty()) {
      begin(fresh);
    }
    List<Errand> read = fresh.stream().flatMap(update -> read(update).stream()).toList();
    int most = stored(read) ? fresh.size() : untilStored(fresh, read);
    Set<Long> taken = new HashSet<>();
    for (Arrival update : fresh.subList(0, most)) {
      taken.add(update.id().orElseThrow());
      ledger = ledger.with(update.id().orElseThrow(), clock.instant());
    }
    if (most > 0) {
      note();
    }
    read.stream().filter(errand -> taken.contains(errand.id())).forEach(this::sort);
    if (late.due(allRead, clock.instant())) {
      late.release().forEach(this::hand);
    }
    return most > 0;
  }

  /** What an earlier run had stored and not ended. */
  private void resume() {
    if (resumed) {
      return;
    }
    List<JsonNode> left = inbox.left();
    resumed = true;
    for (JsonNode update : left) {
      Arrival again = Arrival.of(update);
      again.id().ifPresent(id -> ledger = ledger.with(id, clock.instant()));
      Optional<Errand> errand = read(again);
      errand.ifPresentOrElse(
          e -> queue.add(e.from(), new Undertaking(e)), () -> again.id().ifPresent(this::ended));
    }
  }

  private List<Arrival> fresh(List<Arrival> arrivals) {
    List<Arrival> fresh = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    for (Arrival update : arrivals) {
      if (update.id().isEmpty()) {
        if (nameless.again()) {
          LOG.error("Telegram sent something without an update_id; it is left out");
        }
      } else if (isNew(update.id().get()) && ids.add(update.id().get())) {
        fresh.add(update);
      }
    }
    return fresh;
  }

  private boolean isNew(long id) {
    return !ledger.has(id, clock.instant());
  }

  private void acknowledge(JsonNode update) {
    try {
      presses.acknowledge(update);
    } catch (Throwable e) { // it costs this press alone
      supervisor.failed(ITEM, e);
    }
  }

  /** Nobody is left without an answer for as long as a disk is full. */
  private void begin(List<Arrival> fresh) {
    try {
      mark.begin(fresh.stream().map(update -> update.id().orElseThrow()).toList());
    } catch (RuntimeException e) {
      unnoted(e);
    }
  }

  /** Empty for what is not for us, or cannot be read. */
  private Optional<Errand> read(Arrival update) {
    long id = update.id().orElse(0L);
    if (update.tree().isEmpty() || mark.culprit().equals(update.id())) {
      condition.unreadable();
      if (leftOut.again()) {
        LOG.error("update {} cannot be read, and is left out", id);
      }
      return Optional.empty();
    }
    try {
      return errands.read(id, update.tree().get());
    } catch (Throwable e) { // it costs this update alone
      condition.unreadable();
      supervisor.failed(ITEM, e);
      return Optional.empty();
    }
  }

  /** False if it should be tried again: our own trouble, such as a full disk, may pass. */
  private boolean stored(List<Errand> read) {
    try {
      inbox.add(read.stream().filter(Errand::isStored).map(Errand::tree).toList());
      tries = 0;
      return true;
    } catch (RuntimeException e) {
      tries++;
      boolean over = tries >= TRIES;
      LOG.error(
          "what is to be changed cannot be stored ({} times{}): {}",
          tries,
          over ? "; it is tried all the same" : "",
          e.getMessage());
      tries = over ? 0 : tries;
      return over;
    }
  }

  /** How many come before the first that is to be stored. */
  private static int untilStored(List<Arrival> fresh, List<Errand> read) {
    long first = read.stream().filter(Errand::isStored).findFirst().map(Errand::id).orElse(0L);
    int most = 0;
    while (most < fresh.size() && !fresh.get(most).id().equals(Optional.of(first))) {
      most++;
    }
    return most;
  }

  /**
   * What was dealt with is not dealt with again because it could not be noted: nobody wants the
   * same answer for as long as a disk is full. Only a restart meanwhile could repeat one.
   */
  private void note() {
    try {
      notes.keep(NOTE, ledger.text());
      unnoted.over();
    } catch (RuntimeException e) {
      unnoted(e);
    }
  }

  private void unnoted(RuntimeException e) {
    if (unnoted.again()) {
      LOG.error("what was received from Telegram cannot be noted: {}", e.getMessage());
    }
  }

  private void sort(Errand errand) {
    Instant now = clock.instant();
    if (errand.kind() != Errand.Kind.NEWS && errand.lateness().isLate(now)) {
      late.add(errand, now).forEach(out -> ended(out.id()));
      return;
    }
    late.release(errand.from().chat()).forEach(this::hand);
    hand(errand);
  }

  private void hand(Errand errand) {
    Undertaking work = new Undertaking(errand);
    boolean old = errand.lateness().isLate(clock.instant());
    boolean taken =
        errand.kind() == Errand.Kind.NEWS || old
            ? queue.add(errand.from(), work)
            : queue.offer(errand.from(), work);
    if (!taken) {
      ended(errand.id());
    }
  }

  private void ended(long id) {
    try {
      inbox.ended(id);
    } catch (RuntimeException e) {
      unnoted(e);
    }
  }

  /** An errand under way. */
  private final class Undertaking implements Work {
    private final Errand errand;
    private int failures;
    private int steps;

    Undertaking(Errand errand) {
      this.errand = errand;
    }

    @Override
    public Optional<Duration> step() {
      try {
        Optional<Duration> again = errand.steps().step(errand.lateness());
        steps++;
        if (again.isPresent() && steps < MOST_STEPS) {
          return again;
        }
        ended(errand.id());
        if (again.isPresent()) {
          errands.sorry(errand.from());
        }
      } catch (RuntimeException e) {
        failures++;
        // Our own trouble, such as a full disk, may pass.
        if (errand.isStored() && failures < TRIES) {
          return Optional.of(Duration.ofSeconds(failures));
        }
        failed(e);
      } catch (Throwable e) { // it costs this update alone
        failed(e);
      }
      return Optional.empty();
    }

    private void failed(Throwable thrown) {
      supervisor.failed(ITEM, thrown);
      ended(errand.id());
      if (errand.kind() != Errand.Kind.NEWS) {
        errands.sorry(errand.from());
      }
    }
  }
}
