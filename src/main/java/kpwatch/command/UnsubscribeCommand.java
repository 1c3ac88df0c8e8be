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
    if (request.option("forget").filter(Flag::yes).isPresent()) {
      return forgotten(place, where, now);
    }
    return subscribers.change(
        place.channel(),
        now,
        known -> known.map(s -> ended(s, where, now)).orElseGet(() -> Change.none(unknown(where))));
  }

  private static Reply unknown(String where) {
    return Reply.of(
        Message.note(
            "Not subscribed: nothing is posted in " + where,
            "Nothing was changed. /subscriptions shows what is subscribed."));
  }

  /** Also where nothing is subscribed: a test may have been posted there. */
  private Reply forgotten(Place place, String where, Instant now) {
    boolean known = subscribers.find(place.channel()).isPresent();
    subscribers.remove(place.channel(), now);
    return Reply.of(
        Message.note(
            known
                ? "Unsubscribed: nothing more is posted in " + where + "; its settings are deleted"
                : "Not subscribed: nothing is posted in " + where + "; what was left is deleted",
            "Nothing of this channel is left in the database. Copies and logs that the operator of"
                + " this bot made before are not changed.",
            "To come back, /subscribe there."));
  }

  private static Change<Reply> ended(Subscription known, String where, Instant now) {
    if (known.standing().isGone()) {
      return Change.none(
          Reply.of(
              Message.note(
                  "Unsubscribed already: nothing is posted in " + where,
                  "Its settings are kept for 30 days from then; with forget they are deleted now.",
                  "To come back, /subscribe there.")));
    }
    return Change.to(
        known.with(Standing.unsubscribed(now)),
        Reply.of(
            Message.note(
                "Unsubscribed: nothing more is posted in " + where,
                "Messages that are there already are not kept up to date any more.",
                "Its settings are kept for 30 days: /subscribe there brings them back, /unsubscribe with forget deletes them now.")));
  }
}
