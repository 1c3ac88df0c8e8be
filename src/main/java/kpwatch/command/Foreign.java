package kpwatch.command;

/** Text of strangers, made harmless for our own sentences; markup is the platform's business. */
final class Foreign {
  private static final int MOST = 60;
  private static final String HIDDEN = "?";

  private Foreign() {}

  /**
   * On one line, without control and direction characters and without the braces of our own
   * placeholders, at most 60 characters.
   */
  static String text(String from) {
    StringBuilder shown = new StringBuilder();
    from.strip().codePoints().limit(MOST + 1).forEach(c -> append(shown, c));
    if (shown.codePointCount(0, shown.length()) <= MOST) {
      return shown.toString();
    }
    return shown.substring(0, shown.offsetByCodePoints(0, MOST - 1)) + "…";
  }

  /** The same between quotation marks. */
  static String quoted(String from) {
    return "\"" + text(from) + "\"";
  }

  private static void append(StringBuilder shown, int c) {
    if (c == '{' || c == '}') {
      shown.append(c == '{' ? '(' : ')');
    } else if (Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.SURROGATE
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) {
      shown.append(HIDDEN);
    } else {
      shown.appendCodePoint(c);
    }
  }
}
