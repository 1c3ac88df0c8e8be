package kpwatch.discord;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.command.Desk;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.command.Request;
import kpwatch.notify.Message;
import kpwatch.subscription.Wishes.Detail;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands, buttons and half-typed codes to the desk. Answers come from memory, so they are
 * given at once; Discord waits three seconds for them.
 */
final class Interactions extends ListenerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Interactions.class);

  private final Desk desk;
  private final Condition condition;
  private final InstantSource clock;

  Interactions(Desk desk, Condition condition, InstantSource clock) {
    this.desk = desk;
    this.condition = condition;
    this.clock = clock;
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
    condition.asked(clock.instant());
    answer(event, () -> slash(event));
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent event) {
    condition.asked(clock.instant());
    answer(
        event,
        () -> {
          Place place =
              event.isFromGuild()
                  ? Places.of(event.getGuildChannel(), Optional.ofNullable(event.getMember()))
                  : Places.conversation(event.getChannel(), event.getUser().getId());
          String pressed = Buttons.pressed(event.getComponentId()).orElse("");
          return desk.pressed(pressed, place, clock.instant());
        });
  }

  @Override
  public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
    List<String> codes = desk.codes(event.getFocusedOption().getValue());
    event.replyChoiceStrings(codes).queue(done -> {}, Interactions::late);
  }

  private Reply slash(SlashCommandInteractionEvent event) {
    Map<String, String> options = new HashMap<>();
    Optional<GuildChannel> target = Optional.empty();
    for (OptionMapping option : event.getOptions()) {
      if (option.getType() == OptionType.CHANNEL) {
        target = Optional.of(option.getAsChannel());
      } else if (option.getType() == OptionType.ROLE) {
        Role role = option.getAsRole();
        if (role.isPublicRole()) {
          return Reply.of(Message.note("I never call everyone. Choose a role of its own."));
        }
        options.put(option.getName(), role.getId());
      } else {
        options.put(option.getName(), option.getAsString());
      }
    }
    return desk.answer(
        new Request(event.getName(), options, place(event, target)), clock.instant());
  }

  private static Place place(SlashCommandInteractionEvent event, Optional<GuildChannel> target) {
    if (!event.isFromGuild() || event.getGuild() == null || event.getGuild().isDetached()) {
      return Places.conversation(event.getChannel(), event.getUser().getId());
    }
    GuildChannel channel = target.orElseGet(event::getGuildChannel);
    return Places.of(channel, Optional.ofNullable(event.getMember()));
  }

  private interface Answering {
    Reply reply();
  }

  private static void answer(IReplyCallback event, Answering answering) {
    Reply reply;
    try {
      reply = answering.reply();
    } catch (RuntimeException e) {
      LOG.error("a question could not be answered", e);
      reply =
          Reply.of(
              Message.note(
                  "Something went wrong here and has been noted; nothing was changed. Please try again."));
    }
    event
        .reply(Shape.of(reply.message(), Detail.FULL, Optional.empty(), reply.buttons()))
        .setEphemeral(!reply.open())
        .queue(done -> {}, Interactions::late);
  }

  private static void late(Throwable failure) {
    LOG.warn("an answer did not reach Discord: {}", failure.toString());
  }
}
