package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kpwatch.command.AccessRefusal;
import kpwatch.command.Desk;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.command.Reply.Button;
import kpwatch.command.Request;
import kpwatch.command.Spec;
import kpwatch.command.Subscribers;
import kpwatch.notify.Message;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.untrusted.UntrustedText;

/** Puts questions to the desk, and below an answer to {@code /subscribe} what can be chosen. */
final class Counter {
  static final String SUBSCRIBE = "subscribe";

  private static final List<String> CHOSEN_BY_BUTTON = List.of("level", "detail");

  /** Longer than that nobody waits for room in a topic. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Desk desk;
  private final Subscribers subscribers;
  private final Topics topics;
  private final InstantSource clock;

  Counter(Desk desk, Subscribers subscribers, Topics topics, InstantSource clock) {
    this.desk = desk;
    this.subscribers = subscribers;
    this.topics = topics;
    this.clock = clock;
  }

  static Optional<Spec> spec(String name) {
    return Desk.commands().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** Whether the caller's rights matter. */
  static boolean needsRights(Spec spec) {
    return spec.writes() || spec.name().equals("subscriptions");
  }

  /** Whether a button below an answer to {@code /subscribe} offers this. */
  static boolean offers(String option, String choice) {
    return CHOSEN_BY_BUTTON.contains(option)
        && spec(SUBSCRIBE).map(Spec::options).orElse(List.of()).stream()
            .anyMatch(o -> o.name().equals(option) && o.choices().contains(choice));
  }

  /**
   * Puts a question to the desk if the caller's rights allow it to be heard.
   *
   * @param named another place, as the caller named it; empty: where the caller speaks
   * @param asked when it was asked; a time such as 8h counts from then
   */
  Reaction ask(
      String command,
      Map<String, String> options,
      Admission admission,
      Optional<String> named,
      Optional<Instant> asked) {
    if (admission instanceof Admission.Unsure) {
      return unsure();
    }
    if (admission instanceof Admission.Outside outside) {
      Reply refusal = AccessRefusal.person(Destination.PLATFORM, outside.home());
      return new Reaction.Saying(Replies.Said.of(refusal), false);
    }
    if (!(admission instanceof Admission.Known known)) {
      return refused(
          "Not done: I do not see "
              + named.map(UntrustedText::echo).orElse("that chat")
              + ", or you do not decide there",
          "Add me there first: to a channel as an administrator who may post messages.",
          "Then one of its administrators can ask for this.");
    }
    Place place = known.place();
    return named
        .flatMap(Destination::parse)
        .filter(topic -> command.equals(SUBSCRIBE) && topic.topic().isPresent())
        .filter(topic -> mayBegin(place))
        .flatMap(this::closed)
        .orElseGet(
            () ->
                new Reaction.Saying(
                    answer(command, options, place, asked), place.rights().manages()));
  }

  private boolean mayBegin(Place place) {
    boolean active =
        subscribers.find(place.channel()).filter(s -> s.standing().isActive()).isPresent();
    return place.rights().manages() && place.rights().missing().isEmpty() && !active;
  }

  /** Empty if alerts can be posted in that topic. */
  private Optional<Reaction> closed(Destination topic) {
    Topics.Finding found = topics.find(topic);
    if (found instanceof Topics.Finding.Open open) {
      // Finding out took time: the caller's rights are asked again before anything is changed.
      return open.fresh() ? Optional.of(new Reaction.Waiting(Duration.ZERO)) : Optional.empty();
    }
    if (found instanceof Topics.Finding.Refusing refusing) {
      return Optional.of(
          refused(
              "Not done: alerts cannot be posted in topic " + topic.topic().orElse(0),
              "What is wrong: " + refusing.reason() + ".",
              "/subscribe, said in a topic, takes that topic. Nothing was changed."));
    }
    return Optional.of(
        found instanceof Topics.Finding.Later later && later.time().compareTo(PATIENCE) <= 0
            ? new Reaction.Waiting(later.time())
            : unsure());
  }

  private static Reaction unsure() {
    return refused(
        "Not done: it could not be checked just now whether you may do that",
        "Telegram did not answer that question. Please try again in a minute.",
        "Nothing was changed.");
  }

  private static Reaction refused(String headline, String... lines) {
    return new Reaction.Saying(Replies.Said.of(Reply.of(Message.note(headline, lines))), false);
  }

  Replies.Said answer(
      String command, Map<String, String> options, Place place, Optional<Instant> asked) {
    Reply reply = desk.answer(new Request(command, options, place, asked), clock.instant());
    return new Replies.Said(
        reply, command.equals(SUBSCRIBE) ? choices(place) : List.of(), Optional.of(place));
  }

  Replies.Said pressed(String button, Place place) {
    return Replies.Said.of(desk.pressed(button, place, clock.instant()));
  }

  private List<List<Button>> choices(Place place) {
    Optional<Subscription> subscription =
        subscribers
            .find(place.channel())
            .filter(s -> place.rights().manages())
            .filter(s -> s.standing().state() != Standing.State.GONE);
    if (subscription.isEmpty()) {
      return List.of();
    }
    List<List<Button>> rows = new ArrayList<>();
    for (Spec.Option option : spec(SUBSCRIBE).map(Spec::options).orElse(List.of())) {
      if (CHOSEN_BY_BUTTON.contains(option.name())) {
        String now = chosen(subscription.get(), option.name());
        rows.add(option.choices().stream().map(c -> button(option, c, now, place)).toList());
      }
    }
    return rows;
  }

  private static String chosen(Subscription subscription, String option) {
    Enum<?> value = option.equals("level") ? subscription.level() : subscription.wishes().detail();
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Button button(Spec.Option option, String choice, String now, Place place) {
    String mark = choice.equals(now) ? "✓ " : "";
    return new Button(
        mark + option.name() + ": " + choice,
        SUBSCRIBE + ":" + option.name() + "=" + choice + "@" + place.channel().id());
  }
}
