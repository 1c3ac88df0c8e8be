package kpwatch.telegram;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kpwatch.command.Desk;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.command.Reply.Button;
import kpwatch.command.Request;
import kpwatch.command.Spec;
import kpwatch.command.Subscribers;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;

/** Puts questions to the desk, and below an answer to {@code /subscribe} what can be chosen. */
final class Counter {
  static final String SUBSCRIBE = "subscribe";

  private static final List<String> CHOSEN_BY_BUTTON = List.of("level", "detail");

  private final Desk desk;
  private final Subscribers subscribers;
  private final InstantSource clock;

  Counter(Desk desk, Subscribers subscribers, InstantSource clock) {
    this.desk = desk;
    this.subscribers = subscribers;
    this.clock = clock;
  }

  static Optional<Spec> spec(String name) {
    return Desk.commands().stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** Whether the caller's rights matter. */
  static boolean needsRights(Spec spec) {
    return spec.writes() || spec.name().equals("subscriptions");
  }

  Replies.Said answer(String command, Map<String, String> options, Place place) {
    Reply reply = desk.answer(new Request(command, options, place), clock.instant());
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
