package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kpwatch.notify.Message;
import kpwatch.notify.Times;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Subscription;

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
    String typed = request.option("for").orElse("");
    return subscribers.change(
        place.channel(),
        now,
        known ->
            known
                .filter(s -> !s.standing().isGone())
                .map(s -> change(s, typed, where, request.since(now), now))
                .orElseGet(() -> Change.none(unknown(where))));
  }

  private static Reply unknown(String where) {
    return Reply.of(
        Message.note(
            "Not subscribed: nothing is posted in " + where,
            "There is nothing to mute. /subscribe there posts alerts."));
  }

  /**
   * @param since from when a time counts: when it was asked
   */
  private Change<Reply> change(
      Subscription known, String typed, String where, Instant since, Instant now) {
    if (typed.strip().toLowerCase(Locale.ROOT).equals("off")) {
      return ended(known, where, now);
    }
    Optional<Duration> length =
        SpanText.read(typed).filter(l -> l.compareTo(SHORTEST) >= 0 && l.compareTo(LONGEST) <= 0);
    if (length.isEmpty()) {
      return Change.none(
          Reply.of(
              Message.note(
                  "Not done: " + Foreign.quoted(typed) + " is no time to mute for",
                  "From 5 min to 7 d, such as 30 min, 8h or 2 d; off ends a mute now.",
                  "Nothing was changed.")));
    }
    Instant until = since.plus(length.get());
    if (!until.isAfter(now)) {
      return Change.none(
          Reply.of(
              Message.note(
                  "Not done: that time is over since " + times.dated(until),
                  "It counted from when you asked. Nothing was changed; /mute again if you still"
                      + " wish.")));
    }
    return Change.to(
        muted(known, until),
        Reply.of(
            Message.note(
                "Muted: nothing is posted in " + where + " until " + times.dated(until),
                "If something was missed by then, one message tells how things stand.",
                "The end of an outage is held back too. /mute off ends it sooner; quiet hours of /subscribe only take the sound away.")));
  }

  private static Change<Reply> ended(Subscription known, String where, Instant now) {
    Optional<Mute> mute = known.mute().filter(m -> now.isBefore(m.until()));
    if (mute.isEmpty()) {
      return Change.none(
          Reply.of(Message.note("Not muted: posts arrive in " + where, "Nothing was changed.")));
    }
    return Change.to(
        muted(known, now),
        Reply.of(
            Message.note(
                "The mute is over: posts arrive in " + where + " again",
                mute.get().owed().isEmpty()
                    ? "Nothing was missed."
                    : "One message follows there, on how things stand: "
                        + mute.get().owed().size()
                        + (mute.get().owed().size() == 1 ? " thing was" : " things were")
                        + " held back.")));
  }

  /** What is owed is told by the watch, once the mute is over. */
  private static Subscription muted(Subscription known, Instant until) {
    List<String> owed = known.mute().map(Mute::owed).orElse(List.of());
    return known.with(Optional.of(new Mute(until, owed)));
  }
}
