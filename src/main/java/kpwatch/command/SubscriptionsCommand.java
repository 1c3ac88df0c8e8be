package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.subscription.Subscription;

/** Every channel of this server, group or person that is subscribed. */
final class SubscriptionsCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "subscriptions",
          "Which channels here are subscribed, and with what settings",
          List.of(),
          false);

  private final Sight sight;
  private final Subscribers subscribers;

  SubscriptionsCommand(Sight sight, Subscribers subscribers) {
    this.sight = sight;
    this.subscribers = subscribers;
  }

  @Override
  public Reply answer(Request request, Instant now) {
    Place place = request.place();
    Optional<Reply> refusal = Refusal.ofCaller(place, SPEC.name());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    List<Subscription> mine = subscribers.of(place.channel().platform(), place.home());
    if (mine.isEmpty()) {
      return Reply.of(
          Message.note(
              "No channel here is subscribed",
              "/subscribe posts alerts in the channel where it is said; it works without options."));
    }
    long active = mine.stream().filter(s -> s.standing().isActive()).count();
    List<String> rows = mine.stream().map(s -> WishText.row(s, sight.times(), now)).toList();
    return Reply.of(
        new Message(
            Status.NOTE,
            active
                + " of "
                + mine.size()
                + (mine.size() == 1 ? " channel" : " channels")
                + " here active",
            List.of(
                new Section("", rows),
                Section.of(
                    "/subscribe in a channel changes its settings or makes it active again; /unsubscribe ends it.")),
            "",
            Optional.empty()));
  }
}
