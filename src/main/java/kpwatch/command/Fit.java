package kpwatch.command;

import java.util.ArrayList;
import java.util.List;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.untrusted.UntrustedText;

/** An answer cut to what every platform can show: whole lines go, and how many is said. */
final class Fit {
  private static final int HEADLINE = 256;
  private static final int ALL = 4000;

  /** Kept free for the line that says what is left out. */
  private static final int SPARE = 60;

  private Fit() {}

  static Message message(Message whole) {
    Message message =
        whole.headline().length() <= HEADLINE
            ? whole
            : whole.under(UntrustedText.cut(whole.headline(), HEADLINE));
    if (message.plain().length() <= ALL) {
      return message;
    }
    int room = ALL - SPARE - message.headline().length() - message.foot().length() - 4;
    List<Section> kept = new ArrayList<>();
    int left = 0;
    for (Section section : message.sections()) {
      List<String> lines = new ArrayList<>();
      room -= section.title().length() + 4;
      for (String line : section.lines()) {
        room -= line.length() + 3;
        if (room >= 0 && left == 0) {
          lines.add(line);
        } else {
          left++;
        }
      }
      if (!lines.isEmpty()) {
        kept.add(new Section(section.title(), lines));
      }
    }
    kept.add(Section.of("… and " + left + " more lines than fit here."));
    return new Message(message.status(), message.headline(), kept, message.foot(), message.since());
  }
}
