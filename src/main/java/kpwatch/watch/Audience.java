package kpwatch.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import kpwatch.assess.Assessment;
import kpwatch.incident.Tracks;
import kpwatch.notify.Announcer;
import kpwatch.notify.Card;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;

/** Who hears what: by level, by mute, by quiet hours. */
final class Audience {
  private final Announcer announcer;
  private final Tracks tracks;
  private final SortedMap<String, Assessment> assessments;

  private final Optional<ChannelRef> operator;

  /**
   * @param operator hears of our blindness even if it does not subscribe to that
   */
  Audience(
      Announcer announcer,
      Tracks tracks,
      SortedMap<String, Assessment> assessments,
      Optional<ChannelRef> operator) {
    this.announcer = announcer;
    this.tracks = tracks;
    this.assessments = assessments;
    this.operator = operator;
  }

  Round.Speech speech(
      List<Notification> notifications,
      List<Card> cards,
      List<Subscription> all,
      Rings rings,
      Instant now) {
    List<Subscription> listeners =
        all.stream().filter(s -> s.standing().state() != Standing.State.GONE).toList();
    List<Round.Post> posts = new ArrayList<>();
    List<Round.Withheld> withheld = new ArrayList<>();
    List<Round.Unmuted> unmuted = new ArrayList<>();
    for (Notification notification : notifications) {
      List<Recipient> recipients = new ArrayList<>();
      for (Subscription subscription : listeners) {
        if (!subscription.level().hears(notification.level())) {
          continue;
        }
        if (muted(subscription, now)) {
          withheld.add(
              new Round.Withheld(
                  subscription.channel(), notification.incident().orElse(notification.id())));
        } else {
          recipients.add(rings.capped(Recipient.of(subscription, notification, now), notification));
        }
      }
      operator
          .filter(channel -> ofOurSight(notification) && reached(channel, recipients, all, now))
          .map(channel -> Recipient.silent(channel, Wishes.Detail.FULL))
          .ifPresent(recipients::add);
      posts.add(new Round.Post(notification, recipients));
    }
    for (Subscription subscription : listeners) {
      Optional<Mute> over = subscription.mute().filter(m -> !now.isBefore(m.until()));
      over.ifPresent(mute -> unmuted.add(new Round.Unmuted(subscription.channel(), mute.until())));
      over.filter(mute -> !mute.owed().isEmpty())
          .ifPresent(mute -> posts.add(truth(subscription, mute, now)));
    }
    return new Round.Speech(posts, cards, withheld, unmuted);
  }

  private static boolean ofOurSight(Notification notification) {
    return notification.kind() == Notification.Kind.BLIND
        || notification.kind() == Notification.Kind.SEEING;
  }

  /** Not where it is heard already, nor where nothing may be said. */
  private static boolean reached(
      ChannelRef channel, List<Recipient> recipients, List<Subscription> all, Instant now) {
    return recipients.stream().noneMatch(to -> to.channel().equals(channel))
        && all.stream()
            .filter(s -> s.channel().equals(channel))
            .noneMatch(s -> s.standing().state() == Standing.State.GONE || muted(s, now));
  }

  private Round.Post truth(Subscription subscription, Mute mute, Instant now) {
    Optional<Assessment> assessment = assessments.values().stream().findFirst();
    Notification notification =
        announcer.afterMute(subscription.channel(), mute, tracks, assessment, now);
    return new Round.Post(notification, List.of(Recipient.of(subscription, notification, now)));
  }

  private static boolean muted(Subscription subscription, Instant now) {
    return subscription.mute().filter(m -> now.isBefore(m.until())).isPresent();
  }
}
