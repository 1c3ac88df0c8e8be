package kpwatch.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import kpwatch.untrusted.UntrustedText;

/**
 * Text, some of it by strangers, as pieces that say in Telegram what they say in plain. What its
 * apps would turn into a link, a mention or a tag becomes code.
 */
final class Words {
  private Words() {}

  static List<Piece> plain(String text) {
    return pieces(text, Piece.Plain::new);
  }

  static List<Piece> bold(String text) {
    return pieces(text, Piece.Bold::new);
  }

  static List<Piece> struck(String text) {
    return pieces(text, Piece.Struck::new);
  }

  private static List<Piece> pieces(String text, Function<String, Piece> look) {
    String line = UntrustedText.telegram(text);
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (Stretch found : LinkScanner.scan(line)) {
      add(pieces, line.substring(from, found.from()), look);
      add(pieces, line.substring(found.from(), found.to()), Piece.Code::new);
      from = found.to();
    }
    add(pieces, line.substring(from), look);
    return pieces;
  }

  private static void add(List<Piece> pieces, String text, Function<String, Piece> look) {
    if (!text.isEmpty()) {
      pieces.add(look.apply(text));
    }
  }
}
