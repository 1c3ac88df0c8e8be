package kpwatch.discord;

import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import kpwatch.command.Desk;
import kpwatch.command.Place;
import kpwatch.command.Reply;
import kpwatch.command.Request;
import kpwatch.discord.CallerQueue.Admission;
import kpwatch.discord.CallerQueue.Caller;
import kpwatch.discord.InteractionAnswer.ShapedReply;
import kpwatch.notify.Message;
import kpwatch.supervision.FailureStreak;
import kpwatch.supervision.Supervisor;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands, buttons and half-typed codes to the desk, in the order of {@link CallerQueue}.
 * Discord waits three seconds: what takes longer, or has to wait, is announced first. Rights are
 * looked at when it is a question's turn, not when it arrives.
 */
final class Interactions extends ListenerAdapter implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Interactions.class);
  private static final String ITEM = "Discord interaction";

  /** Of the three seconds that Discord waits. */
  private static final Duration PROMPT = Duration.ofMillis(1500);

  /** Whoever presses a button sees it spin. */
  private static final Duration PRESS = Duration.ofMillis(400);

  /** More than the queue has under way, for those that take too long. */
  private static final int THREADS = 16;

  private static final int CHOICES = 25;

  private static final Message SORRY =
      Message.note(
          "Something went wrong here and has been noted; nothing was changed. Please try again.");

  private static final Message SURPLUS =
      Message.note(
          "Too many questions at once: this one was left out",
          "Please wait for the answers and ask again.");

  private final Desk desk;
  private final Condition condition;
  private final GuildAccess access;
  private final ChannelLook look;
  private final ScheduledExecutorService timer;
  private final Supervisor supervisor;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final CallerQueue queue;
  private final FailureStreak unheard = new FailureStreak();

  Interactions(
      Desk desk,
      Condition condition,
      GuildAccess access,
      ChannelLook look,
      ScheduledExecutorService timer,
      Supervisor supervisor,
      InstantSource clock) {
    this.desk = desk;
    this.condition = condition;
    this.access = access;
    this.look = look;
    this.timer = timer;
    this.supervisor = supervisor;
    this.clock = clock;
    this.threads = Executors.newFixedThreadPool(THREADS, supervisor.pool("discord-answers"));
    this.queue = new CallerQueue(threads, System::nanoTime, e -> supervisor.failed(ITEM, e));
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
    answer(event, PROMPT, () -> slash(event));
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent event) {
    answer(
        event,
        PRESS,
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
    if (!access.allows(event)) {
      return;
    }
    Caller caller = caller(event);
    queue.add(
        new Caller(caller.home(), caller.user() + " types"),
        done ->
            event
                .replyChoiceStrings(codes(event.getFocusedOption().getValue()))
                .queue(
                    sent -> done.run(),
                    failure -> {
                      done.run();
                      late(failure);
                    }));
  }

  private List<String> codes(String typed) {
    try {
      return desk.codes(typed).stream().limit(CHOICES).toList();
    } catch (Throwable e) { // an empty list is an answer, too
      supervisor.failed(ITEM, e);
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
    Optional<GuildChannel> channel = channel(event, target);
    Place place =
        channel
            .map(c -> Places.of(c, Optional.ofNullable(event.getMember())))
            .orElseGet(() -> Places.conversation(event.getChannel(), event.getUser().getId()));
    return channel
        .filter(c -> event.getName().equals("subscribe") && postable(place))
        .flatMap(c -> look.refusal(place, c))
        .orElseGet(
            () -> desk.answer(new Request(event.getName(), options, place), clock.instant()));
  }

  /** As far as is known without asking; the desk tells the caller what is in the way. */
  private static boolean postable(Place place) {
    return place.chat() && place.rights().manages() && place.rights().missing().isEmpty();
  }

  /** The channel of a server where a command acts; empty in a conversation outside servers. */
  private static Optional<GuildChannel> channel(
      SlashCommandInteractionEvent event, Optional<GuildChannel> target) {
    Guild guild = event.getGuild();
    if (!event.isFromGuild() || guild == null || guild.isDetached()) {
      return Optional.empty();
    }
    return Optional.of(target.orElseGet(event::getGuildChannel));
  }

  private void answer(IReplyCallback event, Duration prompt, Supplier<Reply> answering) {
    condition.asked(clock.instant());
    if (!access.allows(event)) {
      access.refuse(event);
      return;
    }
    var answer = new InteractionAnswer(event, prompt, timer, this::late, supervisor);
    Admission admission = queue.add(caller(event), done -> answer.give(shaped(answering), done));
    if (admission == Admission.FIRST_LEFT_OUT) {
      answer.give(ShapedReply.of(Reply.of(SURPLUS)), () -> {});
    } else if (admission == Admission.LEFT_OUT) {
      answer.leaveOut();
    }
  }

  private static Caller caller(Interaction event) {
    String user = event.getUser().getId();
    Guild guild = event.getGuild();
    return new Caller(guild == null ? user : guild.getId(), user);
  }

  private ShapedReply shaped(Supplier<Reply> answering) {
    try {
      return ShapedReply.of(answering.get());
    } catch (Throwable e) { // also an overflow of the stack: whoever asked gets an answer
      supervisor.failed(ITEM, e);
      return ShapedReply.of(Reply.of(SORRY));
    }
  }

  @Override
  public void close() {
    queue.close();
    threads.shutdown();
  }

  /** JDA's own text is an article on how to write bots. */
  private static String brief(Throwable failure) {
    return failure instanceof ErrorResponseException refused
        ? refused.getErrorCode() + " " + refused.getErrorResponse().getMeaning()
        : failure.getClass().getSimpleName();
  }

  private void late(Throwable failure) {
    if (unheard.again()) {
      LOG.warn(
          "{} answers did not reach Discord so far; the last: {}", unheard.times(), brief(failure));
    }
  }
}
