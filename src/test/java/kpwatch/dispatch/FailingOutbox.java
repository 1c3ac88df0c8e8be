package kpwatch.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import kpwatch.notify.Delivery;
import kpwatch.notify.Outbox;

/** An outbox that notes what is settled, and whose disk can fail once. */
final class FailingOutbox implements Outbox {
  private final Outbox outbox;
  private final List<String> settled = new CopyOnWriteArrayList<>();
  private final AtomicBoolean failing = new AtomicBoolean();

  FailingOutbox(Outbox outbox) {
    this.outbox = outbox;
  }

  /** The next attempt to settle throws. */
  void failNext() {
    failing.set(true);
  }

  List<String> settled() {
    return settled;
  }

  @Override
  public List<Delivery> due(Instant now, int most) {
    return outbox.due(now, most);
  }

  @Override
  public void sent(Delivery delivery, Instant at) {
    failIfAsked();
    outbox.sent(delivery, at);
    settled.add("sent " + delivery.number());
  }

  @Override
  public void refused(Delivery delivery, String reason, Instant at) {
    failIfAsked();
    outbox.refused(delivery, reason, at);
    settled.add("refused " + delivery.number() + " " + reason);
  }

  @Override
  public void postponed(Delivery delivery, String reason, Instant again) {
    failIfAsked();
    outbox.postponed(delivery, reason, again);
    settled.add("postponed " + delivery.number() + " " + reason);
  }

  private void failIfAsked() {
    if (failing.getAndSet(false)) {
      throw new IllegalStateException("disk");
    }
  }
}
