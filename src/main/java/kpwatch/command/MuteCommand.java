package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kpwatch.notify.Message;
import kpwatch.notify.Times;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.untrusted.UntrustedText;

/** Posts nothing to a channel for a time; then the present truth, once. */
final class MuteCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "mute",
          "Post nothing here for a time; what was missed is then told in one message",
          List.of(
              Spec.Option.text("for", "How long: 8h, 30 min, 2 d; or off").needed(),
              Spec.Option.channel("Which; empty: this one")),
          true);

  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Times times;
  private final Subscribers subscribers;

  MuteCommand(Sight sight, Subscribers subscribers) {
    this.times = sight.times();
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
    Optional<Subscription> known =
        subscribers.find(place.channel()).filter(s -> s.standing().state() != Standing.State.GONE);
    if (known.isEmpty()) {
      return Reply.of(
          Message.note(
              "Not subscribed: nothing is posted in " + where,
              "There is nothing to mute. /subscribe there posts alerts."));
    }
    String typed = request.option("for").orElse("");
    if (typed.strip().toLowerCase(Locale.ROOT).equals("off")) {
      return ended(known.get(), where, now);
    }
    Optional<Duration> length =
        SpanText.read(typed).filter(l -> l.compareTo(SHORTEST) >= 0 && l.compareTo(LONGEST) <= 0);
    if (length.isEmpty()) {
      return Reply.of(
          Message.note(
              "Not done: " + UntrustedText.quoted(typed) + " is no time to mute for",
              "From 5 min to 7 d, such as 30 min, 8h or 2 d; off ends a mute now.",
              "Nothing was changed."));
    }
    Instant until = request.since(now).plus(length.get());
    if (!until.isAfter(now)) {
      return Reply.of(
          Message.note(
              "Not done: that time is over since " + times.dated(until),
              "It counted from when you asked. Nothing was changed; /mute again if you still"
                  + " wish."));
    }
    put(known.get(), until, now);
    return Reply.of(
        Message.note(
            "Muted: nothing is posted in " + where + " until " + times.dated(until),
            "If something was missed by then, one message tells how things stand.",
            "The end of an outage is held back too. /mute off ends it sooner; quiet hours of"
                + " /subscribe only take the sound away."));
  }

  private Reply ended(Subscription subscription, String where, Instant now) {
    Optional<Mute> mute = subscription.mute().filter(m -> now.isBefore(m.until()));
    if (mute.isEmpty()) {
      return Reply.of(Message.note("Not muted: posts arrive in " + where, "Nothing was changed."));
    }
    put(subscription, now, now);
    return Reply.of(
        Message.note(
            "The mute is over: posts arrive in " + where + " again",
            mute.get().owed().isEmpty()
                ? "Nothing was missed."
                : "One message follows there, on how things stand: "
                    + mute.get().owed().size()
                    + (mute.get().owed().size() == 1 ? " thing was" : " things were")
                    + " held back."));
  }

  /** What is owed is told by the watch, once the mute is over. */
  private void put(Subscription subscription, Instant until, Instant now) {
    List<String> owed = subscription.mute().map(Mute::owed).orElse(List.of());
    subscribers.put(subscription.with(Optional.of(new Mute(until, owed))), List.of(), now);
  }
}
