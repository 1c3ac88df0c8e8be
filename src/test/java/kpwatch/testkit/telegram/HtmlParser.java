package kpwatch.testkit.telegram;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code parse_mode=HTML} with the grammar and the complaints of {@code parse_html} in
 * https://github.com/tdlib/td/blob/master/td/telegram/MessageEntity.cpp. Byte offsets in complaints
 * count UTF-8.
 */
final class HtmlParser {
  private static final Set<String> TAGS =
      Set.of(
          "a b strong i em s strike del u ins tg-spoiler tg-emoji tg-time span pre code blockquote"
              .split(" "));

  /** A start tag that waits for its end. */
  private record Open(String tag, Map<String, String> attributes, int utf16, int bytes) {}

  private final HtmlBytes in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Mark> marks = new ArrayList<>();
  private int utf16;

  private HtmlParser(String html) {
    in = new HtmlBytes(html);
  }

  /**
   * What is left after parsing, trimmed as the server does.
   *
   * @throws Refusal 400 "can't parse entities: ..."
   */
  static Formatted parse(String html) {
    if (html.indexOf('\0') >= 0) {
      throw complaint("Text must not contain null bytes");
    }
    return new HtmlParser(html).parsed();
  }

  static Refusal complaint(String what) {
    return Refusal.defect("can't parse entities: " + what);
  }

  private Formatted parsed() {
    while (!in.atEnd()) {
      if (in.is('<')) {
        tag();
      } else {
        character();
      }
    }
    if (!open.isEmpty()) {
      throw complaint(
          "Can't find end tag corresponding to start tag \"" + open.element().tag() + '"');
    }
    String text = out.toString(StandardCharsets.UTF_8);
    return new Tidying(text, marks).done();
  }

  private void character() {
    int code = in.is('&') ? in.reference() : 0;
    if (code >= 0xD800 && code <= 0xDFFF) {
      throw complaint(
          "Text contains invalid Unicode characters after decoding HTML entities, check for"
              + " unmatched surrogate code units");
    }
    if (code != 0) {
      String decoded = Character.toString(code);
      out.writeBytes(decoded.getBytes(StandardCharsets.UTF_8));
      utf16 += decoded.length();
      return;
    }
    int unit = in.next();
    out.write(unit);
    if ((unit & 0xC0) != 0x80) {
      utf16 += unit >= 0xF0 ? 2 : 1;
    }
  }

  private void tag() {
    int begin = in.position();
    in.skip(1);
    if (in.is('/')) {
      endTag(begin);
    } else {
      startTag(begin);
    }
  }

  private void startTag(int begin) {
    String tag = in.until(">");
    if (in.atEnd()) {
      throw complaint("Unclosed start tag at byte offset " + begin);
    }
    if (!TAGS.contains(tag)) {
      throw complaint("Unsupported start tag \"" + tag + "\" at byte offset " + begin);
    }
    Map<String, String> attributes = new HashMap<>();
    for (in.skipSpace(); !in.is('>'); in.skipSpace()) {
      in.attribute(tag, begin, attributes);
    }
    in.skip(1);
    if (tag.equals("span") && !attributes.getOrDefault("class", "").equals("tg-spoiler")) {
      throw complaint("Tag \"span\" must have class \"tg-spoiler\" at byte offset " + begin);
    }
    open.push(new Open(tag, attributes, utf16, out.size()));
  }

  private void endTag(int begin) {
    if (open.isEmpty()) {
      throw complaint("Unexpected end tag at byte offset " + begin);
    }
    in.skip(1);
    String tag = in.until(">");
    in.skipSpace();
    if (!in.is('>')) {
      throw complaint("Unclosed end tag at byte offset " + begin);
    }
    in.skip(1);
    Open start = open.pop();
    if (!tag.isEmpty() && !tag.equals(start.tag())) {
      throw complaint(
          "Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\""
              .formatted(begin, start.tag(), tag));
    }
    if (utf16 > start.utf16()) {
      byte[] inside = out.toByteArray();
      int size = inside.length - start.bytes();
      var marked = new String(inside, start.bytes(), size, StandardCharsets.UTF_8);
      HtmlMarks.add(marks, start.tag(), start.attributes(), start.utf16(), utf16, marked);
    }
  }
}
