package kpwatch.discord;

import java.util.Optional;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.discord.Rest.Answer;
import kpwatch.notify.Message;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Asks Discord for a channel or thread before it is subscribed, since what the gateway told may be
 * out of date.
 */
final class ChannelLook {
  private static final String UNCHANGED = "Nothing was changed.";
  private static final int UNKNOWN_CHANNEL = 10003;
  private static final int MISSING_ACCESS = 50001;

  private final Rest rest;

  ChannelLook(Rest rest) {
    this.rest = rest;
  }

  /** Why it cannot be subscribed now; empty: nothing is in the way. Waits for Discord. */
  Optional<Reply> refusal(Place place, GuildChannel channel) {
    String name = "{channel:" + place.channel().id() + "}";
    Answer answer = rest.look(Route.Channels.GET_CHANNEL.compile(channel.getId()));
    if (answer instanceof Answer.Ok ok) {
      return thread(ok.messages().get(0), name, channel);
    }
    if (answer instanceof Answer.Refused refused && refused.code() == UNKNOWN_CHANNEL) {
      return no("Not done: there is no such channel any more", "Name another one.");
    }
    if (answer instanceof Answer.Refused refused && refused.code() == MISSING_ACCESS) {
      return no(
          "Not done: I cannot see " + name,
          "A server manager can allow " + Permission.VIEW_CHANNEL.getName() + " for me.");
    }
    return no(
        "Not done: " + name + " could not be checked just now",
        "Discord did not answer in time. Please try again in a minute.");
  }

  private static Optional<Reply> thread(DataObject told, String name, GuildChannel channel) {
    Optional<DataObject> thread = told.optObject("thread_metadata");
    if (thread.filter(t -> t.getBoolean("locked")).isPresent()
        && !channel.getGuild().getSelfMember().hasPermission(channel, Permission.MANAGE_THREADS)) {
      return no("Not done: the thread " + name + " is locked", "A moderator can unlock it.");
    }
    if (thread.filter(t -> t.getBoolean("archived")).isPresent()) {
      return no(
          "Not done: the thread " + name + " is archived",
          "Open it again, for instance by a message there; then run the command again.");
    }
    return Optional.empty();
  }

  private static Optional<Reply> no(String headline, String help) {
    return Optional.of(Reply.of(Message.note(headline, help, UNCHANGED)));
  }
}
