package kpwatch.telegram;

import java.time.Duration;

/**
 * How long we wait for Telegram.
 *
 * @param answer for the answer to anything but a poll; long, since the server may itself wait for
 *     Telegram's flood control, and each answer that is not waited for is a doubt
 * @param poll how long the server holds a poll without news, at most 50 s
 *     (https://github.com/tdlib/telegram-bot-api, {@code Client.cpp})
 * @param late how much longer we wait for the answer to a poll
 * @param pause how to let time pass
 */
record Patience(Duration answer, Duration poll, Duration late, Pause pause) {
  static Patience usual(Pause pause) {
    return new Patience(
        Duration.ofSeconds(60), Duration.ofSeconds(50), Duration.ofSeconds(15), pause);
  }
}
