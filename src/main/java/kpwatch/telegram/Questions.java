package kpwatch.telegram;

import java.util.List;
import java.util.Optional;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.command.Reply.Button;
import kpwatch.command.Spec;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.untrusted.UntrustedText;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Commands that people type, and channels post. */
final class Questions {
  private final Counter counter;
  private final Places places;
  private final Replies replies;
  private final Self self;

  Questions(Counter counter, Places places, Replies replies, Self self) {
    this.counter = counter;
    this.places = places;
    this.replies = replies;
    this.self = self;
  }

  void asked(Message message) {
    Chat chat = message.getChat();
    if (!message.hasText() || Boolean.TRUE.equals(message.getIsAutomaticForward())) {
      return;
    }
    Destination here = here(message);
    Optional<Typed> typed = Typed.of(message);
    if (typed.isEmpty()) {
      if (chat.isUserChat()) {
        say(here, message, Replies.Said.of(hint()));
      }
    } else if (typed.get().isFor(self.name())) {
      command(typed.get(), message, here);
    }
  }

  private void command(Typed typed, Message message, Destination here) {
    Optional<Spec> spec = Counter.spec(typed.name());
    if (typed.name().equals("start")) {
      start(typed.rest(), message, here);
    } else if (spec.isPresent()) {
      say(here, message, answer(spec.get(), typed, message, here));
    } else if (message.getChat().isUserChat()) {
      say(here, message, Replies.Said.of(hint()));
    }
  }

  private Replies.Said answer(Spec spec, Typed typed, Message message, Destination here) {
    Options options = Options.read(spec, typed.rest());
    if (!options.unread().isEmpty()) {
      return Replies.Said.of(
          note(
              "Not done: I do not know what to do with "
                  + UntrustedText.quoted(options.unread().get(0)),
              "/help shows what can be said with /" + spec.name() + "."));
    }
    Who who = Who.of(message);
    Place place;
    if (options.channel().isPresent()) {
      Optional<Place> other = places.named(options.channel().get(), who);
      if (other.isEmpty()) {
        return Replies.Said.of(
            note(
                "Not done: I do not see " + UntrustedText.echo(options.channel().get()),
                "Add me there first: to a channel as an administrator who may post messages."));
      }
      place = other.get();
    } else {
      place =
          Counter.needsRights(spec)
              ? places.checked(message.getChat(), here, who)
              : Places.unchecked(message.getChat(), here);
    }
    return counter.answer(spec.name(), options.values(), place);
  }

  /** Deep links: https://core.telegram.org/bots/features#deep-linking. */
  private void start(String payload, Message message, Destination here) {
    Optional<String> asked = Links.asked(payload);
    if (asked.isEmpty() && !payload.isEmpty() && !message.getChat().isUserChat()) {
      // Said by the app after a link has added the bot; the group was greeted already.
      return;
    }
    Replies.Said said =
        asked
            .map(id -> counter.pressed(id, Places.unchecked(message.getChat(), here)))
            .orElseGet(() -> Replies.Said.of(welcome()));
    say(here, message, said);
  }

  /** What a newcomer reads, with the two things that one wants first. */
  static Reply welcome() {
    return new Reply(
        new kpwatch.notify.Message(
            Status.NOTE,
            "I watch North Korea's internet and say when it goes away, and what that may mean.",
            List.of(Section.of("Alerts come only where somebody asked for them.")),
            "",
            Optional.empty()),
        List.of(
            new Button("Get alerts here", Counter.SUBSCRIBE),
            new Button("Current status", "status")),
        false);
  }

  private static Reply hint() {
    return note(
        "I answer commands",
        "/status tells how it is now, /subscribe posts alerts here, /help lists the rest.");
  }

  private static Reply note(String headline, String... lines) {
    return Reply.of(kpwatch.notify.Message.note(headline, lines));
  }

  private void say(Destination here, Message message, Replies.Said said) {
    boolean alone = message.getChat().isUserChat();
    replies.say(here, said, false, alone ? Optional.empty() : Optional.of(message.getMessageId()));
  }

  /** A thread of a plain supergroup is no topic. */
  static Destination here(Message message) {
    boolean topic = Boolean.TRUE.equals(message.getIsTopicMessage());
    return new Destination(
        message.getChatId(),
        topic ? Optional.ofNullable(message.getMessageThreadId()) : Optional.empty());
  }
}
