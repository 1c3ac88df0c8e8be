package kpwatch.testkit.telegram;

import java.util.List;
import java.util.Map;

/** Which entity a tag becomes. */
final class HtmlMarks {
  private static final Map<String, String> SIMPLE =
      Map.ofEntries(
          Map.entry("b", "bold"),
          Map.entry("strong", "bold"),
          Map.entry("i", "italic"),
          Map.entry("em", "italic"),
          Map.entry("u", "underline"),
          Map.entry("ins", "underline"),
          Map.entry("s", "strikethrough"),
          Map.entry("strike", "strikethrough"),
          Map.entry("del", "strikethrough"),
          Map.entry("span", "spoiler"),
          Map.entry("tg-spoiler", "spoiler"));

  private HtmlMarks() {}

  /** Adds what stands between {@code from} and {@code to}, in UTF-16 units. */
  static void add(
      List<Mark> marks,
      String tag,
      Map<String, String> attributes,
      int from,
      int to,
      String marked) {
    int length = to - from;
    switch (tag) {
      case "blockquote" ->
          marks.add(
              Mark.of(
                  attributes.containsKey("expandable") ? "expandable_blockquote" : tag,
                  from,
                  length));
      case "a" -> link(marks, attributes.getOrDefault("href", ""), from, length, marked);
      case "pre", "code" -> code(marks, tag, attributes, from, length);
      case "tg-time" -> time(marks, attributes, from, length);
      case "tg-emoji" -> {
        String id = attributes.getOrDefault("emoji-id", "");
        if (!id.matches("-?[0-9]{1,19}") || id.equals("0")) {
          throw HtmlParser.complaint("Invalid custom emoji identifier specified");
        }
        marks.add(new Mark("custom_emoji", from, length, Map.of("custom_emoji_id", id)));
      }
      default -> marks.add(Mark.of(SIMPLE.get(tag), from, length));
    }
  }

  /** A link without a scheme or a host is dropped without a word, its text stays. */
  private static void link(List<Mark> marks, String href, int from, int length, String marked) {
    String url = href.isEmpty() ? marked : href;
    if (url.matches("(?i)(https?|tg|ton)://.+")) {
      marks.add(new Mark("text_link", from, length, Map.of("url", url)));
    } else if (url.matches("[\\w-]+(\\.[\\w-]+)+(/.*)?")) {
      marks.add(new Mark("text_link", from, length, Map.of("url", "http://" + url)));
    }
  }

  private static void code(
      List<Mark> marks, String tag, Map<String, String> attributes, int from, int length) {
    String style = attributes.getOrDefault("class", "");
    boolean named = tag.equals("code") && style.startsWith("language-");
    Map<String, Object> language =
        named ? Map.of("language", style.substring("language-".length())) : Map.of();
    Mark last = marks.isEmpty() ? Mark.of("", 0, 0) : marks.get(marks.size() - 1);
    boolean twins = last.offset() == from && last.length() == length;
    if (tag.equals("pre") && twins && last.type().equals("code") && !last.more().isEmpty()) {
      marks.set(marks.size() - 1, new Mark("pre", from, length, last.more()));
    } else if (named && twins && last.type().equals("pre")) {
      marks.set(marks.size() - 1, new Mark("pre", from, length, language));
    } else {
      marks.add(new Mark(tag, from, length, language));
    }
  }

  private static void time(List<Mark> marks, Map<String, String> attributes, int from, int length) {
    String format = attributes.getOrDefault("format", "");
    if (!format.matches("[rR]|[tTdDwW]*")) {
      throw HtmlParser.complaint("Invalid date format used");
    }
    String unix = attributes.getOrDefault("unix", "");
    if (unix.matches("[0-9]{1,10}") && Long.parseLong(unix) > 0) {
      long seconds = Long.parseLong(unix);
      marks.add(
          new Mark(
              "date_time",
              from,
              length,
              format.isEmpty()
                  ? Map.of("unix_time", seconds)
                  : Map.of("unix_time", seconds, "date_time_format", format)));
    }
  }
}
