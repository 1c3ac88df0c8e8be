package kpwatch.dispatch;

import java.io.Closeable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.notify.Delivery;
import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.notify.SendResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries deliveries to their platforms, one at a time, each channel's in order. A delivery is
 * settled only after its platform answered; one without a platform waits.
 */
public final class Dispatcher implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Outbox outbox;
  private final Map<String, Messenger> messengers = new HashMap<>();
  private final InstantSource clock;
  private final Pace pace;
  private final Set<String> missingPlatforms = new HashSet<>();
  private final SweepThread thread;

  /** What a platform answered and the outbox has not taken yet; never to be sent again. */
  private Optional<Answered> unsettled = Optional.empty();

  private record Answered(Delivery delivery, SendResult result, Instant at) {}

  /** Throws {@link IllegalArgumentException} if two messengers serve one platform. */
  public Dispatcher(Outbox outbox, List<Messenger> messengers, InstantSource clock, Pace pace) {
    this.outbox = outbox;
    this.clock = clock;
    this.pace = pace;
    for (Messenger messenger : messengers) {
      if (this.messengers.put(messenger.platform(), messenger) != null) {
        throw new IllegalArgumentException("two messengers for " + messenger.platform());
      }
    }
    this.thread = new SweepThread(this::runDue, pace);
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
    unsettled.ifPresent(this::settle);
    List<Delivery> due = sendable();
    while (!due.isEmpty()) {
      for (Delivery delivery : due) {
        if (thread.closing()) {
          return;
        }
        Answered answered = new Answered(delivery, send(delivery), clock.instant());
        unsettled = Optional.of(answered);
        settle(answered);
      }
      due = sendable();
    }
  }

  /** Channels without a platform stay due for ever and must not crowd out the others. */
  private List<Delivery> sendable() {
    Instant now = clock.instant();
    for (int most = pace.most(); ; most *= 2) {
      List<Delivery> due = outbox.due(now, most);
      List<Delivery> sendable = due.stream().filter(this::hasPlatform).toList();
      if (!sendable.isEmpty() || due.size() < most) {
        return sendable;
      }
    }
  }

  private boolean hasPlatform(Delivery delivery) {
    String platform = delivery.channel().platform();
    if (messengers.containsKey(platform)) {
      return true;
    }
    if (missingPlatforms.add(platform)) {
      LOG.warn("{} is not set up: deliveries to {} wait", platform, delivery.channel());
    }
    return false;
  }

  private SendResult send(Delivery delivery) {
    Messenger messenger = messengers.get(delivery.channel().platform());
    if (messenger == null) {
      throw new IllegalStateException("no platform for " + delivery.channel());
    }
    try {
      return messenger.send(delivery);
    } catch (RuntimeException e) {
      LOG.error("{} broke on delivery {}", delivery.channel(), delivery.number(), e);
      return new SendResult.Failed(e.getClass().getSimpleName(), Optional.empty());
    }
  }

  private void settle(Answered answered) {
    Delivery delivery = answered.delivery();
    SendResult result = answered.result();
    if (result instanceof SendResult.Refused refused) {
      outbox.refused(delivery, refused.reason(), answered.at());
      LOG.warn(
          "{} refused {}: {}", delivery.channel(), delivery.notification().id(), refused.reason());
    } else if (result instanceof SendResult.Failed failed) {
      Instant again = again(delivery, failed, answered.at());
      outbox.postponed(delivery, failed.reason(), again);
      LOG.info(
          "{} did not take {}: {}; again at {}",
          delivery.channel(),
          delivery.notification().id(),
          failed.reason(),
          again);
    } else {
      outbox.sent(delivery, answered.at());
    }
    unsettled = Optional.empty();
  }

  private Instant again(Delivery delivery, SendResult.Failed failed, Instant at) {
    Instant ours = at.plus(pace.waitAfter(delivery.attempts()));
    return failed.told().map(at::plus).filter(theirs -> theirs.isAfter(ours)).orElse(ours);
  }
}
