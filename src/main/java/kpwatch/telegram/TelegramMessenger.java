package kpwatch.telegram;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.SendResult;
import kpwatch.subscription.ChannelRef;
import kpwatch.telegram.Answer.Ok;
import kpwatch.telegram.Answer.Refused;
import kpwatch.telegram.Answer.Taken;
import kpwatch.telegram.Answer.Unsent;
import kpwatch.telegram.Answer.Unsure;

/**
 * Posts and edits in Telegram's chats. It promises neither that a message arrives once nor that it
 * arrives: {@link Doubt} says what is done where Telegram does not answer.
 */
final class TelegramMessenger implements Messenger {
  private final Posts posts;
  private final Pacer pacer;
  private final Condition condition;
  private final Memberships memberships;
  private final InstantSource clock;

  TelegramMessenger(
      Posts posts, Pacer pacer, Condition condition, Memberships memberships, InstantSource clock) {
    this.posts = posts;
    this.pacer = pacer;
    this.condition = condition;
    this.memberships = memberships;
    this.clock = clock;
  }

  @Override
  public String platform() {
    return Destination.PLATFORM;
  }

  @Override
  public Duration untilNext() {
    return pacer.untilNext(clock.instant());
  }

  @Override
  public Duration take(ChannelRef channel) {
    return Destination.parse(channel.id())
        .map(to -> pacer.take(to.chat(), clock.instant()))
        .orElse(Duration.ZERO);
  }

  @Override
  public void done(ChannelRef channel) {
    pacer.done(clock.instant());
  }

  @Override
  public boolean answers() {
    return posts.answered();
  }

  @Override
  public SendResult send(Delivery delivery, Message message) {
    if (condition.stopped().isPresent()) {
      return new SendResult.Down(condition.stopped().get());
    }
    Optional<Destination> to = Destination.parse(delivery.channel().id());
    if (to.isEmpty()) {
      return new SendResult.Refused("no chat of Telegram: " + delivery.channel().id());
    }
    Optional<SendResult> held = Doubt.before(delivery, clock.instant());
    if (held.isPresent()) {
      return held.get();
    }
    Duration told = pacer.told(to.get().chat(), clock.instant());
    if (!told.isZero()) {
      boolean doubt = delivery.begun().isPresent();
      return new SendResult.Failed("told to wait", Optional.of(told), doubt);
    }
    Posts.Post post =
        new Posts.Post(
            Shape.alert(message, delivery.to().detail()),
            Buttons.below(delivery.notification().incident()),
            !delivery.to().sounding(),
            delivery.replyTo().map(Integer::valueOf));
    var answer = posts.send(to.get(), post);
    Instant now = clock.instant();
    return condition.sent(settled(answer, delivery, to.get(), now), now);
  }

  private SendResult settled(
      Answer<org.telegram.telegrambots.meta.api.objects.message.Message> answer,
      Delivery delivery,
      Destination to,
      Instant now) {
    if (answer instanceof Ok<org.telegram.telegrambots.meta.api.objects.message.Message> ok) {
      memberships.took(to);
      return new SendResult.Sent(Optional.of(ok.result().getMessageId().toString()));
    }
    if (answer instanceof Taken<?> taken) {
      return new SendResult.Sent(taken.message().map(Object::toString));
    }
    if (answer instanceof Unsent<?> unsent) {
      return new SendResult.Ill(unsent.reason(), delivery.begun().isPresent());
    }
    if (answer instanceof Unsure<?> unsure) {
      return Doubt.after(delivery, unsure.reason());
    }
    Refused<?> refused = (Refused<?>) answer;
    memberships.after(refused, to);
    return Verdict.of(refused, delivery, now);
  }

  @Override
  public SendResult edit(CardEdit edit) {
    if (condition.stopped().isPresent()) {
      return new SendResult.Down(condition.stopped().get());
    }
    Optional<Destination> in = Destination.parse(edit.channel().id());
    if (in.isEmpty()) {
      return new SendResult.Refused("no chat of Telegram: " + edit.channel().id());
    }
    Answer<Serializable> answer =
        posts.edit(
            in.get(),
            Integer.parseInt(edit.message()),
            Shape.alert(edit.card().message(), edit.detail()),
            Buttons.below(Optional.of(edit.card().incident())));
    return condition.sent(settled(answer, in.get()), clock.instant());
  }

  /** An edit may be repeated: the second time Telegram says that nothing is modified. */
  private SendResult settled(Answer<Serializable> answer, Destination in) {
    if (answer instanceof Unsent<?> unsent) {
      return new SendResult.Ill(unsent.reason(), false);
    }
    if (answer instanceof Unsure<?> unsure) {
      return new SendResult.Failed(unsure.reason(), Optional.of(Doubt.WAIT), true);
    }
    if (!(answer instanceof Refused<?> refused) || refused.says("message is not modified")) {
      return new SendResult.Sent(Optional.empty());
    }
    memberships.after(refused, in);
    return Verdict.of(refused, false);
  }
}
