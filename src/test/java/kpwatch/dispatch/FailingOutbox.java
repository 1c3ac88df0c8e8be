package kpwatch.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Outbox;
import kpwatch.subscription.ChannelRef;

/** An outbox that notes what is settled, and whose disk can fail once. */
final class FailingOutbox implements Outbox {
  private final Outbox outbox;
  private final List<String> settled = new CopyOnWriteArrayList<>();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicBoolean failingToBegin = new AtomicBoolean();
  private final AtomicBoolean failingToRead = new AtomicBoolean();

  private final Set<ChannelRef> unclaimable = ConcurrentHashMap.newKeySet();
  private final Set<ChannelRef> unsettleable = ConcurrentHashMap.newKeySet();
  private volatile boolean full;

  FailingOutbox(Outbox outbox) {
    this.outbox = outbox;
  }

  /** The next attempt to settle throws. */
  void failNext() {
    failing.set(true);
  }

  /** Every attempt to settle throws, as on a full disk. */
  void failAlways(boolean fails) {
    full = fails;
  }

  /** Whatever is to be claimed for that channel throws. */
  void breakOn(ChannelRef channel) {
    unclaimable.add(channel);
  }

  /** Whatever was sent to that channel cannot be settled. */
  void breakOnSettling(ChannelRef channel) {
    unsettleable.add(channel);
  }

  /** The next look at the cards throws. */
  void failNextCards() {
    failingToRead.set(true);
  }

  /** The next attempt to write down a beginning throws. */
  void failNextBeginning() {
    failingToBegin.set(true);
  }

  List<String> settled() {
    return settled;
  }

  @Override
  public List<Delivery> due(String platform, Instant now, int most) {
    return outbox.due(platform, now, most);
  }

  @Override
  public List<Delivery> begun(List<Delivery> deliveries, Instant at) {
    failIf(failingToBegin);
    deliveries.forEach(d -> breakIf(unclaimable, d));
    return outbox.begun(deliveries, at);
  }

  @Override
  public void sent(List<Sent> taken) {
    failIf(failing);
    taken.forEach(t -> breakIf(unsettleable, t.delivery()));
    outbox.sent(taken);
    taken.forEach(sent -> settled.add("sent " + sent.delivery().number()));
  }

  @Override
  public void refused(Delivery delivery, String reason, Instant at) {
    failIf(failing);
    outbox.refused(delivery, reason, at);
    settled.add("refused " + delivery.number() + " " + reason);
  }

  @Override
  public void postponed(Delivery delivery, String reason, boolean doubt, Instant again) {
    failIf(failing);
    outbox.postponed(delivery, reason, doubt, again);
    settled.add("postponed " + delivery.number() + " " + reason);
  }

  @Override
  public void absent(Delivery delivery, Instant at) {
    failIf(failing);
    outbox.absent(delivery, at);
    settled.add("absent " + delivery.number());
  }

  @Override
  public void paused(Delivery delivery, String reason, Instant at) {
    failIf(failing);
    outbox.paused(delivery, reason, at);
    settled.add("paused " + delivery.number() + " " + reason);
  }

  @Override
  public void gone(Delivery delivery, String reason, Instant at) {
    failIf(failing);
    outbox.gone(delivery, reason, at);
    settled.add("gone " + delivery.number() + " " + reason);
  }

  @Override
  public List<CardEdit> stale(String platform) {
    failIf(failingToRead);
    return outbox.stale(platform);
  }

  @Override
  public void edited(CardEdit edit, Instant at) {
    failIf(failing);
    outbox.edited(edit, at);
    settled.add("edited " + edit.message());
  }

  @Override
  public void editLater(CardEdit edit, Instant again) {
    failIf(failing);
    outbox.editLater(edit, again);
    settled.add("edit of " + edit.message() + " not before " + again);
  }

  @Override
  public void frozen(CardEdit edit, Instant at) {
    failIf(failing);
    outbox.frozen(edit, at);
    settled.add("frozen " + edit.message());
  }

  @Override
  public void lost(CardEdit edit, Instant at) {
    failIf(failing);
    outbox.lost(edit, at);
    settled.add("lost " + edit.message());
  }

  private static void breakIf(Set<ChannelRef> broken, Delivery delivery) {
    if (broken.contains(delivery.channel())) {
      throw new IllegalStateException("broken row");
    }
  }

  private void failIf(AtomicBoolean flag) {
    if ((full && flag == failing) || flag.getAndSet(false)) {
      throw new IllegalStateException("disk");
    }
  }
}
