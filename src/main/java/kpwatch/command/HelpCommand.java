package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.command.Reply.Button;
import kpwatch.network.Network;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;

/** What can be said, the three that matter first. */
final class HelpCommand implements Command {
  static final Spec SPEC =
      new Spec("help", "What you can ask, the three that matter first", List.of(), false);

  private static final Set<String> FIRST = Set.of("status", "subscribe", "why");

  private final Network network;

  HelpCommand(Sight sight) {
    this.network = sight.network();
  }

  @Override
  public Reply answer(Request request, Instant now) {
    List<String> rest =
        Desk.commands().stream()
            .filter(s -> !FIRST.contains(s.name()))
            .map(s -> "/" + s.name() + " - " + s.description())
            .toList();
    return Reply.of(
        new Message(
            Status.NOTE,
            "kpwatch: ask about the internet of " + network.name() + ", or be told",
            List.of(
                Section.of(
                    "/status - how it is now",
                    "/subscribe - be told in this channel when something changes",
                    "/why - what speaks for which cause"),
                new Section("Everything else", rest)),
            "",
            Optional.empty()),
        new Button("Status", "status"));
  }
}
