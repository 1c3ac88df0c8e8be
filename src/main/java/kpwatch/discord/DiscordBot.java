package kpwatch.discord;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import kpwatch.command.Desk;
import kpwatch.command.Pulse;
import kpwatch.command.Subscribers;
import kpwatch.notify.Messenger;
import kpwatch.notify.PlatformNotes;
import kpwatch.untrusted.UntrustedText;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot in Discord: one connection, a messenger for alerts, the desk for questions. */
public final class DiscordBot implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(DiscordBot.class);
  private static final String REGISTERED = "discord/commands";

  private final Condition condition = new Condition();
  final Connection connection;
  private final Memberships memberships;
  private final DiscordMessenger messenger;
  private final PlatformNotes notes;
  private final InstantSource clock;
  private volatile Optional<Interactions> interactions = Optional.empty();

  /**
   * @param settings with a token
   * @param subscribers whose standing follows what happens in Discord
   */
  public DiscordBot(
      DiscordSettings settings, Subscribers subscribers, PlatformNotes notes, InstantSource clock) {
    this(settings, subscribers, notes, clock, Patience.USUAL);
  }

  DiscordBot(
      DiscordSettings settings,
      Subscribers subscribers,
      PlatformNotes notes,
      InstantSource clock,
      Patience patience) {
    this.notes = notes;
    this.clock = clock;
    this.memberships = new Memberships(subscribers, condition, clock);
    this.connection = new Connection(settings, condition, patience);
    this.messenger =
        new DiscordMessenger(
            new Rest(
                connection::any, connection.windows(), connection.departures(), patience.answer()),
            new Cache(connection::shards),
            condition,
            clock);
  }

  public Messenger messenger() {
    return messenger;
  }

  public Pulse pulse() {
    return condition;
  }

  /** Connects, without waiting for it, and from then on answers. */
  public void start(Desk desk) {
    EventListener session = this::session;
    var questions = new Interactions(desk, condition, clock);
    interactions = Optional.of(questions);
    connection.start(List.of(session, memberships, questions));
  }

  /** Looks at paused channels again, from what is known of their rights. */
  public void recheck() {
    connection
        .shards()
        .ifPresent(shards -> shards.getGuildCache().forEach(memberships::recheckQuietly));
  }

  @Override
  public void close() {
    connection.close();
    interactions.ifPresent(Interactions::close);
  }

  private void session(GenericEvent event) {
    if (event instanceof ReadyEvent ready) {
      condition.connected(clock.instant());
      register(ready.getJDA());
    } else if (event instanceof SessionResumeEvent || event instanceof SessionRecreateEvent) {
      condition.connected(clock.instant());
    } else if (event instanceof SessionDisconnectEvent lost) {
      condition.disconnected("reconnecting");
      LOG.info(
          "Discord's gateway closed: {}",
          Optional.ofNullable(lost.getCloseCode()).map(Object::toString).orElse("no code"));
    } else if (event instanceof ShutdownEvent ended) {
      ended(ended);
    }
  }

  /** Codes after which connecting again cannot help stop Discord; after any other we begin anew. */
  private void ended(ShutdownEvent event) {
    if (connection.closing()) {
      return;
    }
    Optional<String> fatal =
        switch (event.getCode()) {
          case 4004 -> Optional.of("discord.token is not valid");
          case 4010, 4011, 4012 -> Optional.of("Discord does not take this kind of session");
          case 4013 -> Optional.of("Discord does not know the intents");
          case 4014 -> Optional.of("Discord does not allow the intents");
          default -> Optional.empty();
        };
    if (fatal.isEmpty()) {
      condition.disconnected("beginning anew");
      LOG.warn("the session with Discord ended with {}; beginning anew", event.getCode());
      connection.again(event.getJDA());
      return;
    }
    String reason = event.getCode() + ": " + fatal.get();
    condition.stop(reason);
    LOG.error("Discord is off ({}). The watch goes on without it.", reason);
  }

  /** Only when the set has changed: there are 200 creations a day. */
  private void register(JDA jda) {
    List<SlashCommandData> commands = CommandShape.all(Desk.commands());
    CRC32 sum = new CRC32();
    commands.forEach(c -> sum.update(c.toData().toString().getBytes(StandardCharsets.UTF_8)));
    String hash = jda.getSelfUser().getApplicationId() + "/" + sum.getValue();
    if (notes.find(REGISTERED).equals(Optional.of(hash))) {
      return;
    }
    jda.updateCommands()
        .addCommands(commands)
        .queue(
            done -> notes.keep(REGISTERED, hash),
            failure ->
                LOG.warn(
                    "commands could not be registered: {}", UntrustedText.log(failure.toString())));
  }
}
