package kpwatch.app;

import java.time.Duration;
import kpwatch.command.Access;
import kpwatch.command.Subscribers;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.SendResult;
import kpwatch.subscription.ChannelRef;

/**
 * Posts and edits nothing in a subscribed chat that {@code access.allow} does not name any more.
 * What was due there is settled as refused.
 */
final class AccessMessenger implements Messenger {
  private static final SendResult OUTSIDE = new SendResult.Refused("not in access.allow");

  private final Messenger messenger;
  private final Access access;
  private final Subscribers subscribers;

  AccessMessenger(Messenger messenger, Access access, Subscribers subscribers) {
    this.messenger = messenger;
    this.access = access;
    this.subscribers = subscribers;
  }

  /** A chat that is not subscribed is the operator's, or asked for a test a moment ago. */
  private boolean outside(ChannelRef channel) {
    return subscribers
        .find(channel)
        .filter(s -> !access.allows(channel.platform(), s.home()))
        .isPresent();
  }

  @Override
  public SendResult send(Delivery delivery, Message message) {
    return outside(delivery.channel()) ? OUTSIDE : messenger.send(delivery, message);
  }

  @Override
  public SendResult edit(CardEdit edit) {
    return outside(edit.channel()) ? OUTSIDE : messenger.edit(edit);
  }

  @Override
  public String platform() {
    return messenger.platform();
  }

  @Override
  public Duration untilNext() {
    return messenger.untilNext();
  }

  @Override
  public Duration take(ChannelRef channel) {
    return messenger.take(channel);
  }

  @Override
  public void done(ChannelRef channel) {
    messenger.done(channel);
  }

  @Override
  public boolean answers() {
    return messenger.answers();
  }
}
