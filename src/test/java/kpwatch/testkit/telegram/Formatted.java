package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with its entities, as the server keeps it: trimmed, nothing inside {@code code} or {@code
 * pre}, commands, mentions and links found by itself.
 *
 * @param dropped what the server took away without a word, for the judge
 */
record Formatted(String text, List<Mark> marks, List<String> dropped) {
  private static final Pattern FOUND =
      Pattern.compile(
          "(?<command>(?<![\\w/<>])/\\w{1,64}(?:@\\w{3,32})?(?![\\w/<>]))"
              + "|(?<url>https?://[^\\s<>\"]+)"
              + "|(?<mention>(?<!\\w)@\\w{2,32}\\b)");

  Formatted {
    marks = List.copyOf(marks);
    dropped = List.copyOf(dropped);
  }

  /** Text without a parse mode. */
  static Formatted plain(String text) {
    return new Formatted(text, List.of(), List.of()).finished();
  }

  /** What the server makes of it after parsing. */
  Formatted finished() {
    String stripped = text.stripTrailing();
    int cut = stripped.length() - stripped.stripLeading().length();
    List<String> gone = new ArrayList<>(dropped);
    List<Mark> kept = new ArrayList<>();
    for (Mark mark : marks) {
      int from = Math.max(0, mark.offset() - cut);
      int to = Math.min(stripped.length() - cut, mark.end() - cut);
      if (from >= to) {
        continue;
      }
      if (marks.stream().anyMatch(outer -> outer != mark && isCode(outer) && holds(outer, mark))) {
        gone.add(mark.type() + " inside code");
      } else {
        kept.add(new Mark(mark.type(), from, to - from, mark.more()));
      }
    }
    String whole = stripped.strip();
    find(whole, kept);
    kept.sort(
        Comparator.comparingInt(Mark::offset)
            .thenComparing(Comparator.comparingInt(Mark::length).reversed()));
    return new Formatted(whole, kept, gone);
  }

  private static void find(String text, List<Mark> kept) {
    List<Mark> given = List.copyOf(kept);
    Matcher found = FOUND.matcher(text);
    while (found.find()) {
      String type =
          found.group("command") != null
              ? "bot_command"
              : found.group("url") != null ? "url" : "mention";
      Mark mark = Mark.of(type, found.start(), found.end() - found.start());
      boolean taken =
          given.stream()
              .anyMatch(
                  other ->
                      (isCode(other) || other.type().startsWith("text_"))
                          && other.offset() < mark.end()
                          && mark.offset() < other.end());
      if (!taken) {
        kept.add(mark);
      }
    }
  }

  private static boolean isCode(Mark mark) {
    return mark.type().equals("code") || mark.type().equals("pre");
  }

  /** Two that cover the same stretch: the first one given holds the other. */
  private boolean holds(Mark outer, Mark inner) {
    boolean covers = outer.offset() <= inner.offset() && inner.end() <= outer.end();
    boolean same = outer.offset() == inner.offset() && outer.end() == inner.end();
    return covers && (!same || !isCode(inner) || marks.indexOf(outer) < marks.indexOf(inner));
  }

  /** Characters as the server counts them for its limits. */
  int codePoints() {
    return text.codePointCount(0, text.length());
  }

  ArrayNode json() {
    ArrayNode json = Json.array();
    marks.forEach(mark -> json.add(mark.json()));
    return json;
  }
}
