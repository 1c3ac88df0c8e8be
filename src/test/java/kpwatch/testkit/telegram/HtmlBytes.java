package kpwatch.testkit.telegram;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** A cursor over the UTF-8 bytes of an HTML text, which end with a zero that counts as space. */
final class HtmlBytes {
  private static final Map<String, Integer> NAMED =
      Map.of("lt", (int) '<', "gt", (int) '>', "amp", (int) '&', "quot", (int) '"');

  private final byte[] bytes;
  private int at;

  HtmlBytes(String html) {
    bytes = (html + '\0').getBytes(StandardCharsets.UTF_8);
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return bytes[at] == 0;
  }

  boolean is(char c) {
    return bytes[at] == c;
  }

  void skip(int count) {
    at += count;
  }

  int next() {
    return bytes[at++] & 0xFF;
  }

  void skipSpace() {
    while (!atEnd() && isSpace()) {
      at++;
    }
  }

  private boolean isSpace() {
    return bytes[at] == 0 || " \t\r\n\u000b".indexOf(bytes[at]) >= 0;
  }

  /** What stands before space or one of {@code stops}, in lower case. */
  String until(String stops) {
    int from = at;
    while (!isSpace() && stops.indexOf(bytes[at]) < 0) {
      at++;
    }
    return text(from).toLowerCase(Locale.ROOT);
  }

  private String text(int from) {
    return new String(bytes, from, at - from, StandardCharsets.UTF_8);
  }

  /** Reads one attribute; of one without a value only the name counts. */
  void attribute(String tag, int begin, Map<String, String> attributes) {
    int from = at;
    while (!isSpace() && "=>/\"'".indexOf(bytes[at]) < 0) {
      at++;
    }
    String name = text(from);
    if (name.isEmpty()) {
      throw HtmlParser.complaint(
          "Empty attribute name in the tag \"%s\" at byte offset %d".formatted(tag, begin));
    }
    skipSpace();
    boolean hasValue = is('=');
    if (hasValue) {
      skip(1);
      skipSpace();
    }
    if (atEnd()) {
      throw HtmlParser.complaint(
          "Unclosed start tag \"%s\" at byte offset %d".formatted(tag, begin));
    }
    String value = hasValue ? is('\'') || is('"') ? quoted() : token() : "";
    if (atEnd()) {
      throw HtmlParser.complaint("Unclosed start tag at byte offset " + begin);
    }
    if (hasValue || tag.equals("blockquote")) {
      attributes.put(name, value);
    }
  }

  private String token() {
    int from = at;
    while (isAlphanumeric(bytes[at]) || is('.') || is('-')) {
      at++;
    }
    if (!isSpace() && !is('>')) {
      throw HtmlParser.complaint("Unexpected end of name token at byte offset " + from);
    }
    return text(from).toLowerCase(Locale.ROOT);
  }

  private String quoted() {
    char quote = (char) next();
    var value = new ByteArrayOutputStream();
    while (!is(quote) && !atEnd()) {
      int code = is('&') ? reference() : 0;
      if (code != 0) {
        value.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
      } else {
        value.write(next());
      }
    }
    if (is(quote)) {
      skip(1);
    }
    return value.toString(StandardCharsets.UTF_8);
  }

  /** The code point of the character reference that begins here; 0, and no step, if none does. */
  int reference() {
    int end = at + 1;
    int code = 0;
    if (bytes[end] == '#') {
      boolean hex = bytes[end + 1] == 'x';
      int radix = hex ? 16 : 10;
      end += hex ? 2 : 1;
      for (; Character.digit(bytes[end], radix) >= 0 && end - at < 10; end++) {
        code = code * radix + Character.digit(bytes[end], radix);
      }
      if (code <= 0 || code >= 0x10ffff || end - at >= 10) {
        return 0;
      }
    } else {
      while (isLetter(bytes[end])) {
        end++;
      }
      String name = new String(bytes, at + 1, end - at - 1, StandardCharsets.US_ASCII);
      if (!NAMED.containsKey(name)) {
        return 0;
      }
      code = NAMED.get(name);
    }
    at = bytes[end] == ';' ? end + 1 : end;
    return code;
  }

  private static boolean isLetter(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
  }

  private static boolean isAlphanumeric(byte b) {
    return isLetter(b) || b >= '0' && b <= '9';
  }
}
