package kpwatch.discord;

import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import kpwatch.command.Desk;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.command.Request;
import kpwatch.notify.Message;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.untrusted.UntrustedText;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands, buttons and half-typed codes to the desk. Discord waits three seconds: answers
 * come from memory and are given at once, and one that writes to a busy disk is announced first.
 */
final class Interactions extends ListenerAdapter implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Interactions.class);

  /** Of the three seconds that Discord waits. */
  private static final Duration PROMPT = Duration.ofMillis(1500);

  private static final int CHOICES = 25;

  private final Desk desk;
  private final Condition condition;
  private final InstantSource clock;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(3, Interactions::thread);

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
    threads.execute(
        () ->
            event
                .replyChoiceStrings(codes(event.getFocusedOption().getValue()))
                .queue(done -> {}, Interactions::late));
  }

  private List<String> codes(String typed) {
    try {
      return desk.codes(typed).stream().limit(CHOICES).toList();
    } catch (RuntimeException e) {
      LOG.error("codes could not be offered", e);
      return List.of();
    }
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

  /** Answers, and says that it takes longer before Discord stops waiting. */
  private void answer(IReplyCallback event, Supplier<Reply> answering) {
    var answered = new AtomicBoolean();
    var deferral =
        threads.schedule(
            () -> {
              if (answered.compareAndSet(false, true)) {
                event.deferReply(true).queue(done -> {}, Interactions::late);
              }
            },
            PROMPT.toMillis(),
            TimeUnit.MILLISECONDS);
    threads.execute(
        () -> {
          Reply reply = guarded(answering);
          MessageCreateData shape = shape(reply);
          deferral.cancel(false);
          if (answered.compareAndSet(false, true)) {
            event.reply(shape).setEphemeral(!reply.open()).queue(done -> {}, Interactions::late);
          } else {
            event
                .getHook()
                .editOriginal(MessageEditData.fromCreateData(shape))
                .queue(done -> {}, Interactions::late);
          }
        });
  }

  private static Reply guarded(Supplier<Reply> answering) {
    try {
      Reply reply = answering.get();
      shape(reply);
      return reply;
    } catch (RuntimeException e) {
      LOG.error("a question could not be answered", e);
      return Reply.of(
          Message.note(
              "Something went wrong here and has been noted; nothing was changed. Please try"
                  + " again."));
    }
  }

  private static MessageCreateData shape(Reply reply) {
    return Shape.of(reply.message(), Detail.FULL, Optional.empty(), reply.buttons());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "discord-answers");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private static void late(Throwable failure) {
    LOG.warn("an answer did not reach Discord: {}", UntrustedText.log(failure.toString()));
  }
}
