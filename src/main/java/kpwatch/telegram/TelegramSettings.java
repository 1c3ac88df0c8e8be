package kpwatch.telegram;

import java.net.URI;
import java.util.Optional;
import kpwatch.config.Key;
import kpwatch.config.Secret;
import kpwatch.config.Settings;

/**
 * How Telegram is reached.
 *
 * @param token empty: no Telegram
 * @param baseUrl of the Bot API, without a path
 * @param messagesPerSecond over all chats, 1 to 1000; above {@link #FREE} each message asks for a
 *     paid broadcast
 */
public record TelegramSettings(Optional<Secret> token, URI baseUrl, int messagesPerSecond) {
  /**
   * One less than about 30 a second, which is free:
   * https://core.telegram.org/bots/faq#broadcasting-to-users, read 2026-11-23.
   */
  static final int FREE = 29;

  private static final int LEAST_CALLS = 32;

  private static final Key TOKEN =
      Key.secret(
          "telegram.token",
          "Token of the Telegram bot; empty: no Telegram.",
          "printable ASCII without blanks");

  private static final Key BASE_URL =
      Key.of(
          "telegram.base-url",
          "https://api.telegram.org",
          "Where Telegram's bots are; no path.",
          "a URL that begins with https:// or http://, without a path");

  private static final Key PACE =
      Key.of(
          "telegram.messages-per-second",
          Integer.toString(FREE),
          "Messages per second over all chats; more than 29 asks for paid broadcasts, which cost Stars.",
          "a whole number from 1 to 1000");

  public static TelegramSettings from(Settings settings) {
    TelegramSettings read =
        new TelegramSettings(
            settings.secret(TOKEN),
            settings.url(BASE_URL, "https", "http"),
            settings.wholeNumber(PACE, 1, 1000));
    String path = read.baseUrl().getPath();
    if (path != null && !path.isEmpty() && !path.equals("/")) {
      settings.refuse(settings.problem(BASE_URL, BASE_URL.allowed()));
    }
    return read;
  }

  /** Calls that may be under way at the same time: an eighth of a second's, which is ample. */
  public int callsAtOnce() {
    return Math.max(LEAST_CALLS, messagesPerSecond / 8);
  }

  boolean paid() {
    return messagesPerSecond > FREE;
  }
}
