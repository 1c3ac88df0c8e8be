package kpwatch.config;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Texts made fit for a log: on one line, without the credentials that URLs carry, without anything
 * shaped like a bot token. The shapes are wide on purpose: a masked word too many costs a look into
 * the settings, a token too many costs the bot.
 */
public final class Redacted {
  private static final int LONGEST = 200;
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");
  private static final Pattern QUERY = Pattern.compile("(://[^\\s?#]*)[?#]\\S*");

  /** Telegram's {@code /bot<token>/method}; a plain path such as /bot-config stays. */
  private static final Pattern BOT_PATH =
      Pattern.compile("(?i)(/bot)(?:[^/\\s?#]+(?=/)|[^/\\s?#]*(?::|%3A)[^/\\s?#]*)");

  private static final Pattern WEBHOOK_PATH = Pattern.compile("(?i)(/webhooks/)[^\\s?#]+");
  private static final Pattern TELEGRAM_TOKEN = Pattern.compile("\\d{5,}(?::|%3A)[\\w-]{25,}");
  private static final Pattern DISCORD_TOKEN =
      Pattern.compile("[\\w-]{18,}\\.[\\w-]{5,}\\.[\\w-]{20,}");

  private Redacted() {}

  /** The URL without user info, query, fragment and {@code /bot<token>}. */
  public static String url(URI url) {
    return text(url.toString());
  }

  /**
   * The text with every URL in it redacted, token shapes masked, control characters replaced, cut
   * to 200 characters.
   */
  public static String text(String text) {
    String clean = USER_INFO.matcher(text).replaceAll(Secret.MASK + "@");
    clean = QUERY.matcher(clean).replaceAll("$1?" + Secret.MASK);
    clean = BOT_PATH.matcher(clean).replaceAll("$1" + Secret.MASK);
    clean = WEBHOOK_PATH.matcher(clean).replaceAll("$1" + Secret.MASK);
    clean = TELEGRAM_TOKEN.matcher(clean).replaceAll(Secret.MASK);
    clean = DISCORD_TOKEN.matcher(clean).replaceAll(Secret.MASK);
    clean = clean.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "\uFFFD");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }
}
