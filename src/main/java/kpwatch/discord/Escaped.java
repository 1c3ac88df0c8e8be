package kpwatch.discord;

import java.util.regex.Pattern;
import kpwatch.untrusted.UntrustedText;

/** Text that says in Discord what it says in plain: no markup, no mention, link or invitation. */
final class Escaped {
  private static final String MARKUP = "\\*_~`|>[]<#@-";
  private static final char ZERO_WIDTH = '\u200B';

  /** Our own messages name no page, so that no link is lost. */
  private static final String SCHEME_END = "://";

  private static final Pattern INVITE =
      Pattern.compile(
          "(discord(?:\\.gg|\\.gift|\\.new|app\\.com|\\.com))/", Pattern.CASE_INSENSITIVE);

  private Escaped() {}

  /** The text with every character of Discord's markup made harmless. */
  static String text(String plain) {
    String shown = UntrustedText.discord(plain);
    StringBuilder safe = new StringBuilder(shown.length() + 16);
    boolean lineStart = true;
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c == '@' || shown.startsWith(SCHEME_END, i)) {
        safe.append(c).append(ZERO_WIDTH);
      } else if ("-#>".indexOf(c) >= 0 ? lineStart : MARKUP.indexOf(c) >= 0) {
        safe.append('\\').append(c);
      } else {
        safe.append(c);
      }
      lineStart = c == '\n' || (lineStart && c == ' ');
    }
    return INVITE.matcher(safe).replaceAll("$1" + ZERO_WIDTH + "/");
  }
}
