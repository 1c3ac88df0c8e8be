package kpwatch.config;

import java.net.URI;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.untrusted.UntrustedText;

/**
 * Texts made fit for a log: on one line, without the credentials that URLs carry, without anything
 * shaped like a bot token. The shapes are wide on purpose: a masked word too many costs a look into
 * the settings, a token too many costs the bot.
 */
public final class Redacted {
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");

  /** Takes a URL without a query, too, so that no character is looked at for two URLs. */
  private static final Pattern QUERY = Pattern.compile("(://[^\\s?#]*+)([?#]\\S*+)?+");

  /** Telegram's {@code /bot<token>/method}; a plain path such as /bot-config stays. */
  private static final Pattern BOT_PATH =
      Pattern.compile("(?i)(/bot)(?:[^/\\s?#]+(?=/)|[^/\\s?#]*(?::|%3A)[^/\\s?#]*)");

  private static final Pattern WEBHOOK_PATH = Pattern.compile("(?i)(/webhooks/)[^\\s?#]+");

  /** Tokens begin where their kind of character begins, so that no run is read again and again. */
  private static final Pattern TELEGRAM_TOKEN =
      Pattern.compile("(?<!\\d)\\d{5,}+(?::|%3A)[\\w-]{25,}+");

  private static final Pattern DISCORD_TOKEN =
      Pattern.compile("(?<![\\w-])[\\w-]{18,}+\\.[\\w-]{5,}+\\.[\\w-]{20,}+");

  private Redacted() {}

  /** The URL without user info, query, fragment and {@code /bot<token>}. */
  public static String url(URI url) {
    return text(url.toString());
  }

  /**
   * The text with every URL in it redacted, token shapes masked, hidden characters replaced, cut to
   * 200 characters.
   */
  public static String text(String text) {
    String clean = USER_INFO.matcher(text).replaceAll(Secret.MASK + "@");
    clean = QUERY.matcher(clean).replaceAll(Redacted::withoutQuery);
    clean = BOT_PATH.matcher(clean).replaceAll("$1" + Secret.MASK);
    clean = WEBHOOK_PATH.matcher(clean).replaceAll("$1" + Secret.MASK);
    clean = TELEGRAM_TOKEN.matcher(clean).replaceAll(Secret.MASK);
    clean = DISCORD_TOKEN.matcher(clean).replaceAll(Secret.MASK);
    return UntrustedText.log(clean);
  }

  private static String withoutQuery(MatchResult url) {
    String query = url.group(2) == null ? "" : "?" + Secret.MASK;
    return Matcher.quoteReplacement(url.group(1) + query);
  }
}
