package kpwatch.command;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kpwatch.command.Reply.Button;
import kpwatch.notify.Message;
import kpwatch.untrusted.UntrustedText;

/** The answer to a code that no incident has. */
final class Unfound {
  private static final int MOST = 5;
  private final Sight sight;

  Unfound(Sight sight) {
    this.sight = sight;
  }

  Reply reply(String typed) {
    String wanted = typed.strip().toUpperCase(Locale.ROOT);
    List<String> codes =
        sight.archive().newestFirst().stream().map(e -> e.incident().code()).toList();
    List<String> near =
        codes.stream()
            .filter(c -> apart(tail(wanted), tail(c)) <= 2)
            .sorted(nearest(wanted))
            .toList();
    List<String> offered =
        Stream.concat(near.stream(), codes.stream()).distinct().limit(MOST).toList();
    return Reply.of(
        Message.note(
            "No incident has the code " + UntrustedText.quoted(typed),
            offered.isEmpty()
                ? "No incident is known yet."
                : (near.isEmpty() ? "The last ones: " : "Near it, then the last ones: ")
                    + String.join(", ", offered)
                    + "."),
        new Button("Incidents", "incidents"));
  }

  private static Comparator<String> nearest(String wanted) {
    return Comparator.comparing(code -> apart(tail(wanted), tail(code)));
  }

  private static String tail(String code) {
    return code.substring(code.indexOf('-') + 1);
  }

  /** How many of the characters differ, place by place; far apart if the lengths do. */
  private static int apart(String left, String right) {
    if (left.length() != right.length()) {
      return Integer.MAX_VALUE;
    }
    int differ = 0;
    for (int i = 0; i < left.length(); i++) {
      differ += left.charAt(i) == right.charAt(i) ? 0 : 1;
    }
    return differ;
  }
}
