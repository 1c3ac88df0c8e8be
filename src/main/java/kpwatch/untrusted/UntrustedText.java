package kpwatch.untrusted;

/**
 * Text of strangers, made fit for the place where it is read. What it loses or shows as a question
 * mark: controls, marks of direction, zero-width and other characters that show nothing, line and
 * paragraph separators, halves of characters, and more than three combining marks on one character.
 * Letters of every script stay. Takes time in proportion to what is shown or left out.
 */
public final class UntrustedText {
  private static final int LOGGED = 200;
  private static final int ECHOED = 60;

  private UntrustedText() {}

  /** Within one line of a log or of a reason that is kept: at most 200 characters. */
  public static String log(CharSequence text) {
    return log(text, LOGGED);
  }

  /**
   * Within one line of a log.
   *
   * @param most characters, at least 1
   */
  public static String log(CharSequence text, int most) {
    return TextTarget.LOG.text(text, most);
  }

  /** What an exception says, for a log; its kind where it says nothing. */
  public static String log(Throwable thrown) {
    String message = thrown.getMessage();
    return log(message == null ? thrown.getClass().getSimpleName() : message);
  }

  /**
   * Within a sentence of ours that people read: one line of at most 60 characters, braces replaced
   * by parentheses, so that it is never read as one of our placeholders. Whatever stands in a
   * message and is not ours goes through here first.
   */
  public static String echo(CharSequence text) {
    return echo(text, ECHOED);
  }

  /**
   * The same at another length, for a sentence of ours that may hold a server's words.
   *
   * @param most characters, at least 1
   */
  public static String echo(CharSequence text, int most) {
    return TextTarget.ECHO.text(text, most);
  }

  /** The same between quotation marks. */
  public static String quoted(CharSequence text) {
    return "\"" + echo(text) + "\"";
  }

  /** A whole message for Discord, which knows lines; its markup is not touched. */
  public static String discord(CharSequence text) {
    return TextTarget.DISCORD.text(text, Integer.MAX_VALUE);
  }

  /** One line of a message for Telegram; its markup is not touched. */
  public static String telegram(CharSequence text) {
    return TextTarget.TELEGRAM.text(text, Integer.MAX_VALUE);
  }

  /** A whole message for a terminal; what could move its cursor is shown as U+FFFD. */
  public static String console(CharSequence text) {
    return TextTarget.CONSOLE.text(text, Integer.MAX_VALUE);
  }

  /**
   * A text cut between characters and marked as cut.
   *
   * @param most UTF-16 units, as the platforms count; at least 1
   */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Math.max(0, most - BoundedText.CUT.length());
    boolean half = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, half ? end - 1 : end) + BoundedText.CUT;
  }
}
