package kpwatch.app;

import java.io.Closeable;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Access;
import kpwatch.command.Desk;
import kpwatch.command.Pulse;
import kpwatch.console.ConsoleMessenger;
import kpwatch.discord.DiscordBot;
import kpwatch.dispatch.Carriers;
import kpwatch.dispatch.Pace;
import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.notify.PlatformNotes;
import kpwatch.storage.Database;
import kpwatch.storage.SqlNotes;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.supervision.Supervisor;
import kpwatch.telegram.TelegramBot;

/** The platforms that are switched on, each with a dispatcher of its own. */
final class Chats implements Closeable {
  private final Carriers carriers;
  private final Optional<DiscordBot> discord;
  private final Optional<TelegramBot> telegram;

  private Chats(Carriers carriers, Optional<DiscordBot> discord, Optional<TelegramBot> telegram) {
    this.carriers = carriers;
    this.discord = discord;
    this.telegram = telegram;
  }

  static Chats of(
      BotSettings settings,
      Ports ports,
      Database database,
      SqlSubscriptions subscribers,
      Access access,
      InstantSource clock,
      PrintStream out,
      Supervisor supervisor) {
    Outbox outbox = ports.outbox(database, subscribers);
    PlatformNotes notes = new SqlNotes(database);
    List<Messenger> messengers = new ArrayList<>();
    if (settings.console().enabled()) {
      messengers.add(ports.messenger(new ConsoleMessenger(out)));
    }
    Optional<DiscordBot> discord =
        settings
            .discord()
            .token()
            .map(
                token ->
                    new DiscordBot(
                        settings.discord(), subscribers, notes, access, clock, supervisor));
    discord.ifPresent(bot -> messengers.add(outward(ports, bot.messenger(), access, subscribers)));
    Optional<TelegramBot> telegram =
        settings
            .telegram()
            .token()
            .map(
                token ->
                    new TelegramBot(
                        settings.telegram(), subscribers, notes, access, supervisor, clock));
    Carriers carriers = new Carriers(outbox, clock, supervisor);
    messengers.forEach(m -> carriers.of(m, Pace.USUAL));
    // An answer of 5xx tells little: a chat of Telegram in trouble is asked again once a minute.
    Pace minutely = Pace.USUAL.with(Duration.ofMinutes(1), settings.telegram().callsAtOnce());
    telegram.ifPresent(
        bot -> carriers.of(outward(ports, bot.messenger(), access, subscribers), minutely));
    return new Chats(carriers, discord, telegram);
  }

  private static Messenger outward(
      Ports ports, Messenger platform, Access access, SqlSubscriptions subscribers) {
    return new AccessMessenger(ports.messenger(platform), access, subscribers);
  }

  List<Pulse> pulses() {
    List<Pulse> pulses = new ArrayList<>();
    discord.map(DiscordBot::pulse).ifPresent(pulses::add);
    telegram.map(TelegramBot::pulse).ifPresent(pulses::add);
    return pulses;
  }

  void start(Desk desk) {
    discord.ifPresent(bot -> bot.start(desk));
    telegram.ifPresent(bot -> bot.start(desk));
    carriers.start();
  }

  /** Something may be due. */
  void wake() {
    carriers.wake();
  }

  void recheck() {
    discord.ifPresent(DiscordBot::recheck);
    telegram.ifPresent(TelegramBot::recheck);
  }

  /** Begins no more deliveries. */
  void stop() {
    carriers.stop();
  }

  /** Lets the deliveries under way end before the connections close. */
  @Override
  public void close() {
    carriers.close();
    discord.ifPresent(DiscordBot::close);
    telegram.ifPresent(TelegramBot::close);
  }
}
