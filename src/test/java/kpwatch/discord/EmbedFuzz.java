package kpwatch.discord;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Reply.Button;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.subscription.Wishes.Detail;

/**
 * Any lines as a message: the first as headline, the last as foot. The library, which knows
 * Discord's limits, takes it, and nobody is called.
 */
public final class EmbedFuzz {
  private static final List<Button> BUTTONS = List.of(new Button("Why", "why:KP-K7Q2"));

  private EmbedFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    List<String> lines = List.of(new String(input, StandardCharsets.UTF_8).split("\n", -1));
    Message message =
        new Message(
            Message.Status.OUTAGE,
            lines.get(0).isEmpty() ? "Headline" : lines.get(0),
            List.of(new Section("Seen", lines), new Section("", lines)),
            lines.get(lines.size() - 1),
            Optional.of(Instant.EPOCH));
    for (Detail detail : Detail.values()) {
      String text = Shape.of(message, detail, Optional.empty(), BUTTONS).toData().toString();
      if (text.contains("\u0000")) {
        throw new AssertionError("a control");
      }
    }
    Shape.plain(message, Optional.of("100000000000000001")).toData();
  }
}
