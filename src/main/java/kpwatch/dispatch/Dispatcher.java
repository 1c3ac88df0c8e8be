package kpwatch.dispatch;

import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
import kpwatch.supervision.Supervisor;
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
  private final Supervisor supervisor;
  private final Backlog backlog;
  private final Settling settling;
  private final Feeler feeler = new Feeler();
  private final SweepThread thread;
  private volatile boolean asked = true;
  private Instant looked = Instant.MIN;

  /**
   * @param workers make the calls, as many at a time as {@code pace} says; {@code Runnable::run}
   *     makes one after the other
   * @param supervisor keeps the thread alive and counts what fails
   */
  public Dispatcher(
      Outbox outbox,
      Messenger messenger,
      InstantSource clock,
      Pace pace,
      Executor workers,
      Supervisor supervisor) {
    this.outbox = outbox;
    this.messenger = messenger;
    this.clock = clock;
    this.pace = pace;
    this.workers = workers;
    this.supervisor = supervisor;
    this.backlog = new Backlog(outbox, messenger, pace);
    this.settling = new Settling(outbox, messenger.platform(), backlog, feeler, pace);
    this.thread = new SweepThread(messenger.platform(), this::carryOn, pace, supervisor);
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
   * answered by then is settled. An item that fails in the outbox costs no other: it is tried again
   * at the next run. A failure is thrown at the end of the run.
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
    Optional<RuntimeException> failure = settling.failure();
    if (failure.isPresent()) {
      throw failure.get();
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

  /** All in one transaction; if that fails, one by one, so that one delivery costs no other. */
  private List<Delivery> claimed(List<Delivery> some, Instant now) {
    try {
      return claim(some, now);
    } catch (RuntimeException e) {
      List<Delivery> claimed = new ArrayList<>();
      for (Delivery delivery : some.size() > 1 ? some : List.<Delivery>of()) {
        try {
          claimed.addAll(claim(List.of(delivery), now));
        } catch (RuntimeException ofThisOne) {
          supervisor.failed(messenger.platform() + " claim", ofThisOne);
          backlog.hold(delivery.channel(), now.plus(pace.sweep()));
        }
      }
      if (claimed.isEmpty()) {
        some.forEach(d -> backlog.left(d.channel()));
        asked = true;
        throw e;
      }
      return claimed;
    }
  }

  private List<Delivery> claim(List<Delivery> some, Instant now) {
    some.stream().filter(d -> d.stale(now)).forEach(d -> settling.outOfDate(d, now));
    return outbox.begun(some.stream().filter(d -> !d.stale(now)).toList(), now);
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
          boolean answers = false;
          try {
            answers = messenger.answers();
          } catch (Throwable e) { // no answer, then
            supervisor.failed(messenger.platform() + " question", e);
          } finally {
            settling.felt(answers, clock.instant());
            thread.wake();
          }
        });
    return true;
  }

  private void answered(Delivery delivery, Instant began) {
    SendResult result = broken("unfinished");
    try {
      result = messenger.send(delivery, delivery.message(began));
    } catch (Throwable e) { // costs this attempt only
      supervisor.failed(messenger.platform() + " delivery", e);
      result = broken(e.getClass().getSimpleName());
    } finally {
      // in any case, or nothing would ever be sent to this channel again
      messenger.done(delivery.channel());
      settling.answered(delivery, began, result, clock.instant());
      thread.wake();
    }
  }

  private void answered(CardEdit edit) {
    SendResult result = broken("unfinished");
    try {
      result = messenger.edit(edit);
    } catch (Throwable e) { // costs this attempt only
      supervisor.failed(messenger.platform() + " edit", e);
      result = broken(e.getClass().getSimpleName());
    } finally {
      messenger.done(edit.channel());
      settling.answered(edit, result, clock.instant());
      thread.wake();
    }
  }

  /** The call may have reached the platform before it broke. */
  private static SendResult broken(String how) {
    return new SendResult.Failed(how, Optional.empty(), true);
  }
}
