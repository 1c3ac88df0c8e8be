package kpwatch.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text, some of it by strangers, as pieces that say in Telegram what they say in plain. What its
 * apps would turn into a link, a mention or a tag becomes code.
 */
final class Words {
  private static final Pattern TEMPTING =
      Pattern.compile(
          "(?i)(?:https?|tg|ton|ftp)://\\S+"
              + "|\\S+@[\\p{L}\\p{N}.-]+"
              + "|(?:[\\p{L}\\p{N}_-]+\\.)+\\p{L}{2,}(?:[:/?#]\\S*)?"
              + "|\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?:[:/]\\S*)?"
              + "|[@#$][\\p{L}\\p{N}_]+");

  private static final Pattern TAIL = Pattern.compile("[.,;:!?)\\]}'\"»…]+$");

  private Words() {}

  static List<Piece> plain(String text) {
    return pieces(text, Piece.Plain::new);
  }

  static List<Piece> bold(String text) {
    return pieces(text, Piece.Bold::new);
  }

  private static List<Piece> pieces(String text, Function<String, Piece> look) {
    String clean = clean(text);
    List<Piece> pieces = new ArrayList<>();
    Matcher found = TEMPTING.matcher(clean);
    int from = 0;
    while (found.find()) {
      Matcher tail = TAIL.matcher(found.group());
      int end = tail.find() ? found.start() + tail.start() : found.end();
      if (end > found.start()) {
        add(pieces, clean.substring(from, found.start()), look);
        add(pieces, clean.substring(found.start(), end), Piece.Code::new);
        from = end;
      }
    }
    add(pieces, clean.substring(from), look);
    return pieces;
  }

  private static void add(List<Piece> pieces, String text, Function<String, Piece> look) {
    if (!text.isEmpty()) {
      pieces.add(look.apply(text));
    }
  }

  /** On one line, without halves of characters, controls and marks that turn the direction. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
              if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                clean.append(' ');
              } else if (!turns && type != Character.SURROGATE) {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString();
  }
}
