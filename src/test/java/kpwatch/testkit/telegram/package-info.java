/**
 * Telegram's Bot API on loopback, with the limits and the nastiness of the real one, and people and
 * chats that a test moves. Test code only; it knows nothing of the program. Facts come from
 * https://core.telegram.org/bots/api, the server's source https://github.com/tdlib/telegram-bot-api
 * and the parser's https://github.com/tdlib/td.
 */
@NullMarked
package kpwatch.testkit.telegram;

import org.jspecify.annotations.NullMarked;
