package kpwatch.testkit.telegram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server does to a text after parsing it: space around it goes, {@code code} and {@code
 * pre} lose what is inside and split what is around, commands, mentions and links are found. As
 * {@code fix_formatted_text} in
 * https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp and the list of what may be
 * nested in https://core.telegram.org/bots/api#formatting-options.
 */
final class Tidying {
  private static final Set<String> SPLITTABLE =
      Set.of("bold", "italic", "underline", "strikethrough", "spoiler");
  private static final Pattern FOUND =
      Pattern.compile(
          "(?<command>(?<![\\w/<>])/\\w{1,64}(?:@\\w{3,32})?(?![\\w/<>]))"
              + "|(?<url>https?://[^\\s<>\"]+)"
              + "|(?<mention>(?<!\\w)@\\w{2,32}\\b)");

  private final String text;
  private final List<Mark> given;
  private final List<Mark> kept = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();

  Tidying(String raw, List<Mark> marks) {
    String stripped = raw.stripTrailing();
    int cut = stripped.length() - stripped.stripLeading().length();
    text = stripped.strip();
    given =
        marks.stream()
            .distinct()
            .map(mark -> between(mark, Math.max(0, mark.offset() - cut), mark.end() - cut))
            .map(mark -> between(mark, mark.offset(), Math.min(text.length(), mark.end())))
            .filter(mark -> mark.length() > 0)
            .toList();
  }

  private static Mark between(Mark mark, int from, int to) {
    return new Mark(mark.type(), from, to - from, mark.more());
  }

  Formatted done() {
    given.forEach(this::keep);
    find();
    kept.sort(
        Comparator.comparingInt(Mark::offset)
            .thenComparing(Comparator.comparingInt(Mark::length).reversed()));
    return new Formatted(text, kept, dropped);
  }

  private void keep(Mark mark) {
    List<Mark> rest = List.of(mark);
    for (Mark code : given) {
      boolean meets = code.offset() < mark.end() && mark.offset() < code.end();
      if (!isCode(code) || code.equals(mark) || !meets) {
        continue;
      }
      boolean inside = code.offset() <= mark.offset() && mark.end() <= code.end();
      boolean same = inside && code.length() == mark.length();
      if (isCode(mark)) {
        if (same ? code.type().equals("pre") : inside) {
          return;
        }
      } else if (inside) {
        dropped.add(mark.type() + (same ? " around" : " inside") + " code");
        return;
      } else if (SPLITTABLE.contains(mark.type())) {
        dropped.add("part of " + mark.type() + " around code");
        rest = rest.stream().flatMap(part -> without(part, code).stream()).toList();
      }
    }
    kept.addAll(rest);
  }

  private static List<Mark> without(Mark mark, Mark code) {
    List<Mark> parts = new ArrayList<>();
    if (mark.offset() < code.offset()) {
      parts.add(between(mark, mark.offset(), Math.min(mark.end(), code.offset())));
    }
    if (code.end() < mark.end()) {
      parts.add(between(mark, Math.max(mark.offset(), code.end()), mark.end()));
    }
    return parts;
  }

  private void find() {
    Matcher found = FOUND.matcher(text);
    while (found.find()) {
      String type =
          found.group("command") != null
              ? "bot_command"
              : found.group("url") != null ? "url" : "mention";
      Mark mark = Mark.of(type, found.start(), found.end() - found.start());
      boolean taken =
          given.stream()
              .filter(other -> isCode(other) || other.type().startsWith("text_"))
              .anyMatch(other -> other.offset() < mark.end() && mark.offset() < other.end());
      if (!taken) {
        kept.add(mark);
      }
    }
  }

  private static boolean isCode(Mark mark) {
    return mark.type().equals("code") || mark.type().equals("pre");
  }
}
