package kpwatch.discord;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import kpwatch.command.Change;
import kpwatch.command.Subscribers;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.channel.ChannelDeleteEvent;
import net.dv8tion.jda.api.events.channel.update.GenericChannelUpdateEvent;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.guild.UnavailableGuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.member.GenericGuildMemberEvent;
import net.dv8tion.jda.api.events.guild.override.GenericPermissionOverrideEvent;
import net.dv8tion.jda.api.events.role.RoleDeleteEvent;
import net.dv8tion.jda.api.events.role.update.RoleUpdatePermissionsEvent;
import net.dv8tion.jda.api.hooks.EventListener;

/**
 * Keeps the subscriptions true to what happens to servers, channels and rights. An outage at
 * Discord ({@code unavailable}) changes nothing; wishes are kept when the bot is sent away and
 * revived when it returns.
 */
final class Memberships implements EventListener {
  private static final String LEFT = "the bot was removed from the server";

  private final Subscribers subscribers;
  private final Condition condition;
  private final InstantSource clock;

  Memberships(Subscribers subscribers, Condition condition, InstantSource clock) {
    this.subscribers = subscribers;
    this.condition = condition;
    this.clock = clock;
  }

  @Override
  public void onEvent(GenericEvent event) {
    condition.event(clock.instant());
    if (event instanceof GuildLeaveEvent left) {
      left(left.getGuild().getId());
    } else if (event instanceof UnavailableGuildLeaveEvent left) {
      left(left.getGuildId());
    } else if (event instanceof GuildJoinEvent joined) {
      returned(joined.getGuild());
    } else if (event instanceof GuildReadyEvent ready) {
      returned(ready.getGuild());
    } else if (event instanceof GuildAvailableEvent back) {
      returned(back.getGuild());
    } else if (event instanceof ChannelDeleteEvent deleted) {
      gone(ref(deleted.getChannel().getId()), "the channel was deleted");
    } else if (event instanceof RoleDeleteEvent deleted) {
      withoutRoles(deleted.getGuild(), role -> role.equals(deleted.getRole().getId()));
      recheck(deleted.getGuild());
    } else if (event instanceof RoleUpdatePermissionsEvent changed) {
      recheck(changed.getGuild());
    } else if (event instanceof GenericPermissionOverrideEvent changed) {
      recheck(changed.getGuild());
    } else if (event instanceof GenericGuildMemberEvent changed) {
      recheck(changed.getGuild());
    } else if (event instanceof GenericChannelUpdateEvent<?> changed && changed.isFromGuild()) {
      recheck(changed.getGuild());
    }
  }

  /** Now and then: those whose permissions have become complete without our hearing of it. */
  void recheckQuietly(Guild guild) {
    recheck(guild, Denied::explained);
  }

  /** Something changed: those that were paused and may be posted to again become active. */
  private void recheck(Guild guild) {
    recheck(guild, standing -> true);
  }

  /** Nothing is tried out: only what the permissions say counts. */
  private void recheck(Guild guild, Predicate<Standing> which) {
    for (Subscription subscription : of(guild)) {
      Standing standing = subscription.standing();
      boolean paused = standing.state() == Standing.State.PAUSED && which.test(standing);
      if (paused && channel(guild, subscription).filter(Memberships::open).isPresent()) {
        activate(subscription);
      }
    }
  }

  private static boolean open(GuildChannel channel) {
    return channel instanceof GuildMessageChannel && Places.missing(channel).isEmpty();
  }

  private void left(String guild) {
    subscribers.of(DiscordMessenger.PLATFORM, guild).forEach(s -> gone(s.channel(), LEFT));
  }

  /** A channel that was gone is there again, or the bot is where it was. */
  private void returned(Guild guild) {
    for (Subscription subscription : of(guild)) {
      Standing standing = subscription.standing();
      boolean gone = standing.isGone() && !standing.isUnsubscribed();
      boolean there = channel(guild, subscription).isPresent();
      if (gone && (there || standing.reason().equals(LEFT))) {
        activate(subscription);
      }
    }
    withoutRoles(guild, role -> guild.getRoleById(role) == null);
    recheck(guild);
  }

  /** A role that is gone calls nobody. */
  private void withoutRoles(Guild guild, Predicate<String> gone) {
    for (Subscription subscription : of(guild)) {
      if (calls(subscription, gone)) {
        subscribers.change(
            subscription.channel(),
            clock.instant(),
            known ->
                known
                    .filter(s -> calls(s, gone))
                    .map(s -> Change.to(s.with(silent(s.wishes())), true))
                    .orElse(Change.none(false)));
      }
    }
  }

  private static boolean calls(Subscription subscription, Predicate<String> role) {
    return subscription.wishes().mention().filter(m -> role.test(m.role())).isPresent();
  }

  private static Wishes silent(Wishes wishes) {
    return new Wishes(wishes.level(), Optional.empty(), wishes.detail(), wishes.quiet());
  }

  private void activate(Subscription subscription) {
    subscribers.standing(
        subscription.channel(), subscription.standing(), Standing.active(clock.instant()));
  }

  private void gone(ChannelRef channel, String reason) {
    subscribers.standing(channel, new Standing(Standing.State.GONE, reason, clock.instant()));
  }

  private static Optional<GuildChannel> channel(Guild guild, Subscription subscription) {
    return Optional.ofNullable(guild.getGuildChannelById(subscription.channel().id()));
  }

  private List<Subscription> of(Guild guild) {
    return subscribers.of(DiscordMessenger.PLATFORM, guild.getId());
  }

  private static ChannelRef ref(String channel) {
    return new ChannelRef(DiscordMessenger.PLATFORM, channel);
  }
}
