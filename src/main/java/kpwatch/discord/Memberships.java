package kpwatch.discord;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Subscribers;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.channel.ChannelDeleteEvent;
import net.dv8tion.jda.api.events.channel.update.GenericChannelUpdateEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
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
      of(left.getGuild()).forEach(s -> stands(s.channel(), Standing.State.GONE, LEFT));
    } else if (event instanceof GuildJoinEvent joined) {
      returned(joined.getGuild());
    } else if (event instanceof GuildReadyEvent ready) {
      returned(ready.getGuild());
    } else if (event instanceof ChannelDeleteEvent deleted) {
      ChannelRef channel = ref(deleted.getChannel().getId());
      stands(channel, Standing.State.GONE, "the channel was deleted");
    } else if (event instanceof RoleDeleteEvent deleted) {
      withoutRole(deleted.getGuild(), deleted.getRole().getId());
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

  /** Those that were paused and may be posted to again become active; nothing is tried out. */
  void recheck(Guild guild) {
    for (Subscription subscription : of(guild)) {
      boolean paused = subscription.standing().state() == Standing.State.PAUSED;
      Optional<GuildChannel> channel =
          Optional.ofNullable(guild.getGuildChannelById(subscription.channel().id()));
      if (paused && channel.filter(c -> Places.missing(c).isEmpty()).isPresent()) {
        subscribers.standing(subscription.channel(), Standing.active(clock.instant()));
      }
    }
  }

  private void returned(Guild guild) {
    for (Subscription subscription : of(guild)) {
      if (subscription.standing().reason().equals(LEFT)) {
        subscribers.standing(subscription.channel(), Standing.active(clock.instant()));
      }
    }
    recheck(guild);
  }

  /** A role that is gone calls nobody. */
  private void withoutRole(Guild guild, String role) {
    for (Subscription subscription : of(guild)) {
      Wishes wishes = subscription.wishes();
      if (wishes.mention().filter(m -> m.role().equals(role)).isPresent()) {
        Wishes without =
            new Wishes(wishes.level(), Optional.empty(), wishes.detail(), wishes.quiet());
        subscribers.put(subscription.with(without), List.of(), clock.instant());
      }
    }
  }

  private void stands(ChannelRef channel, Standing.State state, String reason) {
    subscribers.standing(channel, new Standing(state, reason, clock.instant()));
  }

  private List<Subscription> of(Guild guild) {
    return subscribers.of(DiscordMessenger.PLATFORM, guild.getId());
  }

  private static ChannelRef ref(String channel) {
    return new ChannelRef(DiscordMessenger.PLATFORM, channel);
  }
}
