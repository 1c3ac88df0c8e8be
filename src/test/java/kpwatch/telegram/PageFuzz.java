package kpwatch.telegram;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.subscription.Wishes.Detail;

/**
 * Any lines as a message: the first as headline, the last as foot. What Telegram gets is bounded,
 * and every mark in it is one of ours.
 */
public final class PageFuzz {
  private PageFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    List<String> lines = List.of(new String(input, StandardCharsets.UTF_8).split("\n", -1));
    Message message =
        new Message(
            Message.Status.OUTAGE,
            lines.get(0),
            List.of(new Section("Seen", lines), new Section("", lines)),
            lines.get(lines.size() - 1),
            Optional.of(Instant.EPOCH));
    for (Detail detail : Detail.values()) {
      Page page = Shape.alert(message, detail);
      if (page.plain().length() > Page.MOST) {
        throw new AssertionError("a message of " + page.plain().length());
      }
      balanced(page.html());
      balanced(page.brief().html());
    }
  }

  /** Each "<" begins a mark of ours, and marks close in the order in which they opened. */
  private static void balanced(String html) {
    Deque<String> open = new ArrayDeque<>();
    for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
      int end = html.indexOf('>', at);
      String mark = end < 0 ? "" : html.substring(at + 1, end);
      String name = mark.split(" ", 2)[0].replace("/", "");
      if (!List.of("b", "s", "code", "tg-time").contains(name)) {
        throw new AssertionError("a strange mark: " + mark);
      }
      if (!mark.startsWith("/")) {
        open.push(name);
      } else if (open.isEmpty() || !open.pop().equals(name)) {
        throw new AssertionError("marks out of order");
      }
    }
    if (!open.isEmpty()) {
      throw new AssertionError("a mark that stays open");
    }
  }
}
