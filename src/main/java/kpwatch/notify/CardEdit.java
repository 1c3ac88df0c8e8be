package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Wishes.Detail;

/**
 * A card in one channel that does not read as it should.
 *
 * @param message the platform's name of the message to edit
 * @param posted when it was posted there
 * @param edited when it was last edited or posted; after a failure: when it may be tried again
 * @param shown what it shows: the card as it was then
 * @param frozen whether the platform takes no more edits of it, the last one apart
 */
public record CardEdit(
    ChannelRef channel,
    String message,
    Instant posted,
    Instant edited,
    Instant shown,
    boolean frozen,
    Detail detail,
    Card card) {
  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final Duration YOUNG = Duration.ofHours(1);
  private static final Duration OFTEN = Duration.ofMinutes(1);
  private static final Duration SELDOM = Duration.ofMinutes(10);
  private static final Duration RARELY = Duration.ofMinutes(15);

  /**
   * Whether it may be edited now: once a minute while it is fresh, then every ten minutes, after an
   * hour only for what is material and every 15 minutes; the end at once, and once. Discord's limit
   * on edits of old messages (error 30046) is not published.
   */
  public boolean due(Instant now) {
    if (!card.changed().isAfter(shown)) {
      return false;
    }
    if (card.ended()) {
      return passed(Duration.ZERO, now);
    }
    if (frozen) {
      return false;
    }
    Duration age = Duration.between(posted, now);
    if (age.compareTo(YOUNG) >= 0) {
      return card.material().isAfter(shown) && passed(RARELY, now);
    }
    return passed(age.compareTo(FRESH) < 0 ? OFTEN : SELDOM, now);
  }

  private boolean passed(Duration pause, Instant now) {
    return !now.isBefore(edited.plus(pause));
  }
}
