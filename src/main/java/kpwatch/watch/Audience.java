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
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;

/** Who hears what: by level, by mute, by quiet hours. */
final class Audience {
  private final Announcer announcer;
  private final Tracks tracks;
  private final SortedMap<String, Assessment> assessments;

  Audience(Announcer announcer, Tracks tracks, SortedMap<String, Assessment> assessments) {
    this.announcer = announcer;
    this.tracks = tracks;
    this.assessments = assessments;
  }

  Round.Speech speech(
      List<Notification> notifications, List<Card> cards, List<Subscription> all, Instant now) {
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
          recipients.add(Recipient.of(subscription, notification, now));
        }
      }
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
