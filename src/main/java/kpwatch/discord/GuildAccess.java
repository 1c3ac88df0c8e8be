package kpwatch.discord;

import java.time.InstantSource;
import kpwatch.command.Access;
import kpwatch.command.AccessRefusal;
import kpwatch.command.DailyNotice;
import kpwatch.discord.InteractionAnswer.ShapedReply;
import kpwatch.supervision.FailureStreak;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves servers that are not allowed, and tells whoever asks there, or in a direct message, once a
 * day. A command that somebody runs where the bot is no member counts as that person's.
 */
final class GuildAccess implements EventListener {
  private static final Logger LOG = LoggerFactory.getLogger(GuildAccess.class);

  private final Access access;
  private final InstantSource clock;
  private final DailyNotice notice = new DailyNotice();
  private final FailureStreak departures = new FailureStreak();
  private final FailureStreak stays = new FailureStreak();

  GuildAccess(Access access, InstantSource clock) {
    this.access = access;
    this.clock = clock;
  }

  @Override
  public void onEvent(GenericEvent event) {
    if (event instanceof GuildJoinEvent joined) {
      check(joined.getGuild());
    } else if (event instanceof GuildReadyEvent ready) {
      check(ready.getGuild());
    } else if (event instanceof GuildAvailableEvent back) {
      check(back.getGuild());
    }
  }

  boolean allows(Guild guild) {
    return access.allows(DiscordMessenger.PLATFORM, guild.getId());
  }

  boolean allows(Interaction event) {
    Guild guild = event.getGuild();
    return guild == null || guild.isDetached()
        ? access.allows(DiscordMessenger.PLATFORM, event.getUser().getId())
        : allows(guild);
  }

  /** Leaves it, if it is not allowed. */
  void check(Guild guild) {
    if (allows(guild)) {
      return;
    }
    if (departures.again()) {
      LOG.info(
          "leaving server {}, which is not in access.allow ({} so far)",
          guild.getId(),
          departures.times());
    }
    guild.leave().queue(left -> {}, this::stays);
  }

  private void stays(Throwable failure) {
    if (stays.again()) {
      LOG.warn("a server could not be left and is left later: {}", failure.toString());
    }
  }

  /** Answers a question that is not allowed with one line, or not at all, and leaves. */
  void refuse(IReplyCallback event) {
    Guild guild = event.getGuild();
    boolean person = guild == null || guild.isDetached();
    String user = event.getUser().getId();
    String home = person ? user : guild.getId();
    Runnable leave = person ? () -> {} : () -> check(guild);
    if (!notice.due(home, clock.instant())) {
      leave.run();
      return;
    }
    ShapedReply line =
        ShapedReply.of(
            person
                ? AccessRefusal.person(DiscordMessenger.PLATFORM, home)
                : AccessRefusal.group(DiscordMessenger.PLATFORM, home));
    event
        .reply(line.message())
        .setEphemeral(true)
        .queue(sent -> leave.run(), failure -> leave.run());
  }
}
