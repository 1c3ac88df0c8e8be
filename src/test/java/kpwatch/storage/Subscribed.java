package kpwatch.storage;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Mute;
import kpwatch.subscription.QuietHours;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;

/** Channels that want to know, with every wish there is. */
public final class Subscribed {
  static final Wishes WISHES =
      new Wishes(
          Level.ALL,
          Optional.of(new Wishes.Mention("@watch: \"all\"", Severity.PARTIAL)),
          Wishes.Detail.SHORT,
          Optional.of(
              new QuietHours(
                  LocalTime.of(22, 30), LocalTime.of(7, 0), ZoneId.of("Asia/Pyongyang"))));

  private Subscribed() {}

  public static Subscription to(String channel) {
    return new Subscription(
        ChannelRef.parse(channel), "home", WISHES, Optional.empty(), Standing.active(Filled.START));
  }

  public static Subscription muted(String channel, Instant until, String... owed) {
    return to(channel).with(Optional.of(new Mute(until, List.of(owed))));
  }
}
