package kpwatch.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Reply;
import kpwatch.command.Reply.Button;
import kpwatch.command.Spec;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.untrusted.UntrustedText;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Commands that people type, and channels post. */
final class Questions {
  private final Counter counter;
  private final Places places;
  private final Replies replies;
  private final Self self;
  private final InstantSource clock;

  Questions(Counter counter, Places places, Replies replies, Self self, InstantSource clock) {
    this.counter = counter;
    this.places = places;
    this.replies = replies;
    this.self = self;
    this.clock = clock;
  }

  /** Empty if nothing is asked of us. */
  Optional<Errand> read(long id, JsonNode update, Message message, JsonNode tree) {
    if (!message.hasText() || !Provenance.isOwnWords(tree)) {
      return Optional.empty();
    }
    Optional<Typed> typed = Typed.of(tree);
    boolean ours = typed.isEmpty() || typed.get().isFor(self.name());
    Optional<Spec> spec = typed.map(Typed::name).flatMap(Counter::spec);
    boolean start = typed.filter(t -> t.name().equals("start")).isPresent();
    boolean known = start || spec.isPresent();
    if (!ours || (!known && !message.getChat().isUserChat())) {
      return Optional.empty();
    }
    boolean writes = spec.filter(Spec::writes).isPresent();
    return Optional.of(
        new Errand(
            id,
            here(message),
            update,
            writes ? Errand.Kind.CHANGE : Errand.Kind.QUESTION,
            Lateness.of(date(tree)),
            late -> asked(message, typed, spec, late)));
  }

  private static Optional<Instant> date(JsonNode message) {
    long seconds = message.path("date").asLong();
    return seconds > 0 && seconds <= Integer.MAX_VALUE * 2L
        ? Optional.of(Instant.ofEpochSecond(seconds))
        : Optional.empty();
  }

  private Optional<Duration> asked(
      Message message, Optional<Typed> typed, Optional<Spec> spec, Lateness late) {
    if (typed.isPresent() && spec.isPresent()) {
      Reaction reaction = reaction(spec.get(), typed.get(), message, late);
      if (reaction instanceof Reaction.Waiting waiting) {
        return Optional.of(waiting.time());
      }
      say(message, ((Reaction.Saying) reaction).said(), late);
    } else if (typed.filter(t -> t.name().equals("start")).isPresent()) {
      start(typed.get().rest(), message, late);
    } else {
      say(message, Replies.Said.of(hint()), late);
    }
    return Optional.empty();
  }

  private Reaction reaction(Spec spec, Typed typed, Message message, Lateness late) {
    Options options = Options.read(spec, typed.rest());
    if (!options.unread().isEmpty()) {
      return new Reaction.Saying(
          Replies.Said.of(
              note(
                  "Not done: I do not know what to do with "
                      + UntrustedText.quoted(options.unread().get(0)),
                  "/help shows what can be said with /" + spec.name() + ".")),
          false);
    }
    Destination here = here(message);
    Who who = Who.of(message);
    Admission admission;
    if (options.channel().isPresent()) {
      admission = places.named(options.channel().get(), who);
    } else if (Counter.needsRights(spec)) {
      admission = places.here(message.getChat(), here, who);
    } else {
      admission = new Admission.Known(Places.unchecked(message.getChat(), here));
    }
    return counter.ask(spec.name(), options.values(), admission, options.channel(), late.asked());
  }

  /** Deep links: https://core.telegram.org/bots/features#deep-linking. */
  private void start(String payload, Message message, Lateness late) {
    Optional<String> asked = Links.asked(payload);
    if (asked.isEmpty() && !payload.isEmpty() && !message.getChat().isUserChat()) {
      // Said by the app after a link has added the bot; the group was greeted already.
      return;
    }
    Replies.Said said =
        asked
            .map(id -> counter.pressed(id, Places.unchecked(message.getChat(), here(message))))
            .orElseGet(() -> Replies.Said.of(welcome()));
    say(message, said, late);
  }

  /** Says that something went wrong here. */
  void sorry(Destination to) {
    Reply reply =
        note(
            "Not done: something went wrong here, not with you",
            "Please try again later; /health tells how the parts are.");
    replies.say(to, Replies.Said.of(reply), true, Optional.empty());
  }

  /** Says that some questions were left out. */
  void surplus(FairQueue.Surplus surplus) {
    String last = surplus.count() == 1 ? "one was" : surplus.count() + " were";
    Reply reply = note("Too many questions at once: the last " + last + " left out");
    replies.say(surplus.in(), Replies.Said.of(reply), true, Optional.empty());
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

  private void say(Message message, Replies.Said said, Lateness late) {
    if (late.silent()) {
      return;
    }
    Instant now = clock.instant();
    boolean old = late.isLate(now) || late.earlier() > 0;
    boolean alone = message.getChat().isUserChat();
    replies.say(
        here(message),
        old ? said.and(late.note(now)) : said,
        false,
        alone ? Optional.empty() : Optional.of(message.getMessageId()));
  }

  /** A thread of a plain supergroup is no topic. */
  static Destination here(Message message) {
    boolean topic = Boolean.TRUE.equals(message.getIsTopicMessage());
    return new Destination(
        message.getChatId(),
        topic ? Optional.ofNullable(message.getMessageThreadId()) : Optional.empty());
  }
}
