package kpwatch.telegram;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kpwatch.untrusted.UntrustedText;

/**
 * A message as lines of pieces. It is cut before it is written as HTML, since half a tag costs the
 * whole message.
 *
 * @param head first, always there
 * @param body whole lines, as many as fit
 * @param foot last; kept when the body is cut
 */
record Page(List<Piece> head, List<List<Piece>> body, List<Piece> foot) {
  /**
   * Characters after the markup is read: https://core.telegram.org/bots/api#sendmessage. Counted in
   * UTF-16 units, which are never fewer.
   */
  static final int MOST = 4096;

  private static final String CUT = "…";

  Page {
    head = List.copyOf(head);
    body = List.copyOf(body);
    foot = List.copyOf(foot);
  }

  /** Fits into one message. */
  Page cut() {
    List<Piece> first = shortened(head, MOST / 2);
    List<Piece> last = shortened(foot, MOST / 4);
    int left = MOST - length(first) - length(last) - 2 * CUT.length() - 4;
    List<List<Piece>> fitting = new ArrayList<>();
    for (List<Piece> line : body) {
      left -= length(line) + 1;
      if (left < 0) {
        fitting.add(List.of(new Piece.Plain(CUT)));
        break;
      }
      fitting.add(line);
    }
    return new Page(first, fitting, last);
  }

  /** Head and foot alone. */
  Page brief() {
    return new Page(head, List.of(), foot);
  }

  String html() {
    return written(Piece::html);
  }

  String plain() {
    return written(Piece::text);
  }

  private String written(java.util.function.Function<Piece, String> how) {
    Stream<String> lines =
        Stream.concat(Stream.of(head), body.stream())
            .map(line -> line.stream().map(how).collect(Collectors.joining()));
    String last = foot.stream().map(how).collect(Collectors.joining());
    String text = lines.collect(Collectors.joining("\n")).strip();
    // Telegram takes no message of which nothing can be seen
    String shown = text.isEmpty() ? CUT : text;
    return last.isEmpty() ? shown : shown + "\n\n" + last;
  }

  private static List<Piece> shortened(List<Piece> line, int most) {
    if (length(line) <= most) {
      return line;
    }
    List<Piece> kept = new ArrayList<>();
    int left = most;
    for (Piece piece : line) {
      if (piece.text().length() > left) {
        kept.add(new Piece.Plain(UntrustedText.cut(piece.text(), left + CUT.length())));
        break;
      }
      kept.add(piece);
      left -= piece.text().length();
    }
    return kept;
  }

  private static int length(List<Piece> line) {
    return line.stream().mapToInt(piece -> piece.text().length()).sum();
  }
}
