package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.subscription.Wishes.Mention;
import kpwatch.untrusted.UntrustedText;

/** Posts a sample of an alert. */
final class TestCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "test",
          "Post a sample alert in this channel, marked as a test",
          List.of(
              Spec.Option.channel("Where; empty: here"),
              Spec.Option.flag("mention", "Call the role by name, with sound, as an alert would")),
          true);

  private final Sight sight;
  private final Subscribers subscribers;

  TestCommand(Sight sight, Subscribers subscribers) {
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
    String where = Refusal.named(place);
    Optional<Subscription> known = subscribers.find(place.channel());
    if (known.filter(s -> !s.standing().isActive()).isPresent()) {
      return Reply.of(
          Message.note(
              "Not done: " + where + " is " + standing(known.get().standing()),
              "/subscribe there makes it active again; then /test shows what arrives."));
    }
    Wishes wishes = known.map(Subscription::wishes).orElse(Wishes.USUAL);
    boolean call = request.option("mention").filter(Flag::yes).isPresent();
    Optional<String> role = wishes.mention().filter(m -> call).map(Mention::role);
    Notification sample =
        new Notification(
            "test/" + place.channel() + "/" + now,
            now,
            Optional.empty(),
            Optional.empty(),
            Notification.Kind.NEWS,
            role.isPresent(),
            Level.MAJOR,
            new Sample(sight).message(now));
    subscribers.say(
        place.channel(),
        sample,
        new Recipient(place.channel(), role.isPresent(), role, wishes.detail()),
        now);
    List<String> lines = new ArrayList<>();
    lines.add(arrival(place, role));
    if (call && role.isEmpty()) {
      lines.add("No role is set there; /subscribe with mention sets one.");
    }
    if (known.isEmpty()) {
      lines.add("The channel is not subscribed: real alerts come only after /subscribe there.");
    }
    known
        .flatMap(Subscription::mute)
        .filter(m -> now.isBefore(m.until()))
        .ifPresent(
            m ->
                lines.add(
                    "The channel is muted until "
                        + sight.times().dated(m.until())
                        + ": the test comes, real alerts do not."));
    lines.add("If nothing arrives within a minute, /health tells why. Nothing was changed.");
    return Reply.of(Message.note("A test is on its way to " + where, lines.toArray(String[]::new)));
  }

  private static String arrival(Place place, Optional<String> role) {
    if (role.isEmpty()) {
      return "It arrives silently and calls nobody.";
    }
    return role.filter(place.silent()::contains).isPresent()
        ? "It names your role with sound, but nobody is called, since I may not call it. "
            + WishText.silentRole(place)
        : "It calls your role, with sound.";
  }

  private static String standing(Standing standing) {
    return standing.state() == Standing.State.PAUSED
        ? "paused: " + UntrustedText.echo(standing.reason())
        : "unsubscribed";
  }
}
