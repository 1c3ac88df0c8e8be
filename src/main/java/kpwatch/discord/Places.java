package kpwatch.discord;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kpwatch.command.Place;
import kpwatch.command.Place.Rights;
import kpwatch.subscription.ChannelRef;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;

/**
 * Where a command acts, with the rights of caller and bot computed from JDA's cache, for which the
 * intent GUILDS is enough.
 */
final class Places {
  private static final String NEEDED = Permission.MANAGE_CHANNEL.getName();
  private static final String GRANTER = "a server manager";

  private Places() {}

  /** A channel of a server. */
  static Place of(GuildChannel channel, Optional<Member> caller) {
    Guild guild = channel.getGuild();
    boolean manages =
        caller
            .filter(m -> m.getGuild().equals(guild))
            .filter(m -> m.hasPermission(channel, Permission.MANAGE_CHANNEL))
            .filter(m -> m.hasPermission(channel, Permission.VIEW_CHANNEL))
            .isPresent();
    return new Place(
        new ChannelRef(DiscordMessenger.PLATFORM, channel.getId()),
        guild.getId(),
        "#" + channel.getName(),
        channel instanceof GuildMessageChannel,
        new Rights(manages, NEEDED, missing(channel), GRANTER),
        silent(channel));
  }

  /**
   * Roles that a message of ours names without calling anybody: Discord calls a role for a bot only
   * if everybody may mention it, or the bot has Mention Everyone there.
   */
  private static Set<String> silent(GuildChannel channel) {
    Guild guild = channel.getGuild();
    return guild.getSelfMember().hasPermission(channel, Permission.MESSAGE_MENTION_EVERYONE)
        ? Set.of()
        : guild.getRoles().stream()
            .filter(role -> !role.isMentionable())
            .map(Role::getId)
            .collect(Collectors.toSet());
  }

  /** A conversation outside servers, where nothing can be subscribed. */
  static Place conversation(Channel channel, String user) {
    return new Place(
        new ChannelRef(DiscordMessenger.PLATFORM, channel.getId()),
        user,
        "this conversation",
        false,
        new Rights(false, "a server in which you manage a channel", List.of(), GRANTER));
  }

  /** What the bot lacks to post in a channel, as Discord's own screens call it. */
  static List<String> missing(GuildChannel channel) {
    List<Permission> needed = new ArrayList<>();
    needed.add(Permission.VIEW_CHANNEL);
    needed.add(
        channel instanceof ThreadChannel
            ? Permission.MESSAGE_SEND_IN_THREADS
            : Permission.MESSAGE_SEND);
    needed.add(Permission.MESSAGE_EMBED_LINKS);
    if (channel instanceof ThreadChannel thread && thread.isLocked()) {
      needed.add(Permission.MANAGE_THREADS);
    }
    Member self = channel.getGuild().getSelfMember();
    return needed.stream()
        .filter(p -> !self.hasPermission(channel, p))
        .map(Permission::getName)
        .toList();
  }
}
