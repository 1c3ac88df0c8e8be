package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Card;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Outbox;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import org.jdbi.v3.core.Handle;

/**
 * The deliveries in the database. Settling one that is settled already changes nothing, so that it
 * may be tried again after a failure. Every method throws {@link StorageFailed}.
 */
public final class SqlOutbox implements Outbox {
  /** No standing tells when a channel that is not subscribed can be posted to again. */
  private static final Duration NOT_SUBSCRIBED = Duration.ofMinutes(5);

  private final Database database;
  private final SqlSubscriptions subscriptions;

  public SqlOutbox(Database database, SqlSubscriptions subscriptions) {
    this.database = database;
    this.subscriptions = subscriptions;
  }

  @Override
  public List<Delivery> due(String platform, Instant now, int most) {
    return database.transaction(handle -> PendingRows.due(handle, platform, now, most));
  }

  @Override
  public List<Delivery> begun(List<Delivery> deliveries, Instant at) {
    return database.transaction(
        handle ->
            deliveries.stream().flatMap(d -> DeliveryRows.begun(handle, d, at).stream()).toList());
  }

  @Override
  public void sent(List<Sent> taken) {
    database.transaction(
        handle -> {
          taken.forEach(sent -> sent(handle, sent));
          return taken;
        });
  }

  private static void sent(Handle handle, Sent sent) {
    Delivery delivery = sent.delivery();
    if (DeliveryRows.sent(handle, delivery, sent.message(), sent.at())) {
      sent.message().ifPresent(name -> CardRows.posted(handle, delivery, name, sent.at()));
    }
  }

  @Override
  public void refused(Delivery delivery, String reason, Instant at) {
    database.transaction(handle -> DeliveryRows.refused(handle, delivery, reason, at));
  }

  @Override
  public void postponed(Delivery delivery, String reason, boolean doubt, Instant again) {
    Optional<Instant> begun = doubt ? delivery.begun() : Optional.empty();
    database.transaction(handle -> DeliveryRows.postpone(handle, delivery, reason, begun, again));
  }

  @Override
  public void absent(Delivery delivery, Instant at) {
    database.transaction(handle -> DeliveryRows.absent(handle, delivery, at));
  }

  @Override
  public void paused(Delivery delivery, String reason, Instant at) {
    boolean subscribed = subscriptions.find(delivery.channel()).isPresent();
    subscriptions.found(
        delivery.channel(),
        new Standing(Standing.State.PAUSED, reason, at),
        handle ->
            DeliveryRows.postpone(
                handle,
                delivery,
                reason,
                delivery.begun(),
                subscribed ? at : at.plus(NOT_SUBSCRIBED)));
  }

  @Override
  public void gone(Delivery delivery, String reason, Instant at) {
    subscriptions.found(
        delivery.channel(),
        new Standing(Standing.State.GONE, reason, at),
        handle -> DeliveryRows.drop(handle, delivery.channel(), reason, at));
  }

  @Override
  public List<CardEdit> stale(String platform) {
    return database.transaction(handle -> CardRows.stale(handle, platform));
  }

  @Override
  public void edited(CardEdit edit, Instant at) {
    database.transaction(handle -> CardRows.edited(handle, edit, at));
  }

  @Override
  public void editLater(CardEdit edit, Instant again) {
    database.transaction(handle -> CardRows.later(handle, edit, again));
  }

  @Override
  public void frozen(CardEdit edit, Instant at) {
    database.transaction(handle -> CardRows.frozen(handle, edit, at));
  }

  @Override
  public void lost(CardEdit edit, Instant at) {
    boolean muted = subscriptions.find(edit.channel()).flatMap(Subscription::mute).isPresent();
    database.transaction(
        handle -> {
          boolean known = CardRows.forget(handle, edit) == 1;
          return CardRows.reads(handle, edit.card().incident())
              .filter(card -> known && !card.ended())
              .map(card -> again(handle, edit, card, muted, at));
        });
    if (muted) {
      subscriptions.reread(edit.channel());
    }
  }

  /** As the incident reads now, which may be otherwise than when the edit was tried. */
  private static Card again(Handle handle, CardEdit edit, Card card, boolean muted, Instant at) {
    if (muted) {
      SqlSubscriptions.owe(handle, edit.channel(), card.incident());
    } else {
      PostRows.again(handle, edit, card, at);
    }
    return card;
  }
}
