package kpwatch.discord;

import java.util.List;
import java.util.Optional;
import kpwatch.subscription.Standing;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;

/** Why a channel cannot be posted to, in words for those who can change it. */
final class Denied {
  /** Where no permission is seen to be missing: then nothing but a change can help. */
  private static final String UNEXPLAINED = "Discord does not let me post here";

  private static final String VIEW = Permission.VIEW_CHANNEL.getName();

  private Denied() {}

  /**
   * @param channel as far as it is known
   * @param unseen whether Discord says that we cannot see it
   */
  static String reason(Optional<GuildChannel> channel, boolean unseen, String said) {
    List<String> missing = channel.map(Places::missing).orElse(List.of());
    if (missing.contains(VIEW) || missing.isEmpty() && unseen) {
      return "I cannot see the channel. A server manager can allow " + VIEW + " for me.";
    }
    if (missing.isEmpty()) {
      return UNEXPLAINED + " (" + said + "). A server manager can look at my permissions.";
    }
    return "I can see #"
        + channel.map(GuildChannel::getName).orElse("the channel")
        + " but may not post there. A server manager can allow "
        + String.join(" and ", missing)
        + " for me.";
  }

  /** Whether a pause ends as soon as the permissions that we can see are complete. */
  static boolean explained(Standing standing) {
    return !standing.reason().startsWith(UNEXPLAINED);
  }
}
