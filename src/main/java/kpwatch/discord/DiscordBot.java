package kpwatch.discord;

import java.io.Closeable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import kpwatch.command.Access;
import kpwatch.command.Desk;
import kpwatch.command.Pulse;
import kpwatch.command.Subscribers;
import kpwatch.notify.Messenger;
import kpwatch.notify.PlatformNotes;
import kpwatch.supervision.Supervisor;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot in Discord: one connection, a messenger for alerts, the desk for questions. */
public final class DiscordBot implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(DiscordBot.class);

  private final Condition condition = new Condition();
  final Connection connection;
  private final Memberships memberships;
  private final Rest rest;
  private final DiscordMessenger messenger;
  private final ScheduledExecutorService timer;
  private final Registration registration;
  final GatewayLiveness liveness;
  private final Supervisor supervisor;
  private final GuildAccess access;
  private final InstantSource clock;
  private volatile Optional<Interactions> interactions = Optional.empty();

  /**
   * @param settings with a token
   * @param subscribers whose standing follows what happens in Discord
   * @param access who may use the bot
   * @param supervisor of the threads that are started here
   */
  public DiscordBot(
      DiscordSettings settings,
      Subscribers subscribers,
      PlatformNotes notes,
      Access access,
      InstantSource clock,
      Supervisor supervisor) {
    this(settings, subscribers, notes, access, clock, supervisor, Patience.USUAL);
  }

  DiscordBot(
      DiscordSettings settings,
      Subscribers subscribers,
      PlatformNotes notes,
      Access access,
      InstantSource clock,
      Supervisor supervisor,
      Patience patience) {
    this.clock = clock;
    this.supervisor = supervisor;
    this.access = new GuildAccess(access, clock);
    this.timer = Executors.newSingleThreadScheduledExecutor(supervisor.pool("discord-timer"));
    this.registration = new Registration(notes, timer, supervisor, patience.again());
    this.memberships = new Memberships(subscribers, condition, clock);
    this.connection = new Connection(settings, condition, patience, supervisor);
    this.liveness = new GatewayLiveness(connection, System::nanoTime);
    this.rest =
        new Rest(connection::any, connection.windows(), connection.departures(), patience.answer());
    this.messenger = new DiscordMessenger(rest, new Cache(connection::shards), condition, clock);
  }

  public Messenger messenger() {
    return messenger;
  }

  public Pulse pulse() {
    return condition;
  }

  /** Connects, without waiting for it, and from then on answers. */
  public void start(Desk desk) {
    var questions =
        new Interactions(desk, condition, access, new ChannelLook(rest), timer, supervisor, clock);
    interactions = Optional.of(questions);
    supervisor.check(liveness::look);
    connection.start(
        List.of(guarded(this::session), guarded(memberships), guarded(access), guarded(questions)));
  }

  /** Looks at paused channels again, from what is known of their rights, and whether to leave. */
  public void recheck() {
    connection
        .shards()
        .ifPresent(
            shards ->
                shards
                    .getGuildCache()
                    .forEach(
                        guild -> {
                          access.check(guild);
                          memberships.recheckQuietly(guild);
                        }));
  }

  @Override
  public void close() {
    connection.close();
    interactions.ifPresent(Interactions::close);
    timer.shutdownNow();
  }

  private EventGuard guarded(EventListener listener) {
    return new EventGuard(listener, supervisor);
  }

  private void session(GenericEvent event) {
    liveness.heard();
    if (event instanceof ReadyEvent ready) {
      condition.connected(clock.instant());
      registration.register(ready.getJDA());
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
}
