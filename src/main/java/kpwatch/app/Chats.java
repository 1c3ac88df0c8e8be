package kpwatch.app;

import java.io.Closeable;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Desk;
import kpwatch.command.Pulse;
import kpwatch.command.Subscribers;
import kpwatch.console.ConsoleMessenger;
import kpwatch.discord.DiscordBot;
import kpwatch.dispatch.Dispatcher;
import kpwatch.dispatch.Pace;
import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.notify.PlatformNotes;

/** The platforms that are switched on, each with a dispatcher of its own. */
final class Chats implements Closeable {
  private final List<Dispatcher> dispatchers;
  private final Optional<DiscordBot> discord;

  private Chats(List<Dispatcher> dispatchers, Optional<DiscordBot> discord) {
    this.dispatchers = List.copyOf(dispatchers);
    this.discord = discord;
  }

  static Chats of(
      BotSettings settings,
      Outbox outbox,
      Subscribers subscribers,
      PlatformNotes notes,
      InstantSource clock,
      PrintStream out) {
    List<Messenger> messengers = new ArrayList<>();
    if (settings.console().enabled()) {
      messengers.add(new ConsoleMessenger(out));
    }
    Optional<DiscordBot> discord =
        settings
            .discord()
            .token()
            .map(token -> new DiscordBot(settings.discord(), subscribers, notes, clock));
    discord.ifPresent(bot -> messengers.add(bot.messenger()));
    return new Chats(
        messengers.stream().map(m -> new Dispatcher(outbox, m, clock, Pace.USUAL)).toList(),
        discord);
  }

  List<Pulse> pulses() {
    return discord.map(DiscordBot::pulse).map(List::of).orElse(List.of());
  }

  void start(Desk desk) {
    discord.ifPresent(bot -> bot.start(desk));
    dispatchers.forEach(Dispatcher::start);
  }

  /** Something may be due. */
  void wake() {
    dispatchers.forEach(Dispatcher::wake);
  }

  void recheck() {
    discord.ifPresent(DiscordBot::recheck);
  }

  /** Lets the deliveries under way end before the connections close. */
  @Override
  public void close() {
    dispatchers.forEach(Dispatcher::close);
    discord.ifPresent(DiscordBot::close);
  }
}
