package kpwatch.telegram;

import java.time.Instant;

/** A stretch of text with one look; Telegram's {@code code} may hold no other look. */
sealed interface Piece {
  /** As people read it, without markup. */
  String text();

  /** As HTML: https://core.telegram.org/bots/api#html-style. */
  String html();

  record Plain(String text) implements Piece {
    @Override
    public String html() {
      return escaped(text);
    }
  }

  record Bold(String text) implements Piece {
    @Override
    public String html() {
      return "<b>" + escaped(text) + "</b>";
    }
  }

  /** Taken back. */
  record Struck(String text) implements Piece {
    @Override
    public String html() {
      return "<s>" + escaped(text) + "</s>";
    }
  }

  /** Neither a link nor a mention, whatever it looks like. */
  record Code(String text) implements Piece {
    @Override
    public String html() {
      return "<code>" + escaped(text) + "</code>";
    }
  }

  /**
   * A time on the reader's own clock: weekday, day and time.
   *
   * @param text what older apps show
   */
  record Time(Instant at, String text) implements Piece {
    @Override
    public String html() {
      return "<tg-time unix=\"%d\" format=\"wDt\">%s</tg-time>"
          .formatted(at.getEpochSecond(), escaped(text));
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
