package kpwatch.dispatch;

import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.notify.SendResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the deliveries of one platform, one at a time, each channel's in order, and keeps the
 * cards there up to date. A delivery is settled only after the platform answered; that an attempt
 * begins is written down before it is made.
 */
public final class Dispatcher implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** Between two attempts at one edit: no edit is urgent. */
  private static final Duration EDIT_AGAIN = Duration.ofMinutes(1);

  private final Outbox outbox;
  private final Messenger messenger;
  private final InstantSource clock;
  private final Pace pace;
  private final SweepThread thread;

  /** What the platform answered and the outbox has not taken yet; never to be sent again. */
  private Optional<Runnable> unsettled = Optional.empty();

  private Optional<String> down = Optional.empty();

  public Dispatcher(Outbox outbox, Messenger messenger, InstantSource clock, Pace pace) {
    this.outbox = outbox;
    this.messenger = messenger;
    this.clock = clock;
    this.pace = pace;
    this.thread = new SweepThread(messenger.platform(), this::runDue, pace);
  }

  /** Begins to send, at once and on each sweep. */
  public void start() {
    thread.start();
  }

  /** Something may be due now. Does not wait for it; without effect before {@link #start}. */
  public void wake() {
    thread.wake();
  }

  /** Stops after the delivery under way, which gets a bounded time to finish. */
  @Override
  public void close() {
    thread.close();
  }

  /**
   * Sends until nothing is due any more, on the caller's thread. A failure of the outbox is thrown
   * and ends the run; the next run first settles what was answered.
   */
  public synchronized void runDue() {
    if (down.isPresent()) {
      return;
    }
    settle();
    List<Delivery> due = outbox.due(messenger.platform(), clock.instant(), pace.most());
    while (!due.isEmpty()) {
      for (Delivery delivery : due) {
        if (thread.closing() || down.isPresent()) {
          return;
        }
        carry(delivery);
      }
      due = outbox.due(messenger.platform(), clock.instant(), pace.most());
    }
    for (CardEdit edit : outbox.stale(messenger.platform())) {
      if (thread.closing() || down.isPresent()) {
        return;
      }
      if (edit.due(clock.instant())) {
        carry(edit);
      }
    }
  }

  private void carry(Delivery delivery) {
    Instant began = clock.instant();
    outbox.begun(delivery, began);
    SendResult result = send(delivery, began);
    Instant at = clock.instant();
    unsettled = Optional.of(() -> settle(doubted(delivery, result, began), result, at));
    settle();
  }

  /** With a doubt if this attempt leaves one, or an earlier one did that is not resolved. */
  private static Delivery doubted(Delivery delivery, SendResult result, Instant began) {
    return result instanceof SendResult.Failed failed && failed.doubt()
        ? delivery.begun(began)
        : delivery;
  }

  private void carry(CardEdit edit) {
    SendResult result = send(edit);
    Instant at = clock.instant();
    unsettled = Optional.of(() -> settle(edit, result, at));
    settle();
  }

  private void settle() {
    unsettled.ifPresent(Runnable::run);
    unsettled = Optional.empty();
  }

  private SendResult send(Delivery delivery, Instant now) {
    try {
      return messenger.send(delivery, delivery.message(now));
    } catch (RuntimeException e) {
      LOG.error("{} broke on delivery {}", delivery.channel(), delivery.number(), e);
      return new SendResult.Failed(e.getClass().getSimpleName(), Optional.empty(), true);
    }
  }

  private SendResult send(CardEdit edit) {
    try {
      return messenger.edit(edit);
    } catch (RuntimeException e) {
      LOG.error("{} broke on the card of {}", edit.channel(), edit.card().incident(), e);
      return new SendResult.Failed(e.getClass().getSimpleName(), Optional.empty(), true);
    }
  }

  /** What surely did not arrive now may still have arrived at an earlier attempt. */
  private void settle(Delivery delivery, SendResult result, Instant at) {
    String id = delivery.notification().id();
    if (result instanceof SendResult.Sent sent) {
      outbox.sent(delivery, sent.message(), at);
    } else if (result instanceof SendResult.Failed failed) {
      Instant again = again(delivery.attempts(), failed, at);
      outbox.postponed(delivery, failed.reason(), delivery.begun().isPresent(), again);
      LOG.info(
          "{} did not take {}: {}; again at {}", delivery.channel(), id, failed.reason(), again);
    } else if (result instanceof SendResult.Paused paused) {
      outbox.paused(delivery, paused.reason(), at);
      LOG.warn("{} is paused: {}", delivery.channel(), paused.reason());
    } else if (result instanceof SendResult.Gone gone) {
      outbox.gone(delivery, gone.reason(), at);
      LOG.warn("{} is gone: {}", delivery.channel(), gone.reason());
    } else if (result instanceof SendResult.Down refusal) {
      outbox.postponed(delivery, refusal.reason(), delivery.begun().isPresent(), at);
      down(refusal.reason());
    } else {
      String reason = reason(result);
      outbox.refused(delivery, reason, at);
      LOG.warn("{} refused {}: {}", delivery.channel(), id, reason);
    }
  }

  private void settle(CardEdit edit, SendResult result, Instant at) {
    if (result instanceof SendResult.Sent) {
      outbox.edited(edit, at);
    } else if (result instanceof SendResult.Frozen) {
      outbox.frozen(edit, at);
    } else if (result instanceof SendResult.Lost) {
      outbox.lost(edit, at);
    } else if (result instanceof SendResult.Failed failed) {
      outbox.editLater(edit, later(EDIT_AGAIN, failed, at));
    } else if (result instanceof SendResult.Down refusal) {
      down(refusal.reason());
    } else {
      // What became of the channel shows at its next delivery.
      outbox.frozen(edit, at);
      LOG.info("{}: card {} is left: {}", edit.channel(), edit.card().incident(), reason(result));
    }
  }

  private void down(String reason) {
    down = Optional.of(reason);
    LOG.error(
        "{} refuses us and is not asked again until a restart; deliveries wait: {}",
        messenger.platform(),
        reason);
  }

  private static String reason(SendResult result) {
    if (result instanceof SendResult.Refused refused) {
      return refused.reason();
    }
    if (result instanceof SendResult.Lost lost) {
      return lost.reason();
    }
    return result.toString();
  }

  private Instant again(int attempts, SendResult.Failed failed, Instant at) {
    return later(pace.waitAfter(attempts), failed, at);
  }

  /** The longer wait of ours and theirs. */
  private static Instant later(Duration ours, SendResult.Failed failed, Instant at) {
    return at.plus(failed.told().filter(theirs -> theirs.compareTo(ours) > 0).orElse(ours));
  }
}
