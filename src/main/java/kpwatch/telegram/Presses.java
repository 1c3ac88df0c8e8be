package kpwatch.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.notify.Message;
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

  Presses(BotApi api, Counter counter, Places places, Replies replies, Self self) {
    this.api = api;
    this.counter = counter;
    this.places = places;
    this.replies = replies;
    this.self = self;
  }

  /**
   * Answers the press in an update, if there is one. In a channel a question leads into a
   * conversation of its own, since its answer would be for all subscribers.
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
    Answer<Boolean> unused = api.call(answer);
  }

  void pressed(CallbackQuery press) {
    MaybeInaccessibleMessage below = press.getMessage();
    String data = Optional.ofNullable(press.getData()).orElse("");
    if (below == null) {
      return;
    }
    Chat chat = below.getChat();
    Destination here =
        below instanceof org.telegram.telegrambots.meta.api.objects.message.Message message
            ? Questions.here(message)
            : Destination.of(chat.getId());
    String button = Buttons.pressed(data).orElse("an old one");
    Matcher subscribe = SUBSCRIBE.matcher(button);
    if (subscribe.matches()) {
      subscribe(subscribe, press, chat, here);
    } else if (!chat.isChannelChat()) {
      Place place = places.checked(chat, here, Who.of(press.getFrom()));
      replies.say(here, counter.pressed(button, place), false, replyTo(chat, below));
    }
  }

  private void subscribe(Matcher said, CallbackQuery press, Chat chat, Destination here) {
    Who who = Who.of(press.getFrom());
    Optional<String> target = Optional.ofNullable(said.group(3));
    Optional<Place> place =
        target.isEmpty() || target.get().equals(here.toString())
            ? Optional.of(places.checked(chat, here, who))
            : places.named(target.get(), who);
    Map<String, String> options =
        said.group(1) == null ? Map.of() : Map.of(said.group(1), said.group(2));
    Replies.Said answer =
        place
            .map(p -> counter.answer(Counter.SUBSCRIBE, options, p))
            .orElseGet(() -> Replies.Said.of(Reply.of(Message.note("I do not see that chat"))));
    boolean allowed = place.filter(p -> p.rights().manages()).isPresent();
    MaybeInaccessibleMessage below = press.getMessage();
    boolean there = below instanceof org.telegram.telegrambots.meta.api.objects.message.Message;
    if (!options.isEmpty() && allowed && there) {
      replies.change(here, below.getMessageId(), answer);
    } else if (allowed || !chat.isChannelChat()) {
      replies.say(here, answer, false, replyTo(chat, below));
    }
  }

  private static Optional<Integer> replyTo(Chat chat, MaybeInaccessibleMessage below) {
    return chat.isUserChat() ? Optional.empty() : Optional.of(below.getMessageId());
  }
}
