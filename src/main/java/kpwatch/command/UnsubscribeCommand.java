package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Message;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;

/** Posts no more to a channel. */
final class UnsubscribeCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "unsubscribe",
          "Post nothing more in this channel; its settings are kept for 30 days",
          List.of(
              Spec.Option.channel("Which; empty: this one"),
              Spec.Option.flag("forget", "Delete the settings at once")),
          true);

  /** Why a channel is gone that wanted to. */
  static final String REASON = "unsubscribed";

  private final Subscribers subscribers;

  UnsubscribeCommand(Subscribers subscribers) {
    this.subscribers = subscribers;
  }

  @Override
  public Reply answer(Request request, Instant now) {
    Place place = request.place();
    Optional<Reply> refusal = Refusal.ofCaller(place, SPEC.name());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String where = Refusal.named(place);
    Optional<Subscription> known = subscribers.find(place.channel());
    boolean forget = request.option("forget").filter(Flag::yes).isPresent();
    if (known.isEmpty() && !forget) {
      return Reply.of(
          Message.note(
              "Not subscribed: nothing is posted in " + where,
              "Nothing was changed. /subscriptions shows what is subscribed."));
    }
    if (forget) {
      subscribers.remove(place.channel(), now);
      return Reply.of(
          Message.note(
              known.isEmpty()
                  ? "Not subscribed: nothing is posted in " + where + "; what was left is deleted"
                  : "Unsubscribed: nothing more is posted in "
                      + where
                      + "; its settings are deleted",
              "Nothing of this channel is left in the database. Copies and logs that the operator"
                  + " of this bot made before are not changed.",
              "To come back, /subscribe there."));
    }
    if (known.get().standing().state() == Standing.State.GONE) {
      return Reply.of(
          Message.note(
              "Unsubscribed already: nothing is posted in " + where,
              "Its settings are kept for 30 days from then; with forget they are deleted now.",
              "To come back, /subscribe there."));
    }
    subscribers.standing(place.channel(), new Standing(Standing.State.GONE, REASON, now));
    return Reply.of(
        Message.note(
            "Unsubscribed: nothing more is posted in " + where,
            "Messages that are there already are not kept up to date any more.",
            "Its settings are kept for 30 days: /subscribe there brings them back, /unsubscribe"
                + " with forget deletes them now."));
  }
}
