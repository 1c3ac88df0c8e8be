package kpwatch.command;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import kpwatch.network.Network;
import kpwatch.notify.Message;
import kpwatch.notify.Wording;
import kpwatch.untrusted.UntrustedText;
import kpwatch.watch.WatchState;

/**
 * Answers what users ask, from memory: read commands touch no disk, write commands one transaction.
 * Never throws for what was typed; a write that fails is thrown. Thread-safe.
 *
 * <p>A text names a channel as <code>{channel:ID}</code>, which the platform turns into what its
 * people know.
 */
public final class Desk {
  private static final int CODES = 25;

  private final Map<String, Command> commands = new HashMap<>();
  private final Archive archive;

  /**
   * @param present the state of the watch after the last round
   * @param pulses of every part that has one, in the order of {@code /health}
   */
  public Desk(
      Network network,
      Wording wording,
      Supplier<WatchState> present,
      Archive archive,
      Subscribers subscribers,
      List<Pulse> pulses) {
    this.archive = archive;
    Sight sight = new Sight(network, wording, present, archive);
    commands.put(StatusCommand.SPEC.name(), new StatusCommand(sight));
    commands.put(WhyCommand.SPEC.name(), new WhyCommand(sight));
    commands.put(RoutesCommand.SPEC.name(), new RoutesCommand(sight));
    commands.put(SitesCommand.SPEC.name(), new SitesCommand(sight));
    commands.put(IncidentsCommand.SPEC.name(), new IncidentsCommand(sight));
    commands.put(IncidentCommand.SPEC.name(), new IncidentCommand(sight));
    commands.put(SubscribeCommand.SPEC.name(), new SubscribeCommand(sight, subscribers));
    commands.put(UnsubscribeCommand.SPEC.name(), new UnsubscribeCommand(subscribers));
    commands.put(SubscriptionsCommand.SPEC.name(), new SubscriptionsCommand(sight, subscribers));
    commands.put(MuteCommand.SPEC.name(), new MuteCommand(sight, subscribers));
    commands.put(TestCommand.SPEC.name(), new TestCommand(sight, subscribers));
    commands.put(HealthCommand.SPEC.name(), new HealthCommand(sight, List.copyOf(pulses)));
    commands.put(AboutCommand.SPEC.name(), new AboutCommand(sight));
    commands.put(HelpCommand.SPEC.name(), new HelpCommand(sight));
  }

  /** Every command, in the order of {@code /help}. */
  public static List<Spec> commands() {
    return List.of(
        StatusCommand.SPEC,
        WhyCommand.SPEC,
        RoutesCommand.SPEC,
        SitesCommand.SPEC,
        IncidentsCommand.SPEC,
        IncidentCommand.SPEC,
        SubscribeCommand.SPEC,
        UnsubscribeCommand.SPEC,
        SubscriptionsCommand.SPEC,
        MuteCommand.SPEC,
        TestCommand.SPEC,
        HealthCommand.SPEC,
        AboutCommand.SPEC,
        HelpCommand.SPEC);
  }

  /** The answer to a command. */
  public Reply answer(Request request, Instant now) {
    Command command = commands.get(request.command().strip().toLowerCase(Locale.ROOT));
    Reply reply =
        command == null
            ? Reply.of(
                Message.note(
                    "There is no command " + UntrustedText.quoted(request.command()),
                    "/help lists what there is."))
            : command.answer(request, now);
    return new Reply(Fit.message(reply.message()), reply.buttons(), reply.open());
  }

  /** The answer to a button; an id that is not known gets a reply that says so. */
  public Reply pressed(String button, Place place, Instant now) {
    return Pressed.request(button, place)
        .map(request -> answer(request, now))
        .orElseGet(
            () ->
                Reply.of(
                    Message.note(
                        "This button is from an older version and does nothing any more",
                        "/status, /incidents and /help do what it did.")));
  }

  /** Codes that begin like what is typed, newest first, at most 25. */
  public List<String> codes(String typed) {
    String wanted = typed.strip().toUpperCase(Locale.ROOT);
    return archive.newestFirst().stream()
        .map(entry -> entry.incident().code())
        .filter(c -> c.startsWith(wanted) || c.substring(c.indexOf('-') + 1).startsWith(wanted))
        .limit(CODES)
        .toList();
  }
}
