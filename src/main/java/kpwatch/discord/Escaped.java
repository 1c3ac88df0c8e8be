package kpwatch.discord;

/** Text that says in Discord what it says in plain: no markup, no mention, no invitation. */
final class Escaped {
  private static final String MARKUP = "\\*_~`|>[]()<#@-";
  private static final char ZERO_WIDTH = '\u200B';

  private Escaped() {}

  /** The text with every character of Discord's markup made harmless. */
  static String text(String plain) {
    StringBuilder safe = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean lineStart = i == 0 || plain.charAt(i - 1) == '\n';
      if (c == '@') {
        safe.append(c).append(ZERO_WIDTH);
      } else if ("-#>".indexOf(c) >= 0
          ? lineStart
          : MARKUP.indexOf(c) >= 0 && c != '(' && c != ')') {
        safe.append('\\').append(c);
      } else if (!Character.isISOControl(c) || c == '\n') {
        safe.append(c);
      }
    }
    return safe.toString().replace("discord.gg/", "discord.gg" + ZERO_WIDTH + "/");
  }

  /** At most so many UTF-16 units, cut between characters and marked as cut. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
