package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.network.Network;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;

/** What this is, how it works, and what it keeps. */
final class AboutCommand implements Command {
  static final Spec SPEC =
      new Spec("about", "What this is, how it knows, what it stores", List.of(), false);

  private final Network network;

  AboutCommand(Sight sight) {
    this.network = sight.network();
  }

  @Override
  public Reply answer(Request request, Instant now) {
    return Reply.of(
        new Message(
            Status.NOTE,
            "kpwatch watches the internet of " + network.name() + " and says what changes",
            List.of(
                new Section("Method", method()),
                new Section(
                    "Sources",
                    List.of(
                        "RIPEstat and the RIPE RIS route collectors; our own direct checks from one place.",
                        "The criteria of the assessment are published ones; /why names each with its source.")),
                new Section(
                    "Privacy",
                    List.of(
                        "Stored: the ids of subscribed channels and of what they belong to, the role to call, and their settings. No names, and nothing that people write.",
                        "/unsubscribe with forget deletes them.")),
                Section.of("Free software under the Apache License 2.0 (Apache-2.0).")),
            "",
            Optional.empty()));
  }

  private List<String> method() {
    return List.of(
        "1. Routes: how many of the networks behind RIPE's collectors see each of the "
            + network.prefixes().size()
            + " prefixes of "
            + network.origin()
            + ", and through which line.",
        "2. Servers: one polite request to each address every five minutes; names on one address have one vote.",
        "3. Checks of ourselves: places elsewhere that must answer; if they do not, we say that we are blind and conclude nothing.",
        "4. Nothing is said before a second look agrees; beginnings are given as the interval in which they lie.",
        "5. The cause is weighed by published criteria, with its rival and how good the evidence is; it is revised in public.",
        "6. Traffic, intent and who is behind it cannot be seen from outside, and are never claimed.");
  }
}
