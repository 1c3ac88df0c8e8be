package kpwatch.discord;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.command.Reply.Button;
import kpwatch.discord.Rest.Answer;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.SendResult;
import kpwatch.subscription.ChannelRef;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts and edits in Discord's channels. A post carries a nonce by which Discord knows a repetition
 * for "the past few minutes"; after a doubt, {@link History} tells from the channel what became of
 * it. Where an old doubt meets a channel that may not be read, it can end in one copy.
 */
final class DiscordMessenger implements Messenger {
  static final String PLATFORM = "discord";

  private static final Logger LOG = LoggerFactory.getLogger(DiscordMessenger.class);
  private static final int SILENT = 1 << 12;

  /** Refusals that are about the form of the message, which a plain one may pass. */
  private static final Set<Integer> FORM =
      Set.of(50035, 50006, 40005, 50045, 10011, 200000, 240000, 400001);

  /** What a message without an embed does not need. */
  private static final List<String> ONLY_EMBEDS = List.of(Permission.MESSAGE_EMBED_LINKS.getName());

  /** A reply to a message that cannot be read. */
  private static final int REPLY_NEEDS_HISTORY = 160002;

  private final Rest rest;
  private final History history;
  private final Cache cache;
  private final Condition condition;
  private final InstantSource clock;

  DiscordMessenger(Rest rest, Cache cache, Condition condition, InstantSource clock) {
    this.rest = rest;
    this.cache = cache;
    this.history = new History(rest, cache, condition, clock);
    this.condition = condition;
    this.clock = clock;
  }

  @Override
  public String platform() {
    return PLATFORM;
  }

  @Override
  public Duration untilNext() {
    return rest.untilNext();
  }

  @Override
  public Duration take(ChannelRef channel) {
    return rest.take(Route.Messages.SEND_MESSAGE.compile(channel.id()));
  }

  @Override
  public void done(ChannelRef channel) {
    rest.done();
  }

  @Override
  public boolean answers() {
    return rest.answers();
  }

  @Override
  public SendResult send(Delivery delivery, Message message) {
    if (condition.stopped().isPresent()) {
      return new SendResult.Down(condition.stopped().get());
    }
    Optional<SendResult> known = delivery.begun().flatMap(at -> history.find(delivery, at));
    if (known.isPresent()) {
      return condition.sent(known.get(), clock.instant());
    }
    List<Button> buttons = Buttons.below(delivery.notification().incident());
    boolean bare = cache.missing(delivery.channel().id()).equals(ONLY_EMBEDS);
    MessageCreateData shape =
        bare
            ? Shape.plain(message, delivery.to().mention())
            : Shape.of(message, delivery.to().detail(), delivery.to().mention(), buttons);
    Answer answer = post(delivery, shape, delivery.replyTo());
    if (answer instanceof Answer.Refused refused && refused.code() == REPLY_NEEDS_HISTORY) {
      answer = post(delivery, shape, Optional.empty());
    }
    if (answer instanceof Answer.Refused refused && FORM.contains(refused.code())) {
      LOG.error("a defect: Discord refused {}: {}", delivery.notification().id(), refused);
      answer = post(delivery, Shape.plain(message, Optional.empty()), Optional.empty());
    }
    return condition.sent(result(answer, delivery.channel()), clock.instant());
  }

  @Override
  public SendResult edit(CardEdit edit) {
    if (condition.stopped().isPresent()) {
      return new SendResult.Down(condition.stopped().get());
    }
    MessageCreateData shape =
        Shape.of(
            edit.card().message(),
            edit.detail(),
            Optional.empty(),
            Buttons.below(Optional.of(edit.card().incident())));
    Answer answer =
        rest.write(
            Route.Messages.EDIT_MESSAGE.compile(edit.channel().id(), edit.message()),
            shape.toData());
    return condition.sent(result(answer, edit.channel()), clock.instant());
  }

  private Answer post(Delivery delivery, MessageCreateData shape, Optional<String> replyTo) {
    DataObject body = shape.toData();
    String channel = delivery.channel().id();
    body.put("nonce", Shape.nonce(channel, delivery.notification().id()));
    body.put("enforce_nonce", true);
    if (!delivery.to().sounding()) {
      body.put("flags", body.getInt("flags", 0) | SILENT);
    }
    replyTo.ifPresent(
        id ->
            body.put(
                "message_reference",
                DataObject.empty().put("message_id", id).put("fail_if_not_exists", false)));
    return rest.write(Route.Messages.SEND_MESSAGE.compile(channel), body);
  }

  private SendResult result(Answer answer, ChannelRef channel) {
    return answer instanceof Answer.Ok ok
        ? new SendResult.Sent(Optional.of(ok.messages().get(0).getString("id")))
        : Verdict.of(answer, cache.channel(channel.id()));
  }
}
