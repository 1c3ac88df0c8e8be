package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Reply.Button;
import kpwatch.incident.Incident;
import kpwatch.notify.Card;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.notify.Notification;
import kpwatch.subscription.Level;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.watch.WatchState;

/** Posts to a channel from now on, or changes what is posted there. */
final class SubscribeCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "subscribe",
          "Post alerts in this channel, or change what is posted; works without any option",
          List.of(
              Spec.Option.channel("Where; empty: here"),
              Spec.Option.choice("level", "major: outages; all: everything", "major", "all"),
              new Spec.Option("mention", "Role to call by name", Spec.Kind.ROLE, false, List.of()),
              Spec.Option.choice(
                  "mention_from",
                  "From which severity the role is called; usually outage",
                  "degraded",
                  "partial",
                  "outage",
                  WishForm.NOBODY),
              Spec.Option.choice("detail", "How long messages are", "short", "full"),
              Spec.Option.text("quiet", "No sound or mention in these hours: 22:00-07:00, or off"),
              Spec.Option.text("zone", "Whose clock counts for quiet hours: Europe/London")),
          true);

  private final Sight sight;
  private final Subscribers subscribers;

  SubscribeCommand(Sight sight, Subscribers subscribers) {
    this.sight = sight;
    this.subscribers = subscribers;
  }

  @Override
  public Reply answer(Request request, Instant now) {
    Place place = request.place();
    Optional<Reply> refusal = Refusal.ofCaller(place, SPEC.name()).or(() -> Refusal.ofPlace(place));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return subscribers.change(place.channel(), now, known -> change(request, known, now));
  }

  private Change<Reply> change(Request request, Optional<Subscription> known, Instant now) {
    Wishes before = known.map(Subscription::wishes).orElse(Wishes.USUAL);
    WishForm.Filled filled = WishForm.read(request, before);
    if (!filled.problems().isEmpty()) {
      List<String> lines = new ArrayList<>(filled.problems());
      lines.add("Nothing was changed.");
      return Change.none(
          Reply.of(
              new Message(
                  Status.NOTE,
                  "Not done: "
                      + (lines.size() == 2 ? "one option is" : "some options are")
                      + " not right",
                  List.of(new Section("", lines)),
                  "",
                  Optional.empty())));
    }
    Room room = Room.in(subscribers, request.place(), known);
    return room.isFull()
        ? Change.none(room.refusal())
        : subscribed(request.place(), known, filled.wishes(), room, now);
  }

  private Change<Reply> subscribed(
      Place place, Optional<Subscription> known, Wishes wishes, Room room, Instant now) {
    Optional<Standing> active = known.map(Subscription::standing).filter(Standing::isActive);
    Optional<Mute> mute = known.flatMap(Subscription::mute);
    Subscription next =
        new Subscription(
            place.channel(), place.home(), wishes, mute, active.orElse(Standing.active(now)));
    boolean muted = mute.filter(m -> now.isBefore(m.until())).isPresent();
    List<Notification> cards =
        muted ? List.of() : cards(next, known.filter(s -> s.standing().isActive()), now);
    Optional<Subscription> change =
        known.equals(Optional.of(next)) ? Optional.empty() : Optional.of(next);
    return new Change<>(
        reply(place, known, next, cards, now),
        change,
        change.isEmpty() ? List.of() : cards,
        room.forgotten());
  }

  private Reply reply(
      Place place,
      Optional<Subscription> known,
      Subscription next,
      List<Notification> cards,
      Instant now) {
    List<String> lines = new ArrayList<>(WishText.full(next.wishes(), place));
    cards.forEach(
        c ->
            lines.add(
                0, c.incident().orElse("An incident") + " is under way: its card follows there."));
    next.mute()
        .filter(m -> now.isBefore(m.until()))
        .ifPresent(
            m ->
                lines.add(
                    "Muted until " + sight.times().dated(m.until()) + "; /mute off ends that."));
    lines.add(
        "To change it, /subscribe with other options; to silence it, /mute; to end it, /unsubscribe. /test shows how an alert looks.");
    Message message =
        new Message(
            Status.NOTE,
            head(place, known, next),
            List.of(new Section("", lines)),
            "",
            Optional.empty());
    return Reply.of(message, new Button("Status", "status"));
  }

  private String head(Place place, Optional<Subscription> known, Subscription next) {
    String where = Refusal.named(place);
    String name = sight.network().name();
    String what = next.level() == Level.MAJOR ? name + "'s outages" : "all that changes in " + name;
    if (known.isEmpty()) {
      return "Subscribed: " + where + " now hears of " + what;
    }
    if (!known.get().standing().isActive()) {
      return "Subscribed again, with the settings kept: " + where + " now hears of " + what;
    }
    return known.get().equals(next)
        ? "Subscribed already: " + where + " hears of " + what + "; nothing was changed"
        : "Changed: what " + where + " hears of " + what;
  }

  /** What is under way and would be news there. */
  private List<Notification> cards(Subscription next, Optional<Subscription> before, Instant now) {
    WatchState state = sight.state();
    List<Notification> cards = new ArrayList<>();
    for (Incident incident : state.tracks().open()) {
      Card card = state.cards().get(incident.code());
      Level level = incident.widest().routesLost() ? Level.MAJOR : Level.ALL;
      boolean heard = before.filter(s -> s.level().hears(level)).isPresent();
      if (card != null && !heard && next.level().hears(level)) {
        cards.add(
            new Notification(
                incident.code() + "/card/" + next.channel() + "/" + now,
                now,
                Optional.of(incident.code()),
                Optional.of(incident.widest()),
                Notification.Kind.UPDATED,
                false,
                level,
                card.message()));
      }
    }
    return cards;
  }
}
