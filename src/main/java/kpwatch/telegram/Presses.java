package kpwatch.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;

/**
 * Buttons that people press. Each press is answered at once, or the app shows it as hanging:
 * https://core.telegram.org/bots/api#callbackquery. Rights are looked up again each time, since a
 * button stays below its message for good.
 */
final class Presses {
  private static final Pattern SUBSCRIBE =
      Pattern.compile("subscribe(?::([a-z]+)=([a-z]+))?(?:@(-?\\d{1,18}(?:/\\d{1,9})?))?");

  private static final int REMEMBERED = 1000;

  private final BotApi api;
  private final FairQueue queue;
  private final Counter counter;
  private final Places places;
  private final Replies replies;
  private final Self self;

  private final Map<String, Boolean> answered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param queue for the answers to presses alone, so that they wait for nothing else
   */
  Presses(BotApi api, FairQueue queue, Counter counter, Places places, Replies replies, Self self) {
    this.api = api;
    this.queue = queue;
    this.counter = counter;
    this.places = places;
    this.replies = replies;
    this.self = self;
  }

  /**
   * Answers the press in an update, if there is one, without waiting for it. In a channel a
   * question leads into a conversation of its own, since its answer would be for all subscribers.
   */
  void acknowledge(JsonNode update) {
    JsonNode press = update.path("callback_query");
    String id = press.path("id").asText();
    if (id.isEmpty() || answered.putIfAbsent(id, true) != null) {
      return;
    }
    AnswerCallbackQuery answer = new AnswerCallbackQuery(id);
    if (press.path("message").path("chat").path("type").asText().equals("channel")) {
      Buttons.pressed(press.path("data").asText())
          .flatMap(button -> Links.to(self.name(), button))
          .ifPresent(answer::setUrl);
    }
    long chat = press.path("message").path("chat").path("id").asLong();
    Destination from = Destination.of(chat != 0 ? chat : press.path("from").path("id").asLong());
    boolean unused = queue.offer(from, Work.once(() -> answer(answer)));
  }

  private void answer(AnswerCallbackQuery press) {
    Answer<Boolean> unused = api.call(press);
  }

  /** Empty for a press below a message that is not told, or that asks nothing. */
  Optional<Errand> read(long id, JsonNode update, CallbackQuery press) {
    MaybeInaccessibleMessage below = press.getMessage();
    if (below == null) {
      return Optional.empty();
    }
    Chat chat = below.getChat();
    Destination here =
        below instanceof org.telegram.telegrambots.meta.api.objects.message.Message message
            ? Questions.here(message)
            : Destination.of(chat.getId());
    String data = Optional.ofNullable(press.getData()).orElse("");
    String button = Buttons.pressed(data).orElse("an old one");
    Matcher subscribe = SUBSCRIBE.matcher(button);
    if (subscribe.matches()) {
      return isOffered(subscribe)
          ? Optional.of(
              errand(id, here, update, Errand.Kind.CHANGE, () -> subscribe(subscribe, press, here)))
          : Optional.empty();
    }
    return chat.isChannelChat()
        ? Optional.empty()
        : Optional.of(
            errand(
                id, here, update, Errand.Kind.QUESTION, () -> question(button, below, chat, here)));
  }

  private static Errand errand(
      long id,
      Destination here,
      JsonNode update,
      Errand.Kind kind,
      Supplier<Optional<Duration>> step) {
    return new Errand(id, here, update, kind, Lateness.of(Optional.empty()), late -> step.get());
  }

  /** What a button holds can be forged; what no button of ours offers is refused without a word. */
  private static boolean isOffered(Matcher subscribe) {
    return subscribe.group(1) == null || Counter.offers(subscribe.group(1), subscribe.group(2));
  }

  private Optional<Duration> question(
      String button, MaybeInaccessibleMessage below, Chat chat, Destination here) {
    Replies.Said said = counter.pressed(button, Places.unchecked(chat, here));
    replies.say(here, said, false, replyTo(chat, below));
    return Optional.empty();
  }

  private Optional<Duration> subscribe(Matcher said, CallbackQuery press, Destination here) {
    MaybeInaccessibleMessage below = press.getMessage();
    Chat chat = below.getChat();
    Who who = Who.of(press.getFrom());
    Optional<String> target =
        Optional.ofNullable(said.group(3)).filter(id -> !id.equals(here.toString()));
    Admission admission =
        target.map(id -> places.named(id, who)).orElseGet(() -> places.here(chat, here, who));
    Map<String, String> options =
        said.group(1) == null ? Map.of() : Map.of(said.group(1), said.group(2));
    Reaction reaction =
        counter.ask(Counter.SUBSCRIBE, options, admission, target, Optional.empty());
    if (reaction instanceof Reaction.Waiting waiting) {
      return Optional.of(waiting.time());
    }
    Reaction.Saying answer = (Reaction.Saying) reaction;
    boolean there = below instanceof org.telegram.telegrambots.meta.api.objects.message.Message;
    if (!options.isEmpty() && answer.allowed() && there) {
      replies.change(here, below.getMessageId(), answer.said());
    } else if (answer.allowed() || !chat.isChannelChat()) {
      replies.say(here, answer.said(), false, replyTo(chat, below));
    }
    return Optional.empty();
  }

  private static Optional<Integer> replyTo(Chat chat, MaybeInaccessibleMessage below) {
    return chat.isUserChat() ? Optional.empty() : Optional.of(below.getMessageId());
  }
}
