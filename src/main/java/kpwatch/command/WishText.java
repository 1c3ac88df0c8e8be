package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kpwatch.notify.Times;
import kpwatch.subscription.Level;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.subscription.Wishes.Mention;

/** What a channel asked for, in words. */
final class WishText {
  private WishText() {}

  /** What has to change before a role that is named there is called, too. */
  static String silentRole(Place place) {
    return "In the role's settings allow anyone to mention this role, or allow me Mention Everyone"
        + " in "
        + Refusal.named(place)
        + ".";
  }

  /** Exactly what will be posted and what not. */
  static List<String> full(Wishes wishes, Place place) {
    List<String> lines = new ArrayList<>();
    if (wishes.level() == Level.MAJOR) {
      lines.add(
          "Posted (level major): national and partial outages, with each change of the assessment and the end.");
      lines.add(
          "Not posted: servers that struggle while the routes are up, a line that is not seen, our own blindness (level all has these); single sites (ask /sites).");
    } else {
      lines.add(
          "Posted (level all): outages, servers that struggle, lines not seen, with each change of the assessment and the end; and when we cannot see.");
      lines.add("Not posted: single sites that fail (ask /sites).");
    }
    boolean calls = wishes.mention().filter(m -> m.from() == Severity.DEGRADED).isPresent();
    lines.add(
        calls && wishes.level() == Level.ALL
            ? "With a sound: outages and their end, and what calls your role. The rest arrives"
                + " silently."
            : "With a sound: outages and their end. The rest arrives silently.");
    lines.add(wishes.mention().map(m -> mention(m, wishes, place)).orElse("Mention: nobody."));
    lines.add(
        wishes
            .quiet()
            .map(q -> "Quiet hours: " + q + "; posts arrive at once, without sound or mention.")
            .orElse("Quiet hours: none."));
    lines.add(
        wishes.detail() == Detail.SHORT
            ? "Detail short: the headline, the first fact and the verdict."
            : "Detail full: with everything seen and the evidence.");
    return lines;
  }

  private static String mention(Mention mention, Wishes wishes, Place place) {
    String when = when(wishes.level(), mention.from());
    return place.silent().contains(mention.role())
        ? "Mention: your role is named but nobody is called, since I may not call it. "
            + silentRole(place)
            + " Then it is called "
            + when
            + "."
        : "Mention: your role is called " + when + ".";
  }

  /** Nobody is called for what is not posted. */
  private static String when(Level level, Severity from) {
    return switch (from) {
      case OUTAGE -> "when a national outage begins, and for nothing less";
      case PARTIAL -> "when routes are lost, some or all";
      case DEGRADED ->
          level == Level.ALL
              ? "when servers struggle or routes are lost"
              : "when routes are lost, some or all (level major does not post struggling servers)";
    };
  }

  /** One channel on one line. */
  static String row(Subscription subscription, Times times, Instant now) {
    Wishes wishes = subscription.wishes();
    List<String> parts = new ArrayList<>();
    parts.add("{channel:" + subscription.channel().id() + "}: " + state(subscription.standing()));
    parts.add("level " + (wishes.level() == Level.MAJOR ? "major" : "all"));
    parts.add(
        wishes
            .mention()
            .map(m -> "calls a role " + when(wishes.level(), m.from()))
            .orElse("calls nobody"));
    parts.add(wishes.quiet().map(q -> "quiet " + q).orElse("no quiet hours"));
    parts.add("detail " + (wishes.detail() == Detail.SHORT ? "short" : "full"));
    subscription
        .mute()
        .filter(m -> now.isBefore(m.until()))
        .ifPresent(m -> parts.add("muted until " + times.dated(m.until())));
    return String.join(" · ", parts);
  }

  private static String state(Standing standing) {
    String why = standing.reason().isEmpty() ? "" : ": " + Foreign.text(standing.reason());
    return switch (standing.state()) {
      case ACTIVE -> "active";
      case PAUSED -> "paused" + why;
      case GONE -> standing.isUnsubscribed() ? "unsubscribed" : "gone" + why;
    };
  }
}
