package kpwatch.dispatch;

import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.notify.SendResult;
import kpwatch.subscription.ChannelRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the deliveries of one platform, channels side by side, each channel's in order, and keeps
 * the cards there up to date. A delivery is settled only after the platform answered; that an
 * attempt begins is written down before it is made.
 */
public final class Dispatcher implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Outbox outbox;
  private final Messenger messenger;
  private final InstantSource clock;
  private final Pace pace;
  private final Executor workers;
  private final Backlog backlog;
  private final Settling settling;
  private final Feeler feeler = new Feeler();
  private final SweepThread thread;
  private volatile boolean asked = true;
  private Instant looked = Instant.MIN;

  /**
   * @param workers make the calls, as many at a time as {@code pace} says; {@code Runnable::run}
   *     makes one after the other
   */
  public Dispatcher(
      Outbox outbox, Messenger messenger, InstantSource clock, Pace pace, Executor workers) {
    this.outbox = outbox;
    this.messenger = messenger;
    this.clock = clock;
    this.pace = pace;
    this.workers = workers;
    this.backlog = new Backlog(outbox, messenger, pace);
    this.settling = new Settling(outbox, messenger.platform(), backlog, feeler, pace);
    this.thread = new SweepThread(messenger.platform(), this::carryOn, pace);
  }

  /** Begins to send, at once and on each sweep. */
  public void start() {
    thread.start();
  }

  /** Something may be due now. Does not wait for it; without effect before {@link #start}. */
  public void wake() {
    asked = true;
    thread.wake();
  }

  /** Begins no more; what is under way goes on. */
  public void stop() {
    thread.stop();
  }

  /** Stops, and gives what is under way a bounded time to finish. */
  @Override
  public void close() {
    close(pace.finish());
  }

  void close(Duration finish) {
    thread.close(finish);
  }

  /**
   * Looks and begins what is due and has room, until there is no more; what the workers have
   * answered by then is settled. A failure of the outbox is thrown and ends the run; the next run
   * first settles what was answered.
   *
   * @return how long until there is room for what still waits, {@code sweep} at most
   */
  public Duration runDue() {
    asked = true;
    return carryOn();
  }

  private synchronized Duration carryOn() {
    boolean more = true;
    while (more) {
      boolean settled = settling.settle();
      more = !thread.closing() && !settling.down() && began(settled);
    }
    if (thread.closing() && backlog.underWay() == 0) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    Duration wait = feeler.ill() ? feeler.left(now) : backlog.wait(now).orElse(pace.sweep());
    return wait.compareTo(pace.sweep()) < 0 ? wait : pace.sweep();
  }

  /** True if something was begun. */
  private boolean began(boolean settled) {
    Instant now = clock.instant();
    if (feeler.ill()) {
      return felt(now);
    }
    boolean old = now.isBefore(looked) || !now.isBefore(looked.plus(pace.sweep()));
    if (asked || old || (settled && backlog.isEmpty())) {
      asked = false;
      backlog.look(now);
      looked = now;
    }
    List<Delivery> some = backlog.deliveries(now);
    return some.isEmpty() ? edited(now) : sent(some, now);
  }

  private boolean sent(List<Delivery> some, Instant now) {
    List<Delivery> claimed = claimed(some, now);
    Set<ChannelRef> called = claimed.stream().map(Delivery::channel).collect(Collectors.toSet());
    for (Delivery delivery : some) {
      if (!called.contains(delivery.channel())) {
        backlog.left(delivery.channel());
        asked = true;
      }
    }
    claimed.forEach(delivery -> workers.execute(() -> answered(delivery, now)));
    return true;
  }

  private List<Delivery> claimed(List<Delivery> some, Instant now) {
    try {
      some.stream().filter(d -> d.stale(now)).forEach(d -> settling.outOfDate(d, now));
      return outbox.begun(some.stream().filter(d -> !d.stale(now)).toList(), now);
    } catch (RuntimeException e) {
      some.forEach(d -> backlog.left(d.channel()));
      asked = true;
      throw e;
    }
  }

  private boolean edited(Instant now) {
    Optional<CardEdit> one = backlog.edit(now);
    one.ifPresent(edit -> workers.execute(() -> answered(edit)));
    return one.isPresent();
  }

  private boolean felt(Instant now) {
    if (!feeler.feels(now)) {
      return false;
    }
    workers.execute(
        () -> {
          boolean answers;
          try {
            answers = messenger.answers();
          } catch (RuntimeException e) {
            LOG.error("{} broke when it was felt for", messenger.platform(), e);
            answers = false;
          }
          settling.felt(answers, clock.instant());
          thread.wake();
        });
    return true;
  }

  private void answered(Delivery delivery, Instant began) {
    SendResult result;
    try {
      result = messenger.send(delivery, delivery.message(began));
    } catch (RuntimeException e) {
      LOG.error("{} broke on delivery {}", delivery.channel(), delivery.number(), e);
      result = new SendResult.Failed(e.getClass().getSimpleName(), Optional.empty(), true);
    } finally {
      messenger.done(delivery.channel());
    }
    settling.answered(delivery, began, result, clock.instant());
    thread.wake();
  }

  private void answered(CardEdit edit) {
    SendResult result;
    try {
      result = messenger.edit(edit);
    } catch (RuntimeException e) {
      LOG.error("{} broke on the card of {}", edit.channel(), edit.card().incident(), e);
      result = new SendResult.Failed(e.getClass().getSimpleName(), Optional.empty(), true);
    } finally {
      messenger.done(edit.channel());
    }
    settling.answered(edit, result, clock.instant());
    thread.wake();
  }
}
