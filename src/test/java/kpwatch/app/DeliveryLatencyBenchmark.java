package kpwatch.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import kpwatch.dispatch.Carriers;
import kpwatch.dispatch.Pace;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Incident;
import kpwatch.incident.Sample;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.notify.Rung;
import kpwatch.notify.SendResult;
import kpwatch.observation.Answer;
import kpwatch.rislive.LiveStream;
import kpwatch.schedule.Timetable;
import kpwatch.storage.Database;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.subscription.ChannelRef;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.Unattended;
import kpwatch.testkit.rislive.CountryFrames;
import kpwatch.watch.PlanBench;
import kpwatch.watch.Round;
import kpwatch.watch.WatchState;
import kpwatch.watch.WatchStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the beginning of the step that is given the observation which completes a confirmation to
 * the first call of a messenger, with a thousand subscriptions: detection, assessment, wording, the
 * commit of a thousand deliveries to a file, the claim and the handing over to a thread. The
 * country's time is made up, everything else is as in production.
 */
@Tag("delivery")
class DeliveryLatencyBenchmark {
  private static final int SUBSCRIBED = 1000;
  private static final int SAID = 1000;

  /** More than any year has had. */
  private static final int OUTAGES = 20;

  private static final int WISHES = 10_000;
  private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

  @TempDir Path folder;

  private final Country country = new Country(NetworkFile.read("kp"), Bench.PEERS);
  private final AtomicLong first = new AtomicLong();
  private final List<Long> micros = new ArrayList<>();
  private volatile CountDownLatch sent = new CountDownLatch(0);
  private volatile Instant now = BEGIN;
  private long began;

  /** Whether the country has changed since the stream told it. */
  private boolean moved;

  private boolean told;

  @Test
  void fromTheObservationToTheFirstRequest() throws Exception {
    for (int i = 0; micros.size() < SAID; i++) {
      year(folder.resolve("year" + i + ".db"));
    }
    tell("observation to first request with " + SUBSCRIBED + " subscriptions", micros);
  }

  /** A database of its own, so that it holds no more than a bad year would leave in it. */
  private void year(Path file) throws Exception {
    now = BEGIN;
    try (Database database = Database.open("jdbc:sqlite:" + file, InstantSource.system())) {
      SqlSubscriptions subscribers = new SqlSubscriptions(database);
      for (int i = 0; i < SUBSCRIBED; i++) {
        subscribers.put(
            Listeners.hearingAll(new ChannelRef("chat", "1000" + i), BEGIN), List.of(), BEGIN);
      }
      Outbox outbox = new SqlOutbox(database, subscribers);
      try (Carriers carriers = new Carriers(outbox, () -> now, Unattended.supervisor())) {
        carriers.of(new Prompt(), Pace.USUAL);
        carriers.start();
        WatchStore store = new Telling(new SqlWatchStore(database, subscribers), carriers);
        live(store, subscribers, outbox);
      }
    }
  }

  /**
   * What Quartz adds: from the wish for a round, which a look that comes back makes, to the round.
   */
  @Test
  void fromTheWishForARoundToTheRound() throws Exception {
    List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    Semaphore run = new Semaphore(0);
    AtomicLong wished = new AtomicLong(System.nanoTime());
    try (Timetable timetable = new Timetable(Duration.ofSeconds(2), Unattended.supervisor())) {
      timetable.every(
          "watch",
          Duration.ofSeconds(1),
          () -> {
            waits.add((System.nanoTime() - wished.get()) / 1_000);
            run.release();
          });
      timetable.start();
      for (int i = 0; i < WISHES; i++) {
        run.drainPermits();
        wished.set(System.nanoTime());
        timetable.soon("watch");
        run.acquire();
        LockSupport.parkNanos(1_000_000);
      }
    }
    tell("wish to round", waits);
  }

  private static void tell(String what, List<Long> micros) {
    List<Long> sorted = new ArrayList<>(micros);
    Collections.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s, n = %d: median %.1f ms, p99 %.1f ms, most %.1f ms%n",
        what,
        sorted.size(),
        sorted.get(sorted.size() / 2) / 1e3,
        sorted.get(sorted.size() * 99 / 100) / 1e3,
        sorted.get(sorted.size() - 1) / 1e3);
  }

  private void live(WatchStore store, SqlSubscriptions subscribers, Outbox outbox) {
    PlanBench plan = new PlanBench(country, store, subscribers, BEGIN);
    LiveStream stream = new LiveStream(country.network());
    CountryFrames frames = new CountryFrames(country, BEGIN);
    stream.opened(BEGIN);
    plan.hears(stream)
        .beforeEachTick(
            () -> {
              plan.forget();
              now = plan.now();
              if (moved || told) {
                carried(outbox);
                told = false;
              }
              if (moved) {
                frames.changes(now).forEach(frame -> stream.frame(frame, now));
                moved = false;
              }
              stream.frame(CountryFrames.PONG, now);
              began = System.nanoTime();
            });
    plan.goOn(Duration.ofHours(2));
    for (int outage = 0; outage < OUTAGES; outage++) {
      country.everyRoute(0);
      country.everyHost(Answer.TIMEOUT);
      moved = true;
      plan.goOn(Duration.ofMinutes(40));
      country.well();
      moved = true;
      plan.goOn(Duration.ofHours(8));
    }
  }

  /** What was told and edited is settled, as it is minutes later. */
  private void carried(Outbox outbox) {
    while (!outbox.due("chat", now, 1).isEmpty()
        || outbox.stale("chat").stream().anyMatch(edit -> edit.due(now))) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** The real store; when a round that says something was kept, the carriers are woken. */
  private final class Telling implements WatchStore {
    private final WatchStore store;
    private final Carriers carriers;

    Telling(WatchStore store, Carriers carriers) {
      this.store = store;
      this.carriers = carriers;
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
      int heard = round.speech().posts().stream().mapToInt(p -> p.recipients().size()).sum();
      if (round.speech().equals(Round.Speech.NONE)) {
        return; // what nobody is told of is stored by production, but not measured here
      }
      if (heard > 0) {
        sent = new CountDownLatch(SUBSCRIBED);
        first.set(0);
      }
      store.commit(round);
      told = true;
      carriers.wake();
      if (heard > 0) {
        await();
        micros.add((first.get() - began) / 1_000);
      }
    }

    private void await() {
      try {
        if (!sent.await(60, TimeUnit.SECONDS)) {
          throw new AssertionError(sent.getCount() + " were not sent");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** A platform that takes every message at once, and of edits the last one only. */
  private final class Prompt implements Messenger {
    @Override
    public String platform() {
      return "chat";
    }

    @Override
    public SendResult send(Delivery delivery, Message message) {
      first.compareAndSet(0, System.nanoTime());
      sent.countDown();
      return new SendResult.Sent(Optional.of(Long.toString(delivery.number())));
    }

    @Override
    public SendResult edit(CardEdit edit) {
      return new SendResult.Frozen("hours of edits would outlast the benchmark");
    }
  }
}
