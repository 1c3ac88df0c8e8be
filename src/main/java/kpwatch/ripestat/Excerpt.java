package kpwatch.ripestat;

/** A piece of foreign text that is fit for one line of a log. */
final class Excerpt {
  private static final int CHARACTERS = 80;

  private Excerpt() {}

  /** The first 80 characters, without control and formatting characters. */
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(4L * CHARACTERS)
        .map(c -> Character.isWhitespace(c) ? ' ' : c)
        .filter(Excerpt::printable)
        .limit(CHARACTERS)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  /** What an exception says; its kind where it says nothing. */
  static String of(Throwable thrown) {
    String message = thrown.getMessage();
    return of(message == null ? thrown.getClass().getSimpleName() : message);
  }

  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
